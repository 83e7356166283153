import type { Image, OperatingSystem } from '../../core/contracts';
import { KubernetesVersion } from '../../core/kubernetes-version';
import { dnsLabel } from '../../core/dns-names';
import { Problems } from '../../core/errors';
import type { coreV1 } from '../api';
import { checkEnvironment, type EnvValue, renderEnv } from './environment';
import { resolveImage } from './image';
import { checkResources, renderResources, type ResourceProps } from './resources';
import { checkUserIds, containerSecurity, type SecurityProps } from './security';
import { checkMounts, type Mounts, type PodVolumes } from './volume';

/** A container beside the workload's own. */
export interface ContainerProps {
  /** Unique in the pod: a DNS label. */
  readonly name: string;
  /** As the workload's own image: with a fixed tag or a digest. */
  readonly image: Image | string;
  readonly resources: ResourceProps;
  /** @default - the image's own */
  readonly command?: readonly string[];
  /** @default - the image's own */
  readonly args?: readonly string[];
  /** @default - none */
  readonly env?: Readonly<Record<string, string | EnvValue>>;
  /**
   * Variables that look like a secret and are none, each with the reason.
   * @default - none
   */
  readonly notSecret?: Readonly<Record<string, string>>;
  /**
   * Volumes by the path they are seen at; the same Volume in two containers is the same files.
   * @default - none
   */
  readonly volumes?: Mounts;
  /**
   * User id that the container runs as. Linux only.
   * @default - as the workload's
   */
  readonly runAsUser?: number;
  /** @default - as the workload's */
  readonly readOnlyRootFilesystem?: boolean;
}

/** Init containers that go on running start before the others and don't hold up a Job; on by default from this minor. */
const NATIVE_SIDECAR_MINOR = 29;

export function hasNativeSidecars(version: string | undefined): boolean {
  return version === undefined || KubernetesVersion.parse(version).atLeast(NATIVE_SIDECAR_MINOR);
}

/** @throws CdkAksError with everything wrong with the containers beside the workload's own */
export function checkContainers(containers: readonly ContainerProps[], property: string, taken: Set<string>): void {
  const problems = new Problems();
  containers.forEach((container, index) => {
    const at = `${property}[${index}]`;
    problems.attempt(at, () => dnsLabel(container.name, `${at}.name`));
    if (taken.has(container.name)) {
      problems.add({
        property: `${at}.name`,
        value: container.name,
        rule: 'is the name of another container of the pod',
        fix: 'Rename one of the two',
        code: 'container/duplicate',
      });
    }
    taken.add(container.name);
    problems.attempt(at, () => resolveImage(container.image, `${at}.image`));
    problems.attempt(at, () => checkResources(container.resources, `${at}.resources`));
    problems.attempt(at, () => checkUserIds(container, `${at}.`));
    problems.attempt(at, () => checkEnvironment(container, [], `${at}.`));
    problems.attempt(at, () => checkMounts(container.volumes ?? {}, [], `${at}.volumes`));
  });
  problems.throwIfAny();
}

/** @param security of the workload, where the container says nothing else */
export function renderContainer(
  props: ContainerProps,
  security: SecurityProps,
  os: OperatingSystem,
  volumes: PodVolumes,
): coreV1.Container {
  const { readOnlyRootFilesystem = security.readOnlyRootFilesystem, runAsUser } = props;
  const context = containerSecurity({ readOnlyRootFilesystem }, os);
  const mounts = volumes.mount(props.volumes);
  const env = renderEnv(props.env ?? {});
  return {
    name: props.name,
    image: resolveImage(props.image).reference,
    imagePullPolicy: 'IfNotPresent',
    ...(props.command ? { command: props.command } : {}),
    ...(props.args ? { args: props.args } : {}),
    ...(env.length > 0 ? { env } : {}),
    resources: renderResources(props.resources),
    ...(context ? { securityContext: { ...context, ...(runAsUser === undefined ? {} : { runAsUser }) } } : {}),
    terminationMessagePolicy: 'FallbackToLogsOnError',
    ...(mounts.length > 0 ? { volumeMounts: mounts } : {}),
  };
}
