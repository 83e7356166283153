import { controlRule } from './control-rule';

/** Some capabilities are ways out of the container. */
export const dangerousCapabilities = controlRule({
  id: 'pod-security/dangerous-capabilities',
  what: 'adds a capability beyond the default ones',
  why: 'SYS_ADMIN, NET_ADMIN, SYS_MODULE and the like are ways out of the container',
  fix: 'Remove it from capabilities.add',
  controls: ['capabilities_baseline'],
  level: 'baseline',
  safeguard: true,
  covers: [
    'polaris/dangerousCapabilities',
    'polaris/linuxHardening',
    'checkov/CKV_K8S_25',
    'checkov/CKV_K8S_39',
    'trivy/KSV-0005',
    'trivy/KSV-0022',
    'trivy/KSV-0119',
    'trivy/KSV-0120',
    'azure-policy/c26596ff',
  ],
  failing: { container: 'securityContext: { capabilities: { add: [SYS_ADMIN] } }' },
  mended: { container: 'securityContext: { capabilities: { drop: [ALL] } }' },
});
