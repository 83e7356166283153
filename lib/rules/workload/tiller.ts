import { faultIf, judgeContainers } from '../judge';
import type { Rule } from '../rule';
import { cart, SETTINGS } from './examples';

/** The server of Helm 2, out of support since 2020. */
export const tiller: Rule = {
  id: 'workload/tiller',
  severity: 'error',
  what: 'is Tiller, the server of Helm 2',
  why: 'anybody who reaches its port can install anything with its rights, which are usually all',
  fix: 'Remove it with its Service, and use Helm 3 or Flux',
  sources: ['Helm: Migrating Helm v2 to v3'],
  covers: ['checkov/CKV_K8S_34', 'checkov/CKV_K8S_44', 'checkov/CKV_K8S_45', 'trivy/KSV-0102'],
  examples: {
    failing: cart({ image: 'ghcr.io/helm/tiller:v2.17.0' }),
    mended: cart(),
    notApplicable: SETTINGS,
  },
  check: (world) =>
    judgeContainers(world, ({ body, field }) =>
      faultIf(/(?:^|\/)tiller(?::|@|$)/.test(String(body.image ?? '')), [...field, 'image']),
    ),
};
