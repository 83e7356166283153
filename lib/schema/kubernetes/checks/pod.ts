import { isDnsLabel } from '../../../core/dns-names';
import { isObject, type Report } from '../../report';
import { checkAnnotations, checkLabels } from '../metadata';
import { checkNodeSelector } from './scheduling';
import { indexed, isSet } from './values';

type Spec = Record<string, unknown>;

/** Labels and annotations of a template are checked as those of an object. */
export function checkPodTemplate({ metadata }: Spec, report: Report): void {
  if (!isObject(metadata)) return;
  report.within('metadata', () => {
    checkLabels(metadata.labels, report);
    checkAnnotations(metadata.annotations, ['pod'], report);
  });
}

export function checkPodSpec(spec: Spec, report: Report): void {
  checkContainerNames(spec, report);
  checkVolumeNames(spec.volumes, report);
  checkHostNetwork(spec, report);
  checkDns(spec, report);
  if (isSet(spec.serviceAccount) && !isSet(spec.serviceAccountName)) {
    report.add('schema/deprecated', 'is deprecated', { at: ['serviceAccount'], fix: "Write 'serviceAccountName'" });
  }
  checkOperatingSystem(spec, report);
  report.within('nodeSelector', () => checkNodeSelector(spec.nodeSelector, report));
  if (Array.isArray(spec.containers) && spec.containers.length === 0) {
    report.add('schema/count', 'has no container but needs one', { at: ['containers'] });
  }
}

const CONTAINERS = ['initContainers', 'containers', 'ephemeralContainers'];

/** Names are unique over all containers of a pod, whatever they are for. */
function checkContainerNames(spec: Spec, report: Report): void {
  const seen = new Map<string, string>();
  for (const field of CONTAINERS) {
    for (const [index, { name }] of indexed(spec[field])) {
      if (typeof name !== 'string') continue;
      const before = seen.get(name);
      // Two of one list are told by the list itself.
      if (before !== undefined && before !== field) {
        report.add('schema/duplicate', `'${name}' is in ${before} too`, { at: [field, index, 'name'] });
      }
      seen.set(name, field);
    }
  }
}

function checkVolumeNames(volumes: unknown, report: Report): void {
  for (const [index, { name }] of indexed(volumes)) {
    if (typeof name === 'string' && !isDnsLabel(name)) {
      report.add('schema/name', `'${name}' is not a DNS label of at most 63 characters`, {
        at: ['volumes', index, 'name'],
      });
    }
  }
}

/** @param claims names of the claims that a StatefulSet makes for each pod */
export function checkTemplateMounts(template: unknown, claims: readonly unknown[], report: Report): void {
  const spec = isObject(template) ? template.spec : undefined;
  if (!isObject(spec)) return;
  report.within('template', () => report.within('spec', () => checkMountedVolumes(spec, claims, report)));
}

export function checkPod({ spec }: Spec, report: Report): void {
  if (isObject(spec)) report.within('spec', () => checkMountedVolumes(spec, [], report));
}

/** Every mount must name a volume of the pod. */
function checkMountedVolumes(spec: Spec, claims: readonly unknown[], report: Report): void {
  const names = new Set([...indexed(spec.volumes).map(([, volume]) => volume.name), ...claims]);
  for (const field of CONTAINERS) {
    for (const [index, container] of indexed(spec[field])) {
      for (const list of ['volumeMounts', 'volumeDevices']) {
        for (const [position, { name }] of indexed(container[list])) {
          if (typeof name !== 'string' || names.has(name)) continue;
          report.add('schema/reference', `mounts '${name}', which is no volume of the pod`, {
            at: [field, index, list, position, 'name'],
            fix:
              names.size > 0
                ? `Name one of ${[...names].map(String).join(', ')}, or add it to volumes`
                : 'Add it to volumes',
          });
        }
      }
    }
  }
}

function checkHostNetwork(spec: Spec, report: Report): void {
  if (spec.hostNetwork !== true) return;
  for (const [index, container] of indexed(spec.containers)) {
    for (const [position, { hostPort, containerPort }] of indexed(container.ports)) {
      if (isSet(hostPort) && hostPort !== containerPort) {
        const rule = `is ${String(hostPort)} but must be containerPort (${String(containerPort)}) on the host's network`;
        report.add('schema/invalid', rule, { at: ['containers', index, 'ports', position, 'hostPort'] });
      }
    }
  }
}

function checkDns({ dnsPolicy, dnsConfig }: Spec, report: Report): void {
  const servers = isObject(dnsConfig) ? dnsConfig.nameservers : undefined;
  if (dnsPolicy === 'None' && !(Array.isArray(servers) && servers.length > 0)) {
    report.add('schema/required', "is required with the DNS policy 'None'", { at: ['dnsConfig', 'nameservers'] });
  }
}

/** Fields of a pod's security context that one of the two systems does not have. Kubernetes: "PodSpec", `os`. */
const LINUX_ONLY = [
  'appArmorProfile',
  'fsGroup',
  'fsGroupChangePolicy',
  'runAsGroup',
  'runAsUser',
  'seLinuxOptions',
  'seccompProfile',
  'supplementalGroups',
  'supplementalGroupsPolicy',
  'sysctls',
];
const LINUX_ONLY_OF_CONTAINER = [
  'allowPrivilegeEscalation',
  'appArmorProfile',
  'capabilities',
  'privileged',
  'procMount',
  'readOnlyRootFilesystem',
  'runAsGroup',
  'runAsUser',
  'seLinuxOptions',
  'seccompProfile',
];
const LINUX_ONLY_OF_POD = ['hostIPC', 'hostPID', 'hostUsers', 'shareProcessNamespace'];

function checkOperatingSystem(spec: Spec, report: Report): void {
  const system = isObject(spec.os) ? spec.os.name : undefined;
  if (system === 'windows') {
    forbid(spec, LINUX_ONLY_OF_POD, [], 'windows', report);
    forbid(spec.securityContext, LINUX_ONLY, ['securityContext'], 'windows', report);
  }
  if (system === 'linux') forbid(spec.securityContext, ['windowsOptions'], ['securityContext'], 'linux', report);
  if (system !== 'windows' && system !== 'linux') return;
  const names = system === 'windows' ? LINUX_ONLY_OF_CONTAINER : ['windowsOptions'];
  for (const field of CONTAINERS) {
    for (const [index, { securityContext }] of indexed(spec[field])) {
      forbid(securityContext, names, [field, index, 'securityContext'], system, report);
    }
  }
}

function forbid(
  value: unknown,
  names: readonly string[],
  at: readonly (string | number)[],
  system: string,
  report: Report,
): void {
  if (!isObject(value)) return;
  for (const name of names) {
    if (isSet(value[name])) {
      const rule = `does not exist where os.name is '${system}'`;
      report.add('schema/conflict', rule, { at: [...at, name], fix: 'Remove it' });
    }
  }
}
