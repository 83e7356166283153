import { controlRule } from './control-rule';

/** User 0 is root by any name. */
export const rootUser = controlRule({
  id: 'pod-security/root-user',
  what: 'runs as user 0',
  why: 'this is root, whatever the image says',
  fix: 'Write runAsUser with a number above 0, or leave it to the image',
  controls: ['runAsUser'],
  level: 'restricted',
  safeguard: true,
  covers: ['trivy/KSV-0105', 'azure-policy/f06ddb64'],
  failing: { pod: ['securityContext: { runAsUser: 0 }'] },
  mended: { pod: ['securityContext: { runAsUser: 10001 }'] },
});
