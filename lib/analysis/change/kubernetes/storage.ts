import type { Artifacts } from '../../../artifact/read/artifacts';
import type { KubernetesObject } from '../../../artifact/read/model';
import { objectIndex } from '../../objects';
import { quantityOf } from '../../scheduling/requests';
import type { FieldChange } from './fields';

/** Where a kind writes how much storage it has. */
const SIZE_FIELDS: Readonly<Record<string, RegExp>> = {
  PersistentVolumeClaim: /^spec\.resources\.requests\.storage$/,
  StatefulSet: /^spec\.volumeClaimTemplates\.\d+\.spec\.resources\.requests\.storage$/,
  RabbitmqCluster: /^spec\.persistence\.storage$/,
};

/** A change of size that the API server or the operator refuses, with the reason; undefined where it goes through. */
export function refusedResize(
  object: KubernetesObject,
  changes: readonly FieldChange[],
  after: Artifacts,
): { readonly change: FieldChange; readonly reason: string } | undefined {
  const resizes = changes.filter(({ path }) => SIZE_FIELDS[object.kind]?.test(path.join('.')));
  for (const change of resizes) {
    const [from, to] = [quantityOf(change.from), quantityOf(change.to)];
    if (from && to && to.compare(from) < 0) {
      return { change, reason: `storage cannot shrink from ${from} to ${to}` };
    }
  }
  const [change] = resizes;
  if (!change || object.kind !== 'PersistentVolumeClaim') return undefined;
  const name = (object.body['spec'] as Readonly<Record<string, unknown>> | undefined)?.['storageClassName'];
  const storageClass = typeof name === 'string' ? objectIndex(after).beside(object, 'StorageClass', name) : undefined;
  if (!storageClass || storageClass.body['allowVolumeExpansion'] === true) return undefined;
  return { change, reason: `its StorageClass '${storageClass.name}' does not allow expansion` };
}
