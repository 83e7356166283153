import { Environment } from '../../../lib/azure/environment';
import { PrivateDnsZone, type PrivateDnsZoneProps } from '../../../lib/azure/network/private-dns-zone';
import { VirtualNetwork } from '../../../lib/azure/network/virtual-network';
import { terraform } from '../../support/terraform';
import { networkWorld, refused, resolved, thrown } from './world';

const VAULTS = 'privatelink.vaultcore.azure.net';
const HUB_ZONE =
  '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/hub/providers/Microsoft.Network/privateDnsZones/privatelink.vaultcore.azure.net';

function world(props: Partial<PrivateDnsZoneProps> = {}) {
  const { app, prod, network, render } = networkWorld();
  const zone = new PrivateDnsZone(prod, 'vaults', { name: VAULTS, ...props });
  return { app, prod, network, zone, render };
}

describe('PrivateDnsZone', () => {
  it('makes a zone, and a link to each network, once', () => {
    const { prod, network, zone, render } = world({ tags: { team: 'net' } });
    zone.linkTo(network);
    zone.linkTo(network);
    const rendered = render();
    expect(rendered.all('azurerm_private_dns_zone')).toEqual({
      vaults: {
        name: VAULTS,
        resource_group_name: '${azurerm_resource_group.resource-group.name}',
        tags: { team: 'net' },
      },
    });
    expect(rendered.all('azurerm_private_dns_zone_virtual_network_link')).toEqual({
      'vaults_link-prod-network': {
        name: 'prod-network',
        resource_group_name: '${azurerm_resource_group.resource-group.name}',
        private_dns_zone_name: '${azurerm_private_dns_zone.vaults.name}',
        virtual_network_id: '${azurerm_virtual_network.network.id}',
        registration_enabled: false,
        resolution_policy: 'Default',
        tags: { team: 'net' },
      },
    });
    expect(zone.zoneName).toBe(VAULTS);
    expect(resolved(prod, zone.zoneId)).toBe('${azurerm_private_dns_zone.vaults.id}');
    expect(zone.isLinkedTo(network)).toBe(true);
    expect(refused(rendered)).toEqual([]);
  });

  it('writes no policy of resolution for names that are no endpoint', () => {
    const { network, render } = (() => {
      const made = world({ name: 'internal.contoso.com' });
      made.zone.linkTo(made.network, { autoRegistration: true, name: 'shop' });
      return made;
    })();
    const link = render().only('azurerm_private_dns_zone_virtual_network_link');
    expect(link).toMatchObject({ name: 'shop', registration_enabled: true });
    expect(link).not.toHaveProperty('resolution_policy');
    expect(network.networkName).toBe('prod-network');
  });

  it('falls back to public DNS on request', () => {
    const { zone, network, render } = world();
    zone.linkTo(network, { fallbackToInternet: true });
    expect(render().only('azurerm_private_dns_zone_virtual_network_link')).toMatchObject({
      resolution_policy: 'NxDomainRedirect',
    });
  });

  it('keeps the link of a network in another stack there, so that a spoke depends on the hub only', () => {
    const { app, zone } = world();
    const spoke = new Environment(app, 'spoke', { location: 'westeurope' });
    zone.linkTo(new VirtualNetwork(spoke, 'network', { addressSpace: '10.30.0.0/16' }));
    expect(Object.keys(terraform(spoke).all('azurerm_private_dns_zone_virtual_network_link'))).toEqual([
      'network_link-privatelink_vaultcore_azure_net',
    ]);
  });

  it('tells a hub from a spoke whose network has the same address in its own stack', () => {
    const { app, network, zone, render } = world();
    const spoke = new Environment(app, 'spoke', { location: 'westeurope' });
    const far = new VirtualNetwork(spoke, 'network', { addressSpace: '10.30.0.0/16' });
    zone.linkTo(network);
    expect(zone.isLinkedTo(far)).toBe(false);
    zone.linkTo(far);
    expect(zone.isLinkedTo(far)).toBe(true);
    const linked = [render(), terraform(spoke)].map((one) => one.all('azurerm_private_dns_zone_virtual_network_link'));
    expect(linked.map((links) => Object.values(links).map(({ name }) => name))).toEqual([
      ['prod-network'],
      ['spoke-network'],
    ]);
  });

  it('looks a zone of this subscription up and adds what nobody has linked yet', () => {
    const { prod, network, render } = networkWorld();
    const other = VirtualNetwork.fromName(prod, 'other', { name: 'hub', resourceGroupName: 'hub' });
    const zone = PrivateDnsZone.fromName(prod, 'zone', {
      name: VAULTS,
      resourceGroupName: 'hub',
      linkedNetworks: [other],
    });
    zone.linkTo(other);
    zone.linkTo(network);
    const rendered = render();
    expect(rendered.data('azurerm_private_dns_zone')).toEqual({ zone: { name: VAULTS, resource_group_name: 'hub' } });
    expect(rendered.only('azurerm_private_dns_zone_virtual_network_link')).toMatchObject({
      private_dns_zone_name: VAULTS,
      resource_group_name: 'hub',
      virtual_network_id: '${azurerm_virtual_network.network.id}',
    });
    expect(refused(rendered)).toEqual([]);
  });

  it('takes the id of a zone elsewhere as it is, with the networks that its owner has linked', () => {
    const { prod, network, render } = networkWorld();
    const zone = PrivateDnsZone.fromId(prod, 'zone', { zoneId: HUB_ZONE, linkedNetworks: [network] });
    zone.linkTo(network);
    expect([zone.zoneName, zone.zoneId, zone.isLinkedTo(network)]).toEqual([VAULTS, HUB_ZONE, true]);
    expect(render().all('azurerm_private_dns_zone_virtual_network_link')).toEqual({});
  });

  it('can be overridden with a reason', () => {
    const { zone, render } = world();
    zone.override('soa_record', [{ email: 'dns.contoso.com' }], { reason: 'our own contact' });
    expect(render().only('azurerm_private_dns_zone')).toMatchObject({ soa_record: [{ email: 'dns.contoso.com' }] });
  });

  it('tells everything wrong with a zone at once', () => {
    const tags = Object.fromEntries(Array.from({ length: 16 }, (_, index) => [`tag-${index}`, 'x']));
    expect(thrown(() => world({ name: 'contoso', tags }))).toEqual([
      "[prod/vaults] 'name' (contoso) is not the name of a private DNS zone: 2 to 34 parts of 1 to 63 letters, digits, '_' and '-', with '.' between. Write one such as internal.contoso.com. (name/private-dns-zone)",
      "[prod/vaults] 'tags' (16) is above the 15 tags that a DNS zone may have, those of the environment counted. Leave some out (ADD21). (dns/tags)",
    ]);
  });

  it('refuses a link that Azure would refuse', () => {
    const { prod, network, zone } = world({ name: 'internal.contoso.com' });
    const other = new PrivateDnsZone(prod, 'other', { name: 'other.contoso.com' });
    other.linkTo(network, { autoRegistration: true });
    expect(
      thrown(() => zone.linkTo(network, { name: 'a/b', autoRegistration: true, fallbackToInternet: true })),
    ).toEqual([
      "[prod/vaults] 'name' (a/b) is not the name of a private DNS zone's link: 1 to 80 letters, digits, '_', '.' and '-', starting with a letter or digit and ending with one of those or '_'. Did you mean 'a-b'? (name/azure)",
      "[prod/vaults] 'autoRegistration' is on for prod/network in the zone at prod/other, and a network registers in one zone. Leave it out in one of the two. (dns/two-registrations)",
      "[prod/vaults] 'fallbackToInternet' (internal.contoso.com) is no zone of private endpoints, and Azure falls back to public DNS only for those. Leave it out. (dns/fallback)",
    ]);
  });

  it('refuses two links of one name', () => {
    const { prod, network, zone } = world();
    zone.linkTo(network, { name: 'shop' });
    const second = new VirtualNetwork(prod, 'second', { addressSpace: '10.30.0.0/16' });
    expect(thrown(() => zone.linkTo(second, { name: 'shop' }))).toEqual([
      "[prod/vaults] 'name' (shop) is the name of another link of this zone. Give the link to prod/second a name of its own: linkTo(network, { name: … }). (dns/link-name)",
    ]);
  });

  it('refuses what is no id of a zone, and a link to a zone of others', () => {
    const { prod, network } = networkWorld();
    expect(thrown(() => PrivateDnsZone.fromId(prod, 'bad', { zoneId: '/subscriptions/x' }))).toEqual([
      "[prod/bad] 'zoneId' (/subscriptions/x) is not the id of a private DNS zone. Copy it from `az network private-dns zone show --name <zone> --query id`; a zone of this program is passed as it is. (dns/zone-id)",
    ]);
    const zone = PrivateDnsZone.fromId(prod, 'zone', { zoneId: HUB_ZONE });
    expect(thrown(() => zone.linkTo(network))).toEqual([
      "[prod/zone] 'network' (prod-network) is not linked to this zone, which was brought by its id and is managed elsewhere. Have its owner link the network, and name it in linkedNetworks; a zone of this subscription is brought with PrivateDnsZone.fromName. (dns/zone-elsewhere)",
    ]);
  });
});
