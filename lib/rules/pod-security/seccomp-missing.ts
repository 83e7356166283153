import { controlRule } from './control-rule';

/** AKS turns no profile on by itself. */
export const seccompMissing = controlRule({
  id: 'pod-security/seccomp-missing',
  what: 'has no seccomp profile',
  why: 'without one every system call of the kernel is open to whoever gets into the container',
  fix: 'Write seccompProfile type RuntimeDefault for the pod',
  controls: ['seccompProfile_restricted'],
  level: 'restricted',
  safeguard: true,
  covers: ['kube-score/container-seccomp-profile', 'checkov/CKV_K8S_31', 'trivy/KSV-0030', 'azure-policy/975ce327'],
  failing: {},
  mended: { pod: ['securityContext: { seccompProfile: { type: RuntimeDefault } }'] },
});
