import type { Artifacts } from '../../artifact/read/artifacts';
import type { KubernetesObject } from '../../artifact/read/model';
import { clusterNodes } from '../scheduling/node-groups';
import { unknown } from '../../artifact/read/values';
import { AKS_STORAGE_CLASSES, DISK_DRIVER } from '../../core/storage-classes';
import { objectIndex } from '../objects';
import { asBody } from '../workload/workloads';

/** What a storage class makes. */
export interface Storage {
  readonly name: string;
  readonly driver: string;
  readonly redundancy: 'lrs' | 'zrs' | 'other';
  /** Parameters that are written; of a class of AKS none. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** What a class makes in the cluster of an object; undefined where the class is not known. */
export function storageOf(
  beside: KubernetesObject,
  className: string | undefined,
  artifacts: Artifacts,
): Storage | undefined {
  const name = className ?? 'default';
  const object = objectIndex(artifacts).beside(beside, 'StorageClass', name);
  if (object) {
    const parameters = asBody(object.body.parameters) ?? {};
    const driver = String(object.body.provisioner ?? '');
    // Without a word a disk is StandardSSD_LRS. Azure: "Create and use a volume with Azure Disks in AKS".
    const sku = String(parameters.skuName ?? parameters.skuname ?? parameters.storageaccounttype ?? 'StandardSSD_LRS');
    return { name, driver, redundancy: redundancyOf(sku), parameters };
  }
  const driver = Object.hasOwn(AKS_STORAGE_CLASSES, name) ? AKS_STORAGE_CLASSES[name] : undefined;
  if (driver === undefined) return undefined;
  // Those of disks are zone redundant in clusters over several zones from 1.29, but for `managed-csi-premium-v2`.
  // Azure: "Storage options for applications in AKS".
  const zonal = driver === DISK_DRIVER && (name === 'managed-csi-premium-v2' || !spansZones(beside, artifacts));
  return { name, driver, redundancy: zonal ? 'lrs' : driver === DISK_DRIVER ? 'zrs' : 'other', parameters: {} };
}

function redundancyOf(sku: string): Storage['redundancy'] {
  if (/_LRS$/i.test(sku)) return 'lrs';
  return /_(G?ZRS|RAGZRS)$/i.test(sku) ? 'zrs' : 'other';
}

function spansZones({ cluster }: KubernetesObject, artifacts: Artifacts): boolean {
  const nodes = cluster === undefined ? undefined : clusterNodes(artifacts).get(cluster);
  if (!nodes) return true;
  const zones = new Set(nodes.groups.flatMap((group) => (group.zones === unknown ? [] : group.zones)));
  return zones.size > 1;
}
