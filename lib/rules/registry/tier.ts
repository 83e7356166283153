import { isSame, or } from '../../analysis/cluster/fields';
import { all, any, holds, not } from '../../analysis/cluster/truth';
import { region } from '../../core/regions';
import type { Rule } from '../rule';
import { cluster } from '../sample';
import { resourceExamples } from '../cluster/examples';
import { eachBlock, type Judgement } from '../cluster/judge';

const REGISTRY = { name: 'contoso', location: 'westeurope', resource_group_name: 'shop' };

/** Basic is for trying things out. */
export const basicTier: Rule = {
  id: 'registry/basic-tier',
  severity: 'warning',
  what: 'is of the Basic tier',
  why: 'it throttles when a cluster grows by many nodes at once, and includes 10 GiB alone',
  fix: "Set sku to 'Standard', or to 'Premium' for private endpoints, replicas and zones",
  sources: ['Azure: Azure Container Registry service tiers'],
  covers: ['checkov/CKV_AZURE_163', 'psrule/Azure.ACR.MinSku'],
  examples: resourceExamples(
    'azurerm_container_registry',
    REGISTRY,
    { sku: 'Basic' },
    { sku: 'Standard' },
    { sku: '${var.tier}' },
  ),
  check: eachBlock('azurerm_container_registry', (fields) => ({
    wrong: isSame(fields.text('sku'), 'Basic'),
    at: fields.path('sku'),
  })),
};

/** Some arguments belong to one tier. */
export const tierDoesNotInclude: Rule = {
  id: 'registry/tier-does-not-include',
  severity: 'error',
  what: 'asks for something that its tier does not include',
  why: 'Azure refuses the registry',
  fix: "Set sku to 'Premium', or leave the setting out",
  sources: ['Azure: Azure Container Registry service tiers'],
  examples: resourceExamples(
    'azurerm_container_registry',
    REGISTRY,
    { sku: 'Standard', zone_redundancy_enabled: true },
    { sku: 'Premium', zone_redundancy_enabled: true },
    { sku: '${var.tier}', zone_redundancy_enabled: true },
  ),
  check: eachBlock('azurerm_container_registry', (fields) => {
    const other = not(isSame(fields.text('sku'), 'Premium'));
    const on = (name: string): ReturnType<typeof isSame> => isSame(fields.flag(name), true);
    const premium = [
      'zone_redundancy_enabled',
      'data_endpoint_enabled',
      'quarantine_policy_enabled',
      'trust_policy_enabled',
    ];
    return [
      ...premium.map((name): Judgement => ({
        applies: fields.has(name),
        wrong: all(other, on(name)),
        at: fields.path(name),
        detail: `sets ${name}, which the Premium tier alone has`,
      })),
      {
        applies: fields.has('retention_policy_in_days'),
        wrong: all(
          other,
          holds(fields.number('retention_policy_in_days'), (days) => days > 0),
        ),
        at: fields.path('retention_policy_in_days'),
        detail: 'sets retention_policy_in_days, which the Premium tier alone has',
      },
      {
        applies: fields.has('georeplications'),
        wrong: all(other, fields.has('georeplications')),
        at: fields.path('georeplications'),
        detail: 'has replicas, which the Premium tier alone has',
      },
      {
        applies: isSame(fields.flag('public_network_access_enabled'), false),
        wrong: other,
        at: fields.path('public_network_access_enabled'),
        detail: 'is closed to the internet, which the Premium tier alone can be',
      },
      {
        applies: on('anonymous_pull_enabled'),
        wrong: isSame(fields.text('sku'), 'Basic'),
        at: fields.path('anonymous_pull_enabled'),
        detail: 'has anonymous pull, which the Basic tier does not have',
      },
      { applies: fields.has('sku'), wrong: false, at: fields.path('sku') },
    ];
  }),
};

