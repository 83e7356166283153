import { asBody } from '../workload/workloads';
import {
  everyContainer,
  everyContext,
  oneOf,
  type PodSecurityCheck,
  strings,
  unconfined,
  unmaskedProc,
  when,
} from './check';
import { child, items } from './pod';

/*
 * The controls that the restricted level adds. Sources: Kubernetes, "Pod Security Standards", and the versions at which
 * the admission plugin changes its mind. Controls keep the plugin's ids.
 */

const VOLUMES: readonly string[] = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
];

const allowPrivilegeEscalation: PodSecurityCheck = {
  control: 'allowPrivilegeEscalation',
  find: (pod) =>
    everyContainer(pod, ({ securityContext, at }) =>
      when(
        !pod.isWindows && securityContext.allowPrivilegeEscalation !== false,
        [...at, 'securityContext', 'allowPrivilegeEscalation'],
        'must be false',
      ),
    ),
};

const capabilitiesRestricted: PodSecurityCheck = {
  control: 'capabilities_restricted',
  replaces: 'capabilities_baseline',
  find: (pod) =>
    everyContainer(pod, ({ securityContext, at }) => {
      if (pod.isWindows) return [];
      const { add, drop } = child(securityContext, 'capabilities');
      const where = [...at, 'securityContext', 'capabilities'];
      return [
        ...when(!strings(drop).includes('ALL'), [...where, 'drop'], 'must hold ALL'),
        ...strings(add).flatMap((name, index) =>
          when(name !== 'NET_BIND_SERVICE', [...where, 'add', index], `must not add ${name}`),
        ),
      ];
    }),
};

const procMountRestricted: PodSecurityCheck = {
  control: 'procMount_restricted',
  since: 35,
  replaces: 'procMount',
  find: unmaskedProc,
};

const restrictedVolumes: PodSecurityCheck = {
  control: 'restrictedVolumes',
  replaces: 'hostPathVolumes',
  find: ({ spec }) =>
    items(spec.volumes).flatMap(({ item: volume, index }) => {
      const sources = Object.keys(volume).filter((key) => key !== 'name' && asBody(volume[key]) !== undefined);
      // The API server makes a volume without source an emptyDir.
      const isGood = sources.length === 0 || sources.some((source) => VOLUMES.includes(source));
      return when(!isGood, ['spec', 'volumes', index, ...sources.slice(0, 1)], `must be one of ${oneOf(VOLUMES)}`);
    }),
};

const runAsNonRoot: PodSecurityCheck = {
  control: 'runAsNonRoot',
  find: (pod, minor) => {
    if (minor >= 35 && pod.isInUserNamespace) return [];
    const ofPod = pod.securityContext.runAsNonRoot;
    return [
      ...when(ofPod === false, ['spec', 'securityContext', 'runAsNonRoot'], 'must be true'),
      ...everyContainer(pod, ({ securityContext, at }) =>
        when(
          (securityContext.runAsNonRoot ?? ofPod) !== true,
          [...at, 'securityContext', 'runAsNonRoot'],
          'must be true here or for the pod',
        ),
      ),
    ];
  },
};

const runAsUser: PodSecurityCheck = {
  control: 'runAsUser',
  find: (pod, minor) =>
    minor >= 35 && pod.isInUserNamespace
      ? []
      : everyContext(pod, (context, at) => when(context.runAsUser === 0, [...at, 'runAsUser'], 'must not be 0')),
};

const seccompRestricted: PodSecurityCheck = {
  control: 'seccompProfile_restricted',
  replaces: 'seccompProfile_baseline',
  find: (pod) => {
    if (pod.isWindows) return [];
    const hasProfile = asBody(pod.securityContext.seccompProfile) !== undefined;
    return [
      ...unconfined(pod),
      ...everyContainer(pod, ({ securityContext, at }) =>
        when(
          !hasProfile && !asBody(securityContext.seccompProfile),
          [...at, 'securityContext', 'seccompProfile', 'type'],
          'must be RuntimeDefault or Localhost, here or for the pod',
        ),
      ),
    ];
  },
};

export const RESTRICTED_CHECKS: readonly PodSecurityCheck[] = [
  allowPrivilegeEscalation,
  capabilitiesRestricted,
  procMountRestricted,
  restrictedVolumes,
  runAsNonRoot,
  runAsUser,
  seccompRestricted,
];
