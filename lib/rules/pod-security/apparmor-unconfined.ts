import { controlRule } from './control-rule';

/** The default profile is on unless a pod turns it off. */
export const apparmorUnconfined = controlRule({
  id: 'pod-security/apparmor-unconfined',
  what: 'turns AppArmor off',
  why: 'AppArmor keeps a container from the files and mounts of the node even when it runs as root',
  fix: 'Write appArmorProfile type RuntimeDefault, or leave it out: the runtime has it on by default',
  controls: ['appArmorProfile'],
  level: 'baseline',
  safeguard: true,
  covers: ['trivy/KSV-0002', 'azure-policy/511f5417'],
  failing: { container: 'securityContext: { appArmorProfile: { type: Unconfined } }' },
  mended: { container: 'securityContext: { appArmorProfile: { type: RuntimeDefault } }' },
});
