import { faultIf, judgeContainers } from '../judge';
import type { Rule } from '../rule';
import { cart, SETTINGS } from './examples';

/** Azure shows the same in the portal, behind Entra. */
export const dashboard: Rule = {
  id: 'workload/dashboard',
  severity: 'warning',
  what: 'is the Kubernetes dashboard',
  why: 'its service account reads what nobody who opens it may read by himself, and clusters were taken over through it',
  fix: 'Remove it; the Azure portal shows the resources of a cluster with the rights of whoever looks',
  sources: ['Azure: Access Kubernetes resources using the Azure portal'],
  covers: ['checkov/CKV_K8S_33'],
  examples: {
    failing: cart({ image: 'docker.io/kubernetesui/dashboard:v2.7.0' }),
    mended: cart(),
    notApplicable: SETTINGS,
  },
  check: (world) =>
    judgeContainers(world, ({ body, field }) =>
      faultIf(/(?:^|\/)(?:kubernetesui\/dashboard|kubernetes-dashboard)/.test(String(body.image ?? '')), [
        ...field,
        'image',
      ]),
    ),
};
