import { controlRule } from './control-rule';

/** Unset means allowed. */
export const privilegeEscalation = controlRule({
  id: 'pod-security/privilege-escalation',
  what: 'may gain more rights than it started with',
  why: 'a setuid program in the image is enough to become root',
  fix: 'Write allowPrivilegeEscalation: false',
  controls: ['allowPrivilegeEscalation'],
  level: 'restricted',
  safeguard: true,
  covers: [
    'kube-linter/privilege-escalation-container',
    'polaris/privilegeEscalationAllowed',
    'checkov/CKV_K8S_20',
    'trivy/KSV-0001',
    'azure-policy/1c6e92c9',
  ],
  failing: { container: 'securityContext: { runAsNonRoot: true }' },
  mended: { container: 'securityContext: { allowPrivilegeEscalation: false }' },
});
