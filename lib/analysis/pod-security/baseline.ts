import { asBody } from '../workload/workloads';
import {
  CONFINED,
  everyContainer,
  everyContext,
  oneOf,
  type PodSecurityCheck,
  strings,
  text,
  unconfined,
  unmaskedProc,
  when,
} from './check';
import { child, items } from './pod';

/*
 * The controls of the baseline level of the Pod Security Standards. Sources: Kubernetes, "Pod Security Standards", and
 * the versions at which the admission plugin changes its mind. Controls keep the plugin's ids.
 */

const DEFAULT_CAPABILITIES: ReadonlySet<string> = new Set([
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
]);

/** Settings that stay inside the pod's own namespaces, with the minor that began to allow them. */
const SAFE_SYSCTLS: Readonly<Record<string, number>> = {
  'kernel.shm_rmid_forced': 0,
  'net.ipv4.ip_local_port_range': 0,
  'net.ipv4.tcp_syncookies': 0,
  'net.ipv4.ping_group_range': 0,
  'net.ipv4.ip_unprivileged_port_start': 0,
  'net.ipv4.ip_local_reserved_ports': 27,
  'net.ipv4.tcp_keepalive_time': 29,
  'net.ipv4.tcp_fin_timeout': 29,
  'net.ipv4.tcp_keepalive_intvl': 29,
  'net.ipv4.tcp_keepalive_probes': 29,
  'net.ipv4.tcp_rmem': 32,
  'net.ipv4.tcp_wmem': 32,
  'net.ipv4.tcp_slow_start_after_idle': 37,
  'net.ipv4.tcp_notsent_lowat': 37,
};

const SELINUX_TYPES: Readonly<Record<string, number>> = {
  '': 0,
  container_t: 0,
  container_init_t: 0,
  container_kvm_t: 0,
  container_engine_t: 31,
};

const since = (table: Readonly<Record<string, number>>, minor: number): string[] =>
  Object.keys(table).filter((name) => minor >= (table[name] as number));

const APP_ARMOR_ANNOTATION = 'container.apparmor.security.beta.kubernetes.io/';

const appArmorProfile: PodSecurityCheck = {
  control: 'appArmorProfile',
  find: (pod) => [
    ...everyContext(pod, ({ appArmorProfile: profile }, at) =>
      when(
        asBody(profile) !== undefined && !CONFINED.has(text(asBody(profile)?.type)),
        [...at, 'appArmorProfile', 'type'],
        `must be ${oneOf(CONFINED)}`,
      ),
    ),
    ...Object.entries(pod.annotations).flatMap(([key, value]) =>
      when(
        key.startsWith(APP_ARMOR_ANNOTATION) && !/^($|runtime\/default$|localhost\/)/.test(text(value)),
        ['metadata', 'annotations', key],
        'must be runtime/default or localhost/<profile>',
      ),
    ),
  ],
};

const capabilitiesBaseline: PodSecurityCheck = {
  control: 'capabilities_baseline',
  find: (pod) =>
    everyContainer(pod, ({ securityContext, at }) =>
      strings(child(securityContext, 'capabilities').add).flatMap((name, index) =>
        when(
          !DEFAULT_CAPABILITIES.has(name),
          [...at, 'securityContext', 'capabilities', 'add', index],
          `must not add ${name}`,
        ),
      ),
    ),
};

const hostNamespaces: PodSecurityCheck = {
  control: 'hostNamespaces',
  find: ({ spec }) =>
    ['hostNetwork', 'hostPID', 'hostIPC'].flatMap((name) =>
      when(spec[name] === true, ['spec', name], 'must not be true'),
    ),
};

const hostPathVolumes: PodSecurityCheck = {
  control: 'hostPathVolumes',
  find: ({ spec }) =>
    items(spec.volumes).flatMap(({ item: volume, index }) =>
      when(
        asBody(volume.hostPath) !== undefined,
        ['spec', 'volumes', index, 'hostPath'],
        'must not mount a path of the node',
      ),
    ),
};

const hostPorts: PodSecurityCheck = {
  control: 'hostPorts',
  find: (pod) =>
    everyContainer(pod, ({ fields, at }) =>
      items(fields.ports).flatMap(({ item: { hostPort }, index }) =>
        when(
          hostPort !== undefined && hostPort !== null && hostPort !== 0,
          [...at, 'ports', index, 'hostPort'],
          'must not be set',
        ),
      ),
    ),
};

const HANDLERS: readonly (readonly string[])[] = [
  ['livenessProbe'],
  ['readinessProbe'],
  ['startupProbe'],
  ['lifecycle', 'postStart'],
  ['lifecycle', 'preStop'],
];

const hostProbes: PodSecurityCheck = {
  control: 'hostProbesAndHostLifecycle',
  since: 34,
  find: (pod) =>
    everyContainer(pod, ({ fields, at }) =>
      HANDLERS.flatMap((path) => {
        const handler = path.reduce(child, fields);
        return ['httpGet', 'tcpSocket'].flatMap((action) =>
          when(text(child(handler, action).host) !== '', [...at, ...path, action, 'host'], 'must not be set'),
        );
      }),
    ),
};

const privileged: PodSecurityCheck = {
  control: 'privileged',
  find: (pod) =>
    everyContainer(pod, ({ securityContext, at }) =>
      when(securityContext.privileged === true, [...at, 'securityContext', 'privileged'], 'must not be true'),
    ),
};

const procMount: PodSecurityCheck = {
  control: 'procMount',
  find: (pod, minor) => (minor >= 35 && pod.isInUserNamespace ? [] : unmaskedProc(pod)),
};

const seLinuxOptions: PodSecurityCheck = {
  control: 'seLinuxOptions',
  find: (pod, minor) =>
    everyContext(pod, ({ seLinuxOptions }, at) => {
      const options = asBody(seLinuxOptions);
      if (!options) return [];
      const types = since(SELINUX_TYPES, minor);
      const where = [...at, 'seLinuxOptions'];
      return [
        ...when(!types.includes(text(options.type)), [...where, 'type'], `must be one of ${oneOf(types)}`),
        ...when(text(options.user) !== '', [...where, 'user'], 'must not be set'),
        ...when(text(options.role) !== '', [...where, 'role'], 'must not be set'),
      ];
    }),
};

const seccompBaseline: PodSecurityCheck = { control: 'seccompProfile_baseline', find: unconfined };

const sysctls: PodSecurityCheck = {
  control: 'sysctls',
  find: ({ securityContext }, minor) =>
    items(securityContext.sysctls).flatMap(({ item: { name }, index }) =>
      when(
        !since(SAFE_SYSCTLS, minor).includes(text(name)),
        ['spec', 'securityContext', 'sysctls', index, 'name'],
        `'${text(name)}' is not among the safe ones`,
      ),
    ),
};

const windowsHostProcess: PodSecurityCheck = {
  control: 'windowsHostProcess',
  find: (pod) =>
    everyContext(pod, (context, at) =>
      when(
        child(context, 'windowsOptions').hostProcess === true,
        [...at, 'windowsOptions', 'hostProcess'],
        'must not be true',
      ),
    ),
};

export const BASELINE_CHECKS: readonly PodSecurityCheck[] = [
  appArmorProfile,
  capabilitiesBaseline,
  hostNamespaces,
  hostPathVolumes,
  hostPorts,
  hostProbes,
  privileged,
  procMount,
  seLinuxOptions,
  seccompBaseline,
  sysctls,
  windowsHostProcess,
];
