import { faultIf, judgeWorkloads } from '../judge';
import type { Rule } from '../rule';
import { cart, SETTINGS } from './examples';

const IMAGE = /(?:^|\/)(?:kubernetesui\/dashboard|kubernetes-dashboard)/;

/** Azure shows the same in the portal, behind Entra. */
export const dashboard: Rule = {
  id: 'workload/dashboard',
  severity: 'warning',
  what: 'is the Kubernetes dashboard',
  why: 'its service account reads what those who open it may not read themselves, and clusters were taken over through it',
  fix: 'Remove it; the Azure portal shows the resources of a cluster with the rights of whoever looks',
  sources: ['Azure: Access Kubernetes resources using the Azure portal'],
  covers: ['checkov/CKV_K8S_33'],
  examples: {
    failing: cart({ image: 'docker.io/kubernetesui/dashboard:v2.7.0' }),
    mended: cart(),
    notApplicable: SETTINGS,
  },
  check: (world) =>
    judgeWorkloads(world, ({ labels, podMetadataField, containers }) => [
      ...['k8s-app', 'app', 'app.kubernetes.io/name']
        .filter((name) => labels[name] === 'kubernetes-dashboard')
        .slice(0, 1)
        .map((name) => ({ field: [...podMetadataField, 'labels', name] })),
      ...containers.flatMap(({ body, field }) => faultIf(IMAGE.test(String(body.image ?? '')), [...field, 'image'])),
    ]),
};
