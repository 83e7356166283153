import type { Construct } from 'constructs';
import { dnsSubdomain } from '../../core/dns-names';
import { Problems } from '../../core/errors';
import { joinOf } from '../../core/join';
import { region } from '../../core/regions';
import type { StorageDriver } from '../../core/storage-classes';
import type { storageV1 } from '../api';
import { clusterWide, KubernetesObject } from '../object';

export interface StorageClassProps {
  /**
   * What becomes of a volume when its claim is deleted. Fixed at creation.
   * @creation
   * @default 'Delete'
   */
  readonly reclaimPolicy?: 'Delete' | 'Retain';
  /**
   * Whether volumes may grow.
   * @default true
   */
  readonly allowVolumeExpansion?: boolean;
  /**
   * Options of the mount, as the driver takes them: `nconnect=4`.
   * @default - the driver's own
   */
  readonly mountOptions?: readonly string[];
  /**
   * Tags of what is made in Azure.
   * @default - none
   */
  readonly tags?: Readonly<Record<string, string>>;
  /**
   * Further parameters, in the driver's own words: `{ networkAccessPolicy: 'DenyAll' }`. Fixed at creation.
   * @creation
   * @default - none
   */
  readonly parameters?: Readonly<Record<string, string>>;
}

export interface StorageClassFacts {
  readonly name: string;
  readonly driver: StorageDriver;
  /** Disks wait for the pod, whose zone they must be in; what is regional need not. */
  readonly bindingMode: 'WaitForFirstConsumer' | 'Immediate';
  readonly parameters: Readonly<Record<string, string>>;
}

/** Renders a class; one for the whole cluster, whatever chart it is in. */
export function renderStorageClass(scope: Construct, props: StorageClassProps, facts: StorageClassFacts): void {
  const { reclaimPolicy = 'Delete', allowVolumeExpansion = true, mountOptions = [], tags = {} } = props;
  const tagList = Object.entries(tags).map(([key, value]) => `${key}=${value}`);
  const parameters = {
    ...facts.parameters,
    ...(tagList.length > 0 ? { tags: tagList.join(',') } : {}),
    ...props.parameters,
  };
  new KubernetesObject<storageV1.StorageClass>(scope, 'Resource', {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: clusterWide(facts.name),
    provisioner: facts.driver,
    parameters: Object.fromEntries(Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : 1))),
    reclaimPolicy,
    volumeBindingMode: facts.bindingMode,
    allowVolumeExpansion,
    ...(mountOptions.length > 0 ? { mountOptions } : {}),
  });
}

/**
 * What all classes check: the name, tags that the driver can tell apart, and whether the region has zones for what is
 * redundant over them.
 */
export function checkStorageClass(scope: Construct, name: string, sku: string, props: StorageClassProps): Problems {
  const problems = new Problems(scope);
  problems.attempt('id', () => dnsSubdomain(name, 'id'));
  const location = joinOf(scope)?.clusterOf(scope)?.location;
  const zones = location === undefined ? undefined : region(location)?.zones;
  if (/G?ZRS$/.test(sku) && zones?.length === 0) {
    problems.add({
      property: 'sku',
      value: sku,
      rule: `is redundant over zones, and region '${location}' has none`,
      fix: `Write '${sku.replace(/G?ZRS$/, 'LRS')}'`,
      code: 'storage/no-zones',
    });
  }
  for (const [key, value] of Object.entries(props.tags ?? {})) {
    if (!/[,=]/.test(key + value)) continue;
    problems.add({
      property: 'tags',
      value: `${key}=${value}`,
      rule: "holds ',' or '=', by which the driver tells tags apart",
      fix: 'Write it without',
      code: 'storage/tags',
    });
  }
  return problems;
}
