import { controlRule } from './control-rule';

/** Unconfined opens all of the kernel. */
export const seccompUnconfined = controlRule({
  id: 'pod-security/seccomp-unconfined',
  what: 'turns seccomp off',
  why: 'every system call of the kernel is then open to whoever gets into the container',
  fix: 'Write seccompProfile type RuntimeDefault',
  controls: ['seccompProfile_baseline'],
  level: 'baseline',
  safeguard: true,
  covers: ['trivy/KSV-0104', 'azure-policy/975ce327'],
  failing: { pod: ['securityContext: { seccompProfile: { type: Unconfined } }'] },
  mended: { pod: ['securityContext: { seccompProfile: { type: RuntimeDefault } }'] },
});
