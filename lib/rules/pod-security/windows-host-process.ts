import { controlRule } from './control-rule';

/** HostProcess containers are processes of the node. */
export const windowsHostProcess = controlRule({
  id: 'pod-security/windows-host-process',
  what: 'runs as a process of the Windows node',
  why: 'a HostProcess container has the rights of the node',
  fix: 'Remove hostProcess',
  controls: ['windowsHostProcess'],
  level: 'baseline',
  safeguard: true,
  covers: ['polaris/hostProcess', 'trivy/KSV-0103', 'azure-policy/077f0ce1'],
  failing: {
    pod: [
      'hostNetwork: true',
      'securityContext: { windowsOptions: { hostProcess: true, runAsUserName: "NT AUTHORITY\\\\SYSTEM" } }',
    ],
  },
  mended: { pod: ['securityContext: { windowsOptions: { runAsUserName: ContainerUser } }'] },
});
