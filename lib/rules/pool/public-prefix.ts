import { blockBehind, resources } from '../../analysis/cluster/blocks';
import { Fields, isSame } from '../../analysis/cluster/fields';
import { not } from '../../analysis/cluster/truth';
import { unknown } from '../../artifact/read/values';
import type { Rule } from '../rule';
import { cluster } from '../sample';
import { NO_CLUSTER } from '../cluster/examples';
import { eachPool, named } from '../cluster/judge';

function example(length: unknown): Record<string, string> {
  return {
    'cdk.tf.json': cluster({
      pools: {
        apps: {
          node_public_ip_enabled: true,
          node_public_ip_prefix_id: '${azurerm_public_ip_prefix.nodes.id}',
          max_count: 20,
        },
      },
      more: { azurerm_public_ip_prefix: { nodes: { name: 'nodes', prefix_length: length } } },
    }),
  };
}

/** A prefix holds as many nodes as it has addresses. */
export const publicPrefix: Rule = {
  id: 'pool/public-prefix-too-small',
  severity: 'error',
  what: 'may have more nodes than its public prefix has addresses',
  why: 'the pool stops growing, and the prefix of a pool cannot be changed',
  fix: 'Use a prefix of at least the maximum plus surge, or a lower maximum',
  sources: ['Azure: Use instance-level public IPs in AKS'],
  facts: ['EG25'],
  examples: { failing: example(28), mended: example(27), notApplicable: NO_CLUSTER, unknown: example('${var.length}') },
  check: eachPool((pool, _, { artifacts }) => {
    const prefix = blockBehind(artifacts, pool.fields.raw('node_public_ip_prefix_id'));
    const applies = prefix !== undefined;
    const place = pool.at('node_public_ip_prefix_id');
    const length =
      typeof prefix !== 'object' ? unknown : (new Fields(prefix.arguments, prefix.body).number('prefix_length') ?? 28);
    return [
      {
        applies,
        wrong: length === unknown || pool.max === unknown ? unknown : pool.max > 2 ** (32 - length),
        at: place,
        detail: `${named(pool)} may have more nodes than its public prefix has addresses`,
        because: 'the size of its prefix or its largest number of nodes is not in these files',
      },
      {
        applies,
        wrong: not(isSame(pool.fields.flag('node_public_ip_enabled'), true)),
        at: place,
        detail: `${named(pool)} has a public prefix and no public addresses`,
        fix: 'Set node_public_ip_enabled to true, or leave the prefix out',
      },
    ];
  }),
};

/** A group of reservations without any reserves nothing. */
export const emptyReservation: Rule = {
  id: 'pool/empty-reservation',
  severity: 'warning',
  what: 'takes nodes from a capacity reservation group that holds no reservation',
  why: 'AKS makes the pool beside the group, and nothing is reserved when capacity is short',
  fix: 'Add azurerm_capacity_reservation for the size of the pool to the group',
  sources: ['Azure: Assign Capacity Reservation Groups to Node Pools in AKS'],
  facts: ['POOL13'],
  examples: {
    failing: reservation({}),
    mended: reservation({
      azurerm_capacity_reservation: {
        apps: {
          name: 'apps',
          capacity_reservation_group_id: '${azurerm_capacity_reservation_group.shop.id}',
          sku: { name: 'Standard_D4ds_v5', capacity: 6 },
        },
      },
    }),
    notApplicable: NO_CLUSTER,
    unknown: { 'cdk.tf.json': cluster({ pools: { apps: { capacity_reservation_group_id: '${var.group}' } } }) },
  },
  check: eachPool((pool, _, { artifacts }) => {
    const group = blockBehind(artifacts, pool.fields.raw('capacity_reservation_group_id'));
    const filled = (): boolean =>
      resources(artifacts, 'azurerm_capacity_reservation').some(
        ({ arguments: one }) => blockBehind(artifacts, one.capacity_reservation_group_id) === group,
      );
    return {
      applies: group !== undefined,
      wrong: typeof group !== 'object' || group.mode === 'data' ? unknown : !filled(),
      at: pool.at('capacity_reservation_group_id'),
      because: 'the group is not in these files',
    };
  }),
};

function reservation(
  more: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>,
): Record<string, string> {
  return {
    'cdk.tf.json': cluster({
      pools: { apps: { capacity_reservation_group_id: '${azurerm_capacity_reservation_group.shop.id}' } },
      more: { azurerm_capacity_reservation_group: { shop: { name: 'shop' } }, ...more },
    }),
  };
}
