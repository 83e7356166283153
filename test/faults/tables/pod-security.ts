import { container, pod } from '../places';
import type { Fault } from '../vocabulary';

/** What somebody opens "for a moment" to get a container running. */
export const POD_SECURITY: readonly Fault[] = [
  [
    'the cart may gain more rights than it started with',
    container('cart').set('securityContext.allowPrivilegeEscalation', true),
    'pod-security/privilege-escalation',
  ],
  [
    'the cart says nothing of gaining rights',
    container('cart').remove('securityContext.allowPrivilegeEscalation'),
    'pod-security/privilege-escalation',
  ],
  [
    'the cart keeps its capabilities',
    container('cart').remove('securityContext.capabilities'),
    'pod-security/capabilities-kept',
  ],
  [
    'the cart drops one capability in place of all',
    container('cart').set('securityContext.capabilities.drop', ['NET_RAW']),
    'pod-security/capabilities-kept',
  ],
  [
    'the coupons debug the network with a capability of their own',
    container('coupons').set('securityContext.capabilities.add', ['NET_ADMIN']),
    'pod-security/dangerous-capabilities',
  ],
  [
    'the login traces its process',
    container('login').set('securityContext.capabilities.add', ['SYS_PTRACE']),
    'pod-security/dangerous-capabilities',
  ],
  ['the stock runs privileged', container('stock').set('securityContext.privileged', true), 'pod-security/privileged'],
  ['the profile may run as root', pod('profile').remove('securityContext.runAsNonRoot'), 'pod-security/root-allowed'],
  [
    'the profile is allowed to be root by its container',
    container('profile').set('securityContext.runAsNonRoot', false),
    'pod-security/root-allowed',
  ],
  ['the coupons run as user 0', pod('coupons').set('securityContext.runAsUser', 0), 'pod-security/root-user'],
  [
    'the container of the coupons runs as user 0',
    container('coupons').set('securityContext.runAsUser', 0),
    'pod-security/root-user',
  ],
  [
    'the login has no seccomp profile',
    pod('login').remove('securityContext.seccompProfile'),
    'pod-security/seccomp-missing',
  ],
  [
    'the login turns seccomp off',
    pod('login').set('securityContext.seccompProfile.type', 'Unconfined'),
    'pod-security/seccomp-unconfined',
  ],
  [
    'the login turns AppArmor off',
    pod('login').set('securityContext.appArmorProfile', { type: 'Unconfined' }),
    'pod-security/apparmor-unconfined',
  ],
  ['the stock is in the network of its node', pod('stock').set('hostNetwork', true), 'pod-security/host-namespaces'],
  ['the stock sees the processes of its node', pod('stock').set('hostPID', true), 'pod-security/host-namespaces'],
  ['the cart takes a port of its node', container('cart').set('ports[http].hostPort', 3001), 'pod-security/host-ports'],
  [
    'the image classifier reads the logs of its node',
    pod('imageclassifier').append('volumes', { name: 'logs', hostPath: { path: '/var/log' } }),
    'pod-security/host-path-volumes',
  ],
  [
    'the image classifier mounts a share by NFS itself',
    pod('imageclassifier').append('volumes', { name: 'share', nfs: { server: '10.50.30.4', path: '/uploads' } }),
    'pod-security/volume-types',
  ],
  [
    'the profile changes a kernel setting of its node',
    pod('profile').set('securityContext.sysctls', [{ name: 'net.core.somaxconn', value: '4096' }]),
    'pod-security/sysctls',
  ],
  [
    'the webbff asks for an SELinux type of its own',
    pod('webbff').set('securityContext.seLinuxOptions', { type: 'spc_t' }),
    'pod-security/selinux-options',
  ],
  [
    'the webbff unmasks /proc',
    container('webbff').set('securityContext.procMount', 'Unmasked'),
    'pod-security/proc-mount',
  ],
  [
    'the liveness probe of the cart asks another host',
    container('cart').set('livenessProbe.httpGet.host', '168.63.129.16'),
    'pod-security/host-probes',
  ],
  [
    'the rewards registration runs as a process of its node',
    pod('rewards-registration').merge('securityContext.windowsOptions', { hostProcess: true }),
    'pod-security/windows-host-process',
  ],
  [
    'the rewards registration runs privileged on Windows',
    container('rewards-registration').set('securityContext', { privileged: true }),
    'pool/windows-pod-privileged',
  ],
  [
    'the rewards registration is in the network of its Windows node',
    pod('rewards-registration').set('hostNetwork', true),
    'pool/windows-pod-privileged',
  ],
  [
    'the rewards registration has a field that only Linux knows',
    pod('rewards-registration').set('securityContext.runAsUser', 1000),
    'schema/conflict',
  ],
  [
    'the stock can write to its own program files',
    container('stock').set('securityContext.readOnlyRootFilesystem', false),
    'workload/writable-root-filesystem',
  ],
  [
    'the container of the stock has no security context at all',
    container('stock').remove('securityContext'),
    'workload/writable-root-filesystem',
  ],
  ['the cart belongs to the group of root', pod('cart').set('securityContext.runAsGroup', 0), 'workload/root-group'],
  [
    'the files of the imageclassifier belong to the group of root',
    pod('imageclassifier').set('securityContext.fsGroup', 0),
    'workload/root-group',
  ],
  [
    'the cart runs with a user id that the node uses',
    pod('cart').set('securityContext.runAsUser', 1000),
    'workload/low-user-id',
  ],
  [
    'the stock mounts the socket of containerd',
    pod('stock').append('volumes', { name: 'socket', hostPath: { path: '/run/containerd/containerd.sock' } }),
    'workload/sensitive-host-path',
  ],
];
