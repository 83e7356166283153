import { controlRule } from './control-rule';

/** Some SELinux types confine nothing. */
export const selinuxOptions = controlRule({
  id: 'pod-security/selinux-options',
  what: 'asks for an SELinux context of its own',
  why: 'a user, role or type of choice can be one that confines nothing',
  fix: 'Leave user and role out, and take one of the container types',
  controls: ['seLinuxOptions'],
  level: 'baseline',
  safeguard: true,
  covers: ['trivy/KSV-0025', 'azure-policy/e1e6c427'],
  failing: { pod: ['securityContext: { seLinuxOptions: { type: spc_t } }'] },
  mended: { pod: ['securityContext: { seLinuxOptions: { type: container_t } }'] },
});
