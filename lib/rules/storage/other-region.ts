import type { FieldPath } from '../../artifact/field-path';
import type { Artifacts } from '../../artifact/read/artifacts';
import type { KubernetesObject, TerraformBlock } from '../../artifact/read/model';
import { textOf, unknown, type Unknown } from '../../artifact/read/values';
import { resources } from '../../analysis/cluster/blocks';
import { Fields } from '../../analysis/cluster/fields';
import { objectIndex } from '../../analysis/objects';
import { nodesFor, plainLocation } from '../../analysis/scheduling/node-groups';
import { asBody, asList } from '../../analysis/workload/workloads';
import type { World } from '../../analysis/world';
import { compliant, finding, notApplicable, notKnown, type Rule } from '../rule';
import { cluster, object } from '../sample';

/** Host names of data stores, and what makes them. */
const STORES: readonly (readonly [host: RegExp, types: readonly string[]])[] = [
  [/\b([a-z0-9-]+)\.(?:documents|mongo\.cosmos)\.azure\.com\b/g, ['azurerm_cosmosdb_account']],
  [/\b([a-z0-9-]+)\.database\.windows\.net\b/g, ['azurerm_mssql_server']],
  [/\b([a-z0-9-]+)\.postgres\.database\.azure\.com\b/g, ['azurerm_postgresql_flexible_server']],
  [/\b([a-z0-9-]+)\.mysql\.database\.azure\.com\b/g, ['azurerm_mysql_flexible_server']],
  [/\b([a-z0-9]+)\.(?:blob|queue|table|file|dfs)\.core\.windows\.net\b/g, ['azurerm_storage_account']],
  [/\b([a-z0-9-]+)\.servicebus\.windows\.net\b/g, ['azurerm_servicebus_namespace', 'azurerm_eventhub_namespace']],
  [/\b([a-z0-9-]+)\.redis\.cache\.windows\.net\b/g, ['azurerm_redis_cache']],
  [/\b([a-z0-9-]+)\.[a-z0-9]+\.redis\.azure\.net\b/g, ['azurerm_managed_redis']],
];

const store = (location: string): string =>
  cluster({
    more: {
      azurerm_cosmosdb_account: {
        shop: {
          name: 'shop-carts',
          location,
          resource_group_name: 'shop',
          offer_type: 'Standard',
          consistency_policy: { consistency_level: 'Session' },
          geo_location: [{ location, failover_priority: 0 }],
        },
      },
    },
  });
const CONFIG = object('v1', 'ConfigMap', 'cart', ['data: { HOST: "https://shop-carts.documents.azure.com:443/" }']);

export const otherRegion: Rule = {
  id: 'storage/other-region',
  severity: 'warning',
  what: 'uses a data store in another region than its cluster',
  why: 'every call crosses regions: tens of milliseconds, traffic that is paid for, and two regions that must both be up',
  fix: 'Move the store to the region of the cluster, or give it a replica there',
  sources: ['Azure: Architecture best practices for AKS'],
  examples: {
    failing: { 'cart.yaml': CONFIG, 'cdk.tf.json': store('eastus2') },
    mended: { 'cart.yaml': CONFIG, 'cdk.tf.json': store('westeurope') },
    notApplicable: { 'cdk.tf.json': store('eastus2') },
  },
  *check(world) {
    const { artifacts } = world;
    for (const { object, text, field } of texts(world)) {
      const location = nodesFor(object, artifacts)?.location;
      for (const block of storesIn(text, artifacts)) {
        const regions = regionsOf(block);
        if (location === undefined || regions === unknown)
          yield notKnown(object, `where ${block.address} is, or its cluster, is not in these files`);
        else if (regions.length === 0) yield notApplicable(object);
        else if (regions.includes(location)) yield compliant(object);
        else {
          yield finding(object, field, {
            detail: `uses ${block.address} in ${regions.join(', ')}, but its cluster is in ${location}`,
          });
        }
      }
    }
  },
};

function* texts({
  artifacts,
  workloads,
}: World): Iterable<{ object: KubernetesObject; text: string; field: FieldPath }> {
  for (const object of objectIndex(artifacts).ofKind('ConfigMap')) {
    for (const [name, text] of Object.entries(asBody(object.body.data) ?? {})) {
      if (typeof text === 'string') yield { object, text, field: ['data', name] };
    }
  }
  for (const { object, containers } of workloads) {
    for (const { body, field } of containers) {
      for (const [index, item] of asList(body.env).entries()) {
        const text = asBody(item)?.value;
        if (typeof text === 'string') yield { object, text, field: [...field, 'env', index, 'value'] };
      }
    }
  }
}

function storesIn(text: string, artifacts: Artifacts): readonly TerraformBlock[] {
  if (!text.includes('.')) return [];
  return STORES.flatMap(([host, types]) =>
    [...text.matchAll(host)].flatMap(([, name]) =>
      types.flatMap((type) => resources(artifacts, type).filter((block) => textOf(block.arguments.name) === name)),
    ),
  );
}

/** Every region that holds the data. */
function regionsOf(block: TerraformBlock): readonly string[] | Unknown {
  const fields = new Fields(block.arguments, block.body);
  const replicas = fields.blocks('geo_location');
  if (replicas === unknown) return unknown;
  const all = [fields.text('location'), ...replicas.map((replica) => replica.text('location'))];
  if (all.includes(unknown)) return unknown;
  return [...new Set(all.flatMap((one) => (typeof one === 'string' ? [plainLocation(one)] : [])))];
}
