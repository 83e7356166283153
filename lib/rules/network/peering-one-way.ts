import { isMissing } from '../../analysis/cluster/blocks';
import { isBlock, peeringSides, sideOf } from '../../analysis/network/networks';
import { unknown } from '../../artifact/read/values';
import { eachBlock } from '../cluster/judge';
import type { Rule } from '../rule';
import { object, terraform } from '../sample';

const peering = (from: string, to: string) => ({
  name: `to-${to}`,
  resource_group_name: 'shop',
  virtual_network_name: `\${azurerm_virtual_network.${from}.name}`,
  remote_virtual_network_id: `\${azurerm_virtual_network.${to}.id}`,
});
const network = (name: string, range: string) => ({
  name,
  location: 'westeurope',
  resource_group_name: 'shop',
  address_space: [range],
});

function example(peerings: Readonly<Record<string, Readonly<Record<string, unknown>>>>): Record<string, string> {
  return {
    'cdk.tf.json': terraform({
      azurerm_virtual_network: { hub: network('hub', '10.0.0.0/16'), shop: network('shop', '10.1.0.0/16') },
      azurerm_virtual_network_peering: peerings,
    }),
  };
}

/** Azure connects two networks only when each names the other. */
export const peeringOneWay: Rule = {
  id: 'network/peering-one-way',
  severity: 'warning',
  what: 'is a peering that the other network does not give back',
  why: 'it stays initiated, and no packet passes in either direction',
  fix: 'Add an azurerm_virtual_network_peering of the other network to this one',
  sources: ['Azure: Virtual network peering', 'Azure: Create, change, or delete a virtual network peering'],
  examples: {
    failing: example({ there: peering('hub', 'shop') }),
    mended: example({ there: peering('hub', 'shop'), back: peering('shop', 'hub') }),
    notApplicable: { 'cart.yaml': object('v1', 'ServiceAccount', 'cart', []) },
    unknown: example({ there: { ...peering('hub', 'shop'), remote_virtual_network_id: '${var.remote}' } }),
  },
  check: eachBlock('azurerm_virtual_network_peering', (fields, block, { artifacts }) => {
    const { network: here, remote } = sideOf(artifacts, fields.values);
    const at = fields.path('remote_virtual_network_id');
    const because = 'one of the two networks is not in these files';
    if (typeof here !== 'object' || typeof remote !== 'object') return { wrong: unknown, at, because };
    const isBack = peeringSides(artifacts).some((side) => isBlock(side.network, remote) && isBlock(side.remote, here));
    const isOurs = here.mode === 'resource' && remote.mode === 'resource';
    return { wrong: isOurs || isBack ? isMissing(artifacts, block, isBack) : unknown, at, because };
  }),
};
