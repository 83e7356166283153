import type { OperatingSystem } from '../../core/contracts';
import { Problems } from '../../core/errors';
import type { coreV1 } from '../api';
import type { ResolvedPort } from './ports';

export interface SecurityProps {
  /**
   * User id that the containers run as; needed where the image names none or root. Linux only.
   * @default - the image's own, which must be a number other than 0
   */
  readonly runAsUser?: number;
  /**
   * Group id that the containers run as. Linux only.
   * @default - the image's own
   */
  readonly runAsGroup?: number;
  /**
   * Group that owns the files of volumes. Linux only.
   * @default - the volumes stay as they are
   */
  readonly fsGroup?: number;
  /**
   * Whether the container's own files are read-only; scratch volumes stay writable. Linux only.
   * @default true
   */
  readonly readOnlyRootFilesystem?: boolean;
  /**
   * User that a Windows container runs as: IIS needs `ContainerAdministrator`.
   * @default 'ContainerUser' on Windows
   */
  readonly windowsUser?: 'ContainerUser' | 'ContainerAdministrator';
}

/** Ports from here on are open to every user; below, the pod asks for it with a sysctl that Kubernetes counts as safe. */
export const FIRST_UNPRIVILEGED_PORT = 1024;
const UNPRIVILEGED_PORT_START = 'net.ipv4.ip_unprivileged_port_start';

const LARGEST_ID = 2 ** 31 - 1;

/** @throws CdkAksError for the root user (security/root) and ids out of range (security/id) */
export function checkUserIds(props: Pick<SecurityProps, 'runAsUser' | 'runAsGroup' | 'fsGroup'>, prefix = ''): void {
  const problems = new Problems();
  for (const property of ['runAsUser', 'runAsGroup', 'fsGroup'] as const) {
    const id = props[property];
    if (id === undefined) continue;
    if (!Number.isSafeInteger(id) || id < 0 || id > LARGEST_ID) {
      problems.add({
        property: `${prefix}${property}`,
        value: id,
        rule: `is not a whole number from 0 to ${LARGEST_ID}`,
        fix: 'Write the number that the image has for its user, such as 1000',
        code: 'security/id',
      });
    } else if (id === 0 && property === 'runAsUser') {
      problems.add({
        property: `${prefix}${property}`,
        value: id,
        rule: 'is root, and no container may run as root',
        fix: 'Write the number of another user, such as 1000',
        code: 'security/root',
      });
    }
  }
  problems.throwIfAny();
}

/** The pod's half of the Pod Security Standard `restricted`; on Windows only what that system has. */
export function podSecurity(
  props: SecurityProps,
  os: OperatingSystem,
  ports: readonly ResolvedPort[],
): coreV1.PodSecurityContext {
  if (os === 'windows') {
    const runAsUserName = props.windowsUser ?? 'ContainerUser';
    return {
      windowsOptions: { runAsUserName },
      ...(runAsUserName === 'ContainerUser' ? { runAsNonRoot: true } : {}),
    };
  }
  const lowPort = ports.some((port) => port.containerPort < FIRST_UNPRIVILEGED_PORT);
  return {
    runAsNonRoot: true,
    ...defined({ runAsUser: props.runAsUser, runAsGroup: props.runAsGroup }),
    // Changing the owner of every file at each start takes minutes on a large volume.
    ...(props.fsGroup === undefined ? {} : { fsGroup: props.fsGroup, fsGroupChangePolicy: 'OnRootMismatch' as const }),
    seccompProfile: { type: 'RuntimeDefault' },
    ...(lowPort ? { sysctls: [{ name: UNPRIVILEGED_PORT_START, value: '0' }] } : {}),
  };
}

/** The container's half; Windows knows none of it. */
export function containerSecurity(props: SecurityProps, os: OperatingSystem): coreV1.SecurityContext | undefined {
  if (os === 'windows') return undefined;
  return {
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: props.readOnlyRootFilesystem ?? true,
    capabilities: { drop: ['ALL'] },
  };
}

function defined<T extends object>(fields: T): Partial<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>;
}
