import { controlRule } from './control-rule';

/** Root in a container is root behind a hole in the runtime. */
export const rootAllowed = controlRule({
  id: 'pod-security/root-allowed',
  what: 'may run as root',
  why: 'an image without a user of its own runs as root, and a hole in the runtime then gives the node away',
  fix: 'Write runAsNonRoot: true for the pod, and a user in the image or runAsUser',
  controls: ['runAsNonRoot'],
  level: 'restricted',
  safeguard: true,
  covers: [
    'kube-linter/run-as-non-root',
    'polaris/runAsRootAllowed',
    'checkov/CKV_K8S_23',
    'checkov/CKV_K8S_29',
    'checkov/CKV_K8S_30',
    'trivy/KSV-0012',
    'trivy/KSV-0118',
    'azure-policy/f06ddb64',
  ],
  failing: {},
  mended: { pod: ['securityContext: { runAsNonRoot: true }'] },
});
