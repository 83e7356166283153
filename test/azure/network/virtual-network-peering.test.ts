import { runChecks } from '../../../lib/core/checks';
import { formatProblem } from '../../../lib/core/errors';
import { Environment } from '../../../lib/azure/environment';
import { VirtualNetwork } from '../../../lib/azure/network/virtual-network';
import { VirtualNetworkPeering } from '../../../lib/azure/network/virtual-network-peering';
import { terraform } from '../../support/terraform';
import { networkWorld, refused, thrown } from './world';

const REMOTE = '/subscriptions/s/resourceGroups/hub/providers/Microsoft.Network/virtualNetworks/hub';

function world() {
  const made = networkWorld();
  const spoke = new VirtualNetwork(made.prod, 'spoke', { addressSpace: '10.30.0.0/16' });
  return { ...made, hub: made.network, spoke };
}

describe('VirtualNetworkPeering', () => {
  it('joins two networks on both sides, once, the gateway offered before it is used', () => {
    const { hub, spoke, render } = world();
    hub.peerWith(spoke, { gatewayTransit: true });
    hub.peerWith(spoke);
    const rendered = render();
    const common = {
      resource_group_name: '${azurerm_resource_group.resource-group.name}',
      allow_virtual_network_access: true,
      allow_forwarded_traffic: true,
    };
    expect(rendered.all('azurerm_virtual_network_peering')).toEqual({
      'network_peering-prod-spoke_there': {
        ...common,
        name: 'to-prod-spoke',
        virtual_network_name: '${azurerm_virtual_network.network.name}',
        remote_virtual_network_id: '${azurerm_virtual_network.spoke.id}',
        allow_gateway_transit: true,
        use_remote_gateways: false,
        triggers: { remote_address_space: '10.30.0.0/16' },
      },
      'network_peering-prod-spoke_back': {
        ...common,
        name: 'to-prod-network',
        virtual_network_name: '${azurerm_virtual_network.spoke.name}',
        remote_virtual_network_id: '${azurerm_virtual_network.network.id}',
        allow_gateway_transit: false,
        use_remote_gateways: true,
        triggers: { remote_address_space: '10.20.0.0/16' },
        depends_on: ['azurerm_virtual_network_peering.network_peering-prod-spoke_there'],
      },
    });
    expect(refused(rendered)).toEqual([]);
  });

  it('keeps both sides in the stack of the spoke, which may use what the hub has', () => {
    const { app, hub, prod } = world();
    const other = new Environment(app, 'team', { location: 'westeurope' });
    const network = new VirtualNetwork(other, 'network', { addressSpace: '10.40.0.0/16' });
    hub.peerWith(network);
    expect(Object.keys(terraform(other).all('azurerm_virtual_network_peering'))).toEqual([
      'network_peering-prod-network_there',
      'network_peering-prod-network_back',
    ]);
    expect(terraform(prod).all('azurerm_virtual_network_peering')).toEqual({});
  });

  it('joins with a network that was brought, whose ranges may be unknown', () => {
    const { prod, network, render } = networkWorld();
    const hub = VirtualNetwork.fromName(prod, 'hub', { name: 'hub', resourceGroupName: 'hub' });
    hub.peerWith(network, { forwardedTraffic: false, name: 'there', remoteName: 'back' });
    const rendered = render();
    const there = rendered.all('azurerm_virtual_network_peering')['hub_peering-prod-network_there'];
    expect(there).toMatchObject({ name: 'there', virtual_network_name: 'hub', allow_forwarded_traffic: false });
    const back = rendered.all('azurerm_virtual_network_peering')['hub_peering-prod-network_back'];
    expect(back).not.toHaveProperty('triggers');
    expect(refused(rendered)).toEqual([]);
  });

  it('makes one side where the other is out of reach', () => {
    const { prod, network, render } = networkWorld();
    const remote = { networkId: REMOTE, addressSpace: ['10.0.0.0/16'] };
    new VirtualNetworkPeering(prod, 'to-hub', { network, remote });
    expect(render().only('azurerm_virtual_network_peering')).toMatchObject({
      name: 'to-hub',
      remote_virtual_network_id: REMOTE,
      triggers: { remote_address_space: '10.0.0.0/16' },
    });
  });

  it('keeps the ranges of clusters off what is joined', () => {
    const { hub, spoke } = world();
    hub.peerWith(spoke);
    spoke.reserve('10.20.128.0/17', "the pod range of cluster 'aks'");
    expect(runChecks(spoke).map(formatProblem)).toEqual([
      "[prod/spoke] the pod range of cluster 'aks' 10.20.128.0/17 overlaps the peered network 'prod-network' 10.20.0.0/16. Choose a range that nothing connected to the network uses. (address/reserved-overlap)",
    ]);
  });

  it('refuses networks that overlap, and two of them at one hub', () => {
    const { prod, hub, spoke } = world();
    const same = new VirtualNetwork(prod, 'same', { addressSpace: ['10.50.0.0/16', '10.20.4.0/24'] });
    expect(thrown(() => hub.peerWith(same))).toEqual([
      "[prod/network/peering-prod-same] 'remote' (prod-same) has 10.20.4.0/24, which overlaps 10.20.0.0/16 of 'prod-network', and Azure joins no networks that overlap. Give one of the two another range. (peering/overlap)",
    ]);
    hub.peerWith(spoke);
    const twin = new VirtualNetwork(prod, 'twin', { addressSpace: '10.30.8.0/24' });
    expect(thrown(() => hub.peerWith(twin))).toEqual([
      "[prod/network/peering-prod-twin] 'remote' (prod-twin) has 10.30.8.0/24, which overlaps 10.30.0.0/16 of 'prod-spoke', to which prod/network is peered already. Give each network that a hub joins ranges of its own. (peering/peers-overlap)",
    ]);
  });

  it('refuses the network itself, what is no network, and names that Azure refuses', () => {
    const { prod, network } = networkWorld();
    expect(thrown(() => network.peerWith(network, { name: '-a', remoteName: '-b' }))).toEqual([
      "[prod/network/peering-prod-network] 'name' (-a) is not the name of a peering: 1 to 80 letters, digits, '_', '.' and '-', starting with a letter or digit and ending with one of those or '_'. Did you mean 'a'? (name/azure)",
      "[prod/network/peering-prod-network] 'remoteName' (-b) is not the name of a peering: 1 to 80 letters, digits, '_', '.' and '-', starting with a letter or digit and ending with one of those or '_'. Did you mean 'b'? (name/azure)",
      "[prod/network/peering-prod-network] 'remote' (prod-network) is the network itself. Pass another network. (peering/itself)",
    ]);
    const remote = { networkId: 'hub', addressSpace: ['10.0.0.1/16'] };
    expect(thrown(() => new VirtualNetworkPeering(prod, 'bad', { network, remote }))).toEqual([
      "[prod/bad] 'remote' (hub) is not the id of a network. Copy it from `az network vnet show --query id`; a network of this program is passed as it is. (peering/network-id)",
      "[prod/bad] 'remote.addressSpace' (10.0.0.1/16) has bits set beyond its mask. Did you mean 10.0.0.0/16? (cidr/host-bits)",
    ]);
  });
});
