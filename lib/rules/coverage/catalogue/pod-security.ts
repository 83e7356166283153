import type { Tool } from './tool';

/** All 19 checks of Kubernetes' own pod security admission: 12 of baseline, 7 more of restricted. */
export const POD_SECURITY: Tool = {
  id: 'pss',
  title: 'Kubernetes Pod Security Standards: baseline and restricted',
  checks: {
    appArmorProfile: 'baseline: AppArmor is not turned off',
    capabilities_baseline: 'baseline: no capability beyond the default ones',
    hostNamespaces: 'baseline: no hostNetwork, hostPID and hostIPC',
    hostPathVolumes: 'baseline: no path of the node is mounted',
    hostPorts: 'baseline: no hostPort',
    hostProbesAndHostLifecycle: 'baseline, from 1.34: probes and hooks name no host',
    privileged: 'baseline: no privileged container',
    procMount: 'baseline: /proc stays masked',
    seccompProfile_baseline: 'baseline: seccomp is not turned off',
    seLinuxOptions: 'baseline: no SELinux user or role, and types of containers alone',
    sysctls: 'baseline: safe sysctls alone',
    windowsHostProcess: 'baseline: no HostProcess container on Windows',
    allowPrivilegeEscalation: 'restricted: allowPrivilegeEscalation: false',
    capabilities_restricted: 'restricted: all capabilities are dropped, NET_BIND_SERVICE alone comes back',
    procMount_restricted: 'restricted, from 1.35: /proc stays masked in user namespaces too',
    restrictedVolumes: 'restricted: volumes that carry no right of the node',
    runAsNonRoot: 'restricted: runAsNonRoot',
    runAsUser: 'restricted: no user 0',
    seccompProfile_restricted: 'restricted: a seccomp profile is written',
  },
};
