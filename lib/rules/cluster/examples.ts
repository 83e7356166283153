import type { RuleExamples } from '../rule';
import { cluster, type SampleCluster, terraform } from '../sample';

const FILE = 'cdk.tf.json';

/** Files without any resource of AKS. */
export const NO_CLUSTER = {
  [FILE]: terraform({ azurerm_resource_group: { shop: { name: 'shop', location: 'westeurope' } } }),
};

/** Examples that differ in a cluster's or a pool's fields alone. */
export function clusterExamples(
  failing: SampleCluster,
  mended: SampleCluster,
  more: { readonly notApplicable?: SampleCluster; readonly unknown?: SampleCluster } = {},
): RuleExamples {
  return {
    failing: { [FILE]: cluster(failing) },
    mended: { [FILE]: cluster(mended) },
    notApplicable: more.notApplicable ? { [FILE]: cluster(more.notApplicable) } : NO_CLUSTER,
    ...(more.unknown ? { unknown: { [FILE]: cluster(more.unknown) } } : {}),
  };
}

/** Entra decides who may sign in, and Azure's roles what they may do. */
export const ENTRA = {
  azure_rbac_enabled: true,
  admin_group_object_ids: ['00000000-0000-0000-0000-000000000000'],
};

type Fields = Readonly<Record<string, unknown>>;

/** Examples that differ in the fields of one resource. */
export function resourceExamples(
  type: string,
  common: Fields,
  failing: Fields,
  mended: Fields,
  unknown?: Fields,
): RuleExamples {
  const file = (fields: Fields): Record<string, string> => ({
    [FILE]: terraform({ [type]: { shop: { ...common, ...fields } } }),
  });
  return {
    failing: file(failing),
    mended: file(mended),
    notApplicable: NO_CLUSTER,
    ...(unknown ? { unknown: file(unknown) } : {}),
  };
}
