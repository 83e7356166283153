import type { KubernetesObject } from '../../artifact/read/model';
import type { Artifacts } from '../../artifact/read/artifacts';
import { objectIndex } from '../objects';
import { asBody, asList, type Workload } from './workloads';

/** Name of the account that the workload's pods run under. */
export function serviceAccountName(workload: Workload): string {
  const { serviceAccountName: name, serviceAccount: old } = workload.pod;
  return String(name ?? old ?? '') || 'default';
}

/** The account itself, where these files have it. */
export function serviceAccountOf(workload: Workload, artifacts: Artifacts): KubernetesObject | undefined {
  return objectIndex(artifacts).beside(
    workload.object,
    'ServiceAccount',
    serviceAccountName(workload),
    workload.namespace,
  );
}

const bound = new WeakMap<Artifacts, ReadonlySet<string>>();

/** True where a role binding of these files gives rights to the workload's account. */
export function hasRights(workload: Workload, artifacts: Artifacts): boolean {
  let all = bound.get(artifacts);
  if (!all) bound.set(artifacts, (all = boundAccounts(artifacts)));
  const { cluster } = workload.object;
  return all.has(keyOf(cluster, workload.namespace, serviceAccountName(workload)));
}

function boundAccounts(artifacts: Artifacts): ReadonlySet<string> {
  const objects = objectIndex(artifacts);
  return new Set(
    [...objects.ofKind('RoleBinding'), ...objects.ofKind('ClusterRoleBinding')].flatMap((binding) =>
      asList(binding.body.subjects)
        .map((item) => asBody(item) ?? {})
        .filter(({ kind }) => kind === 'ServiceAccount')
        .map(({ namespace, name }) =>
          keyOf(binding.cluster, String(namespace ?? binding.namespace ?? 'default'), String(name)),
        ),
    ),
  );
}

function keyOf(cluster: string | undefined, namespace: string, name: string): string {
  return [cluster ?? '', namespace, name].join('\n');
}
