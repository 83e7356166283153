import type { Problems } from '../../core/errors';
import type { IVolumeClaim } from '../storage/contracts';
import { inNamespace } from '../storage/in-namespace';
import type { IWorkload } from './contracts';
import type { WorkloadProps } from './workload-props';

/** Kinds whose pods are several at a time, at least while they are replaced. */
const SEVERAL: ReadonlySet<IWorkload['kind']> = new Set(['Deployment', 'StatefulSet', 'DaemonSet']);

/** Claims of this program that some container of the pods mounts. */
export function sharedClaims(props: WorkloadProps): readonly IVolumeClaim[] {
  const containers = [props, ...(props.initContainers ?? []), ...(props.sidecars ?? [])];
  const claims = containers.flatMap(({ volumes = {} }) => Object.values(volumes).flatMap(({ claim }) => claim ?? []));
  return [...new Set(claims)];
}

/**
 * Adds claims of another namespace (storage/other-namespace), and those that one node has at a time where pods are several
 * (volume/one-node): the second one would wait for good, in a rollout if not before.
 */
export function checkSharedClaims(
  { kind, namespaceName }: Pick<IWorkload, 'kind' | 'namespaceName'>,
  props: WorkloadProps,
  problems: Problems,
): void {
  for (const { claimName, namespaceName: namespace, accessMode } of sharedClaims(props)) {
    problems.attempt('volumes', () => inNamespace('volumes', claimName, namespace, namespaceName));
    if (!SEVERAL.has(kind) || (accessMode !== 'ReadWriteOnce' && accessMode !== 'ReadWriteOncePod')) continue;
    problems.add({
      property: 'volumes',
      value: claimName,
      rule: `is mounted by one ${accessMode === 'ReadWriteOnce' ? 'node' : 'pod'} at a time (${accessMode}), and the pods of a ${kind} are several, at least in a rollout: the second one would wait for good`,
      fix: "Give each pod a volume of its own with a StatefulService and its 'claims', or use Azure Files with 'ReadWriteMany'",
      code: 'volume/one-node',
    });
  }
}
