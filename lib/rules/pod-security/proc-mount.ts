import { controlRule } from './control-rule';

/** The container runtime masks what of /proc belongs to the node. */
export const procMount = controlRule({
  id: 'pod-security/proc-mount',
  what: 'unmasks /proc',
  why: 'the masked parts of /proc tell about the node and change its kernel',
  fix: 'Remove procMount',
  controls: ['procMount', 'procMount_restricted'],
  level: 'baseline',
  safeguard: true,
  covers: ['kube-linter/unsafe-proc-mount', 'polaris/procMount', 'trivy/KSV-0027', 'azure-policy/f85eb0dd'],
  failing: { container: 'securityContext: { procMount: Unmasked }' },
  mended: { container: 'securityContext: { procMount: Default }' },
});
