import { controlRule } from './control-rule';

/** Privileged is another word for root on the node. */
export const privileged = controlRule({
  id: 'pod-security/privileged',
  what: 'runs privileged',
  why: 'a privileged container is root on the node, with every other pod of it',
  fix: 'Remove privileged; add the one capability or device that is needed',
  controls: ['privileged'],
  level: 'baseline',
  safeguard: true,
  covers: [
    'kube-linter/privileged-container',
    'kube-score/container-security-context-privileged',
    'polaris/runAsPrivileged',
    'checkov/CKV_K8S_16',
    'trivy/KSV-0017',
    'azure-policy/95edb821',
  ],
  failing: { container: 'securityContext: { privileged: true }' },
  mended: { container: 'securityContext: { privileged: false }' },
});