/** One building, or three. */
export const registryZones: Rule = {
  id: 'registry/one-zone',
  severity: 'warning',
  what: 'keeps its images in one zone',
  why: 'when that zone is gone no node anywhere can pull an image: pods that move find nothing to run',
  fix: 'Set zone_redundancy_enabled to true on the registry and its replicas; on the registry it is fixed at creation',
  sources: [
    'Azure: Zone redundancy in Azure Container Registry',
    'APRL: Enable zone redundancy',
    'APRL: Use Premium tier for critical production workloads',
  ],
  covers: ['checkov/CKV_AZURE_233', 'aprl/63491f70', 'aprl/eb005943'],
  examples: resourceExamples(
    'azurerm_container_registry',
    { ...REGISTRY, sku: 'Premium' },
    { zone_redundancy_enabled: false },
    { zone_redundancy_enabled: true },
    { zone_redundancy_enabled: '${var.zones}' },
  ),
  check: eachBlock('azurerm_container_registry', (fields) => {
    const replicas = fields.blocks('georeplications');
    const off = (flag: ReturnType<typeof fields.flag>): ReturnType<typeof not> => not(or<boolean>(flag, false));
    const zonal = (location: ReturnType<typeof fields.text>): ReturnType<typeof holds> =>
      holds(location, (name) => (region(name.toLowerCase().replace(/ /g, ''))?.zones.length ?? 0) > 1);
    const list = typeof replicas === 'symbol' ? [] : replicas;
    return [
      {
        // The other tiers have no such setting: where images matter that much, they are what to leave.
        applies: all(isSame(fields.text('sku'), 'Premium'), zonal(fields.text('location'))),
        wrong: off(fields.flag('zone_redundancy_enabled')),
        at: fields.path('zone_redundancy_enabled'),
      },
      ...list.map((replica): Judgement => ({
        applies: zonal(replica.text('location')),
        wrong: off(replica.flag('zone_redundancy_enabled')),
        at: replica.path('zone_redundancy_enabled'),
        detail: 'keeps the images of a replica in one zone',
      })),
    ];
  }),
};

function withCluster(replicas: unknown): Record<string, string> {
  const registry = { contoso: { ...REGISTRY, sku: 'Premium', ...(replicas ? { georeplications: replicas } : {}) } };
  return {
    'cdk.tf.json': cluster({ cluster: { location: 'northeurope' }, more: { azurerm_container_registry: registry } }),
  };
}

/** Images are pulled over a distance, and from one region alone. */
export const noReplica: Rule = {
  id: 'registry/no-replica-near-cluster',
  severity: 'warning',
  what: 'has no replica in the region of a cluster in these files',
  why: 'nodes start slower, traffic between regions is paid for, and a cluster that is meant to outlive a region cannot pull',
  fix: 'Use the Premium tier and add the region to georeplications',
  sources: [
    'Azure: Geo-replication in Azure Container Registry',
    'APRL: Create container registries with geo-replication enabled',
  ],
  covers: ['checkov/CKV_AZURE_165', 'psrule/Azure.ACR.GeoReplica', 'aprl/36ea6c09'],
  examples: {
    ...resourceExamples('azurerm_container_registry', {}, {}, {}),
    failing: withCluster(undefined),
    mended: withCluster([{ location: 'northeurope', global_endpoint_routing_enabled: true }]),
    unknown: withCluster('${var.replicas}'),
  },
  check: eachBlock('azurerm_container_registry', (fields, block, { clusters }) => {
    const plain = (name: string): string => name.toLowerCase().replace(/ /g, '');
    const home = fields.text('location');
    const replicas = fields.blocks('georeplications');
    const regions = clusters
      .filter(({ block: other }) => other.module === block.module)
      .map(({ location }) => location);
    return regions.map((wanted) => ({
      wrong: holds(wanted, (name) =>
        not(
          any(
            holds(home, (own) => plain(own) === plain(name)),
            typeof replicas === 'symbol'
              ? replicas
              : any(...replicas.map((replica) => holds(replica.text('location'), (own) => plain(own) === plain(name)))),
          ),
        ),
      ),
      at: fields.path('georeplications'),
    }));
  }),
};
