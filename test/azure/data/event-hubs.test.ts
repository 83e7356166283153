import { EventHubsNamespace } from '../../../lib/azure/data/event-hubs-namespace';
import type { EventHubsNamespaceProps } from '../../../lib/azure/data/event-hubs-props';
import { Duration } from '../../../lib/core/duration';
import { refused, thrown } from '../network/world';
import { dataWorld, GROUP, roles } from './world';

function world(props: Partial<EventHubsNamespaceProps> = {}) {
  const made = dataWorld();
  const events = new EventHubsNamespace(made.prod, 'events', { name: 'contoso-events', ...props });
  return { ...made, events };
}

describe('EventHubsNamespace', () => {
  it('signs in by Entra ID, grows on request, and is private once an endpoint leads there', () => {
    const { events, endpoint, render } = world({ maxCapacity: 10, capacity: 2 });
    endpoint(events);
    const rendered = render();
    expect(rendered.only('azurerm_eventhub_namespace')).toEqual({
      name: 'contoso-events',
      resource_group_name: GROUP,
      location: 'westeurope',
      sku: 'Standard',
      capacity: 2,
      auto_inflate_enabled: true,
      maximum_throughput_units: 10,
      local_authentication_enabled: false,
      minimum_tls_version: '1.2',
      public_network_access_enabled: false,
      network_rulesets: [
        {
          default_action: 'Allow',
          public_network_access_enabled: false,
          trusted_service_access_enabled: true,
          ip_rule: [],
          virtual_network_rule: [],
        },
      ],
      lifecycle: { prevent_destroy: true },
      tags: {},
    });
    expect(rendered.only('azurerm_private_dns_zone')).toMatchObject({ name: 'privatelink.servicebus.windows.net' });
    expect([events.hostName, events.ports]).toEqual(['contoso-events.servicebus.windows.net', [443, 5671, 9093]]);
    expect(refused(rendered)).toEqual([]);
  });

  it('holds hubs with groups of consumers, and roles for each', () => {
    const { events, identity, render } = world({ allowedIpRanges: ['20.1.2.0/24'] });
    const clicks = events.addHub('clicks', { partitions: 8, retention: Duration.days(3) });
    expect(clicks.addConsumerGroup('reports')).toBe('reports');
    clicks.grantSend(identity);
    clicks.grantReceive(identity);
    clicks.override('status', 'SendDisabled', { reason: 'while moving' });
    events.override('dedicated_cluster_id', '/subscriptions/s/c', { reason: 'our own cluster' });
    const rendered = render();
    expect(rendered.only('azurerm_eventhub')).toEqual({
      name: 'clicks',
      namespace_id: '${azurerm_eventhub_namespace.events.id}',
      partition_count: 8,
      retention_description: { cleanup_policy: 'Delete', retention_time_in_hours: 72 },
      lifecycle: { prevent_destroy: true },
      status: 'SendDisabled',
    });
    expect(rendered.only('azurerm_eventhub_consumer_group')).toEqual({
      name: 'reports',
      eventhub_name: '${azurerm_eventhub.events_clicks.name}',
      namespace_name: '${azurerm_eventhub_namespace.events.name}',
      resource_group_name: GROUP,
    });
    expect(roles(rendered)).toEqual([
      'Azure Event Hubs Data Sender at ${azurerm_eventhub.events_clicks.id}',
      'Azure Event Hubs Data Receiver at ${azurerm_eventhub.events_clicks.id}',
    ]);
    expect(rendered.only('azurerm_eventhub_namespace')).toMatchObject({
      network_rulesets: [{ default_action: 'Deny', ip_rule: [{ ip_mask: '20.1.2.0/24', action: 'Allow' }] }],
    });
    expect(refused(rendered)).toEqual([]);
  });

  it('uses a namespace that exists already, and adds to it', () => {
    const { prod, render } = dataWorld();
    const events = EventHubsNamespace.fromName(prod, 'events', { name: 'contoso-events', resourceGroupName: 'shared' });
    events.addHub('clicks').addConsumerGroup('reports');
    const rendered = render();
    expect(rendered.only('azurerm_eventhub')).toMatchObject({
      namespace_id: '${data.azurerm_eventhub_namespace.events.id}',
    });
    expect(rendered.only('azurerm_eventhub_consumer_group')).toMatchObject({
      namespace_name: 'contoso-events',
      resource_group_name: 'shared',
    });
    expect(refused(rendered)).toEqual([]);
  });

  it.each<[string, Partial<EventHubsNamespaceProps>, readonly string[]]>([
    [
      'an unknown tier',
      { sku: 'Gold' as never, name: 'contoso-mgmt' },
      [
        "'name' (contoso-mgmt) ends with '-mgmt', which Azure keeps to itself. Did you mean 'contoso'? (name/azure)",
        "'sku' (Gold) is not a tier of Event Hubs. Write one of 'Basic', 'Standard', 'Premium'. (event-hubs/sku)",
      ],
    ],
    [
      'units that Azure does not sell',
      { sku: 'Premium', capacity: 3, maxCapacity: 4 },
      [
        "'capacity' (3) is not a number of processing units. Write one of 1, 2, 4, 8, 16. (event-hubs/capacity)",
        "'maxCapacity' (4) is for the tier Standard, and this namespace is Premium. Leave it out. (event-hubs/capacity)",
      ],
    ],
    [
      'more units than there are, and fewer at the most than at once',
      { capacity: 41, maxCapacity: 39 },
      [
        "'capacity' (41) is not a whole number from 1 to 40. Write 1 to 40. (event-hubs/capacity)",
        "'maxCapacity' (39) is not a whole number from 40 to 40. Write 40 to 40. (event-hubs/capacity)",
      ],
    ],
    [
      'what Basic does not have',
      { sku: 'Basic', publicNetworkAccess: false, allowedIpRanges: ['20.1.2.0/24'], trustedServices: true },
      ['publicNetworkAccess', 'allowedIpRanges', 'trustedServices'].map(
        (property) =>
          `'${property}' needs the tier Standard or Premium, and this namespace is Basic. Leave sku out for 'Standard', or leave it out. (event-hubs/needs-standard)`,
      ),
    ],
  ])('refuses %s', (_, props, messages) => {
    expect(thrown(() => world(props))).toEqual(messages.map((message) => `[prod/events] ${message}`));
  });

  it('refuses hubs, groups and endpoints that the tier does not have', () => {
    const { events, endpoint } = world({ sku: 'Basic' });
    expect(thrown(() => events.addHub('clicks', { partitions: 33, retention: Duration.days(2) }))).toEqual([
      "[prod/events/clicks] 'partitions' (33) is not a whole number from 1 to 32. Write 1 to 32. (event-hubs/partitions)",
      "[prod/events/clicks] 'retention' (48h) is not between 1 and 24 hours, the longest for Basic. Write Duration.hours(24). (event-hubs/retention)",
    ]);
    expect(thrown(() => events.addHub('views').addConsumerGroup('reports'))).toEqual([
      "[prod/events/views] 'reports' needs the tier Standard or Premium, and this namespace is Basic. Leave sku out for 'Standard', or leave it out. (event-hubs/needs-standard)",
    ]);
    expect(thrown(() => endpoint(events))).toEqual([
      "[prod/endpoint] 'target' needs the tier Standard or Premium, and this namespace is Basic. Leave sku out for 'Standard', or leave it out. (event-hubs/needs-standard)",
    ]);
  });
});
