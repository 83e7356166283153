import { controlRule } from './control-rule';

/** What is not dropped is kept. */
export const capabilitiesKept = controlRule({
  id: 'pod-security/capabilities-kept',
  what: 'keeps capabilities that it may not need',
  why: 'the default ones let root forge packets (NET_RAW) and change owners of files',
  fix: 'Drop ALL; add NET_BIND_SERVICE alone where a low port is needed',
  controls: ['capabilities_restricted'],
  level: 'restricted',
  safeguard: true,
  covers: [
    'kube-linter/drop-net-raw-capability',
    'polaris/linuxHardening',
    'polaris/insecureCapabilities',
    'checkov/CKV_K8S_28',
    'checkov/CKV_K8S_37',
    'trivy/KSV-0003',
    'trivy/KSV-0004',
    'trivy/KSV-0106',
    'azure-policy/c26596ff',
  ],
  failing: { container: 'securityContext: { capabilities: { drop: [NET_RAW] } }' },
  mended: { container: 'securityContext: { capabilities: { drop: [ALL] } }' },
});
