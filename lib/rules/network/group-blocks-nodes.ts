import { blockBehind, resources } from '../../analysis/cluster/blocks';
import { Fields, isSame } from '../../analysis/cluster/fields';
import { all, any, type Truth } from '../../analysis/cluster/truth';
import type { Artifacts } from '../../artifact/read/artifacts';
import type { TerraformBlock } from '../../artifact/read/model';
import { Reference, unknown } from '../../artifact/read/values';
import type { Rule } from '../rule';
import { cluster } from '../sample';
import { NO_CLUSTER } from '../cluster/examples';
import { eachCluster } from '../cluster/judge';

const DENY = {
  name: 'deny',
  priority: 4000,
  direction: 'Inbound',
  access: 'Deny',
  protocol: '*',
  source_port_range: '*',
  source_address_prefix: '*',
  destination_port_range: '*',
  destination_address_prefix: '*',
};
const ALLOW = { ...DENY, name: 'inside', priority: 3000, access: 'Allow', source_address_prefix: 'VirtualNetwork' };

function example(rules: unknown): Record<string, string> {
  return {
    'cdk.tf.json': cluster({
      system: { vnet_subnet_id: '${azurerm_subnet.nodes.id}' },
      more: {
        azurerm_subnet: { nodes: { name: 'nodes' } },
        azurerm_network_security_group: { nodes: { name: 'nodes', security_rule: rules } },
        azurerm_subnet_network_security_group_association: {
          nodes: {
            subnet_id: '${azurerm_subnet.nodes.id}',
            network_security_group_id: '${azurerm_network_security_group.nodes.id}',
          },
        },
      },
    }),
  };
}

/** AKS never edits a group that is yours. */
export const groupBlocksNodes: Rule = {
  id: 'network/group-blocks-nodes',
  severity: 'warning',
  what: 'has nodes behind a security group that denies traffic within the network',
  why: 'nodes and pods must reach each other on all ports: DNS, metrics and webhooks fail between nodes',
  fix: 'Allow the ranges of nodes and pods with a lower priority number than the rule that denies',
  sources: ['Azure: Concepts - Networking in AKS', 'Azure: Concepts - CNI Networking in AKS'],
  facts: ['NET13', 'EG32', 'API15'],
  examples: {
    failing: example([DENY]),
    mended: example([DENY, ALLOW]),
    notApplicable: NO_CLUSTER,
    unknown: example('${var.rules}'),
  },
  check: eachCluster(({ pools, at }, { artifacts }) => {
    const subnets = [...new Set(pools.map(({ subnet }) => subnet))].filter(
      (one): one is TerraformBlock => typeof one === 'object',
    );
    const groups = resources(artifacts, 'azurerm_subnet_network_security_group_association').flatMap(
      ({ arguments: association, module }) => {
        const id = association.subnet_id;
        const isOurs =
          id instanceof Reference &&
          subnets.some((subnet) => subnet.address === id.address && subnet.module === module);
        const group = isOurs ? blockBehind(artifacts, association.network_security_group_id) : undefined;
        return typeof group === 'object' && group.mode === 'resource' ? [group] : [];
      },
    );
    return groups.map((group) => ({
      wrong: any(...['Inbound', 'Outbound'].map((direction) => blocks(artifacts, group, direction))),
      at: at('default_node_pool', 'vnet_subnet_id'),
      detail: `has nodes behind ${group.address}, which denies traffic within the network`,
      because: 'the rules of its group are not in these files',
    }));
  }),
};

/** Whether the first rule for everything between nodes denies it. */
function blocks(artifacts: Artifacts, group: TerraformBlock, direction: string): Truth {
  const own = new Fields(group.arguments, group.body).blocks('security_rule');
  if (own === unknown) return unknown;
  const apart = resources(artifacts, 'azurerm_network_security_rule')
    .filter(({ arguments: rule, module }) => {
      const name = rule.network_security_group_name;
      return module === group.module && name instanceof Reference && name.address === group.address;
    })
    .map((rule) => new Fields(rule.arguments, rule.body));
  const all = [...own, ...apart].filter((rule) => rule.text('direction') === direction);
  const denials = all.filter((rule) => rule.text('access') === 'Deny' && isWide(rule) === true);
  const first = Math.min(...denials.map(priority));
  if (!Number.isFinite(first)) return false;
  // A rule that allows anything from inside was meant for this; whether it is enough is not judged.
  return !all.some((rule) => rule.text('access') === 'Allow' && priority(rule) < first && isInside(rule));
}

function priority(rule: Fields): number {
  const value = rule.number('priority');
  return typeof value === 'number' ? value : 0;
}

function isWide(rule: Fields): Truth {
  const wide = ['*', 'VirtualNetwork', '0.0.0.0/0'];
  return all(
    isSame(rule.text('source_address_prefix'), ...wide),
    isSame(rule.text('destination_address_prefix'), ...wide),
    isSame(rule.text('destination_port_range'), '*', '0-65535'),
    isSame(rule.text('protocol'), '*', 'Tcp'),
  );
}

function isInside(rule: Fields): boolean {
  const source = rule.text('source_address_prefix');
  const several = rule.has('source_address_prefixes') !== false;
  return (
    several ||
    source === unknown ||
    (typeof source === 'string' && !/^(AzureLoadBalancer|Internet|\d+\.\d+\.\d+\.\d+(\/32)?)$/i.test(source))
  );
}
