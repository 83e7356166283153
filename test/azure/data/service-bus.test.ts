import { ServiceBusNamespace } from '../../../lib/azure/data/service-bus-namespace';
import type { ServiceBusNamespaceProps } from '../../../lib/azure/data/service-bus-props';
import { Duration } from '../../../lib/core/duration';
import { Size } from '../../../lib/core/size';
import { refused, thrown } from '../network/world';
import { dataWorld, GROUP, roles } from './world';

function world(props: Partial<ServiceBusNamespaceProps> = {}) {
  const made = dataWorld();
  const bus = new ServiceBusNamespace(made.prod, 'bus', { name: 'contoso-orders', ...props });
  return { ...made, bus };
}

describe('ServiceBusNamespace', () => {
  it('signs in by Entra ID alone, is protected, and open until an endpoint leads there', () => {
    const { bus, endpoint, render } = world();
    const open = render();
    const body = {
      name: 'contoso-orders',
      resource_group_name: GROUP,
      location: 'westeurope',
      sku: 'Premium',
      capacity: 1,
      premium_messaging_partitions: 1,
      local_auth_enabled: false,
      minimum_tls_version: '1.2',
      public_network_access_enabled: true,
      network_rule_set: {
        default_action: 'Allow',
        ip_rules: [],
        public_network_access_enabled: true,
        trusted_services_allowed: true,
      },
      lifecycle: { prevent_destroy: true },
      tags: {},
    };
    expect(open.only('azurerm_servicebus_namespace')).toEqual(body);
    expect(refused(open)).toEqual([]);

    endpoint(bus);
    const closed = render();
    expect(closed.only('azurerm_servicebus_namespace')).toMatchObject({
      public_network_access_enabled: false,
      network_rule_set: { public_network_access_enabled: false },
    });
    expect(closed.only('azurerm_private_endpoint')).toMatchObject({
      private_service_connection: { subresource_names: ['namespace'] },
    });
    expect(closed.only('azurerm_private_dns_zone')).toMatchObject({ name: 'privatelink.servicebus.windows.net' });
    expect(refused(closed)).toEqual([]);
  });

  it('tells its host name, ports and private ranges', () => {
    const { bus } = world();
    expect([bus.hostName, bus.ports, bus.privateRanges, bus.description]).toEqual([
      'contoso-orders.servicebus.windows.net',
      [443, 5671],
      [],
      "Service Bus namespace 'contoso-orders'",
    ]);
  });

  it('holds queues, topics and subscriptions, each with roles of its own', () => {
    const { bus, identity, render } = world();
    const orders = bus.addQueue('orders', {
      lockDuration: Duration.minutes(2),
      sessions: true,
      duplicateDetection: Duration.minutes(10),
      timeToLive: Duration.days(7),
      maxSize: Size.gibibytes(2),
      maxMessageSize: Size.mebibytes(4),
    });
    const events = bus.addTopic('events');
    const mail = events.addSubscription('mail', { maxDeliveryCount: 3 });
    orders.grantSend(identity);
    orders.grantReceive(identity);
    orders.grantReceive(identity);
    events.grantSend(identity);
    mail.grantReceive(identity);
    const rendered = render();
    expect(rendered.all('azurerm_servicebus_queue')).toEqual({
      bus_orders: {
        name: 'orders',
        namespace_id: '${azurerm_servicebus_namespace.bus.id}',
        lock_duration: 'PT2M',
        max_delivery_count: 10,
        dead_lettering_on_message_expiration: true,
        requires_session: true,
        requires_duplicate_detection: true,
        duplicate_detection_history_time_window: 'PT10M',
        default_message_ttl: 'P7D',
        max_size_in_megabytes: 2048,
        max_message_size_in_kilobytes: 4096,
        lifecycle: { prevent_destroy: true },
      },
    });
    expect(rendered.only('azurerm_servicebus_topic')).toMatchObject({ name: 'events' });
    expect(rendered.only('azurerm_servicebus_subscription')).toMatchObject({
      name: 'mail',
      topic_id: '${azurerm_servicebus_topic.bus_events.id}',
      max_delivery_count: 3,
    });
    expect(roles(rendered)).toEqual([
      'Azure Service Bus Data Sender at ${azurerm_servicebus_queue.bus_orders.id}',
      'Azure Service Bus Data Receiver at ${azurerm_servicebus_queue.bus_orders.id}',
      'Azure Service Bus Data Sender at ${azurerm_servicebus_topic.bus_events.id}',
      'Azure Service Bus Data Receiver at ${azurerm_servicebus_subscription.bus_events_mail.id}',
    ]);
    expect(refused(rendered)).toEqual([]);
  });

  it('uses what exists already, and adds to it', () => {
    const { prod, identity, render } = dataWorld();
    const bus = ServiceBusNamespace.fromName(prod, 'bus', { name: 'contoso-orders', resourceGroupName: 'shared' });
    bus.queue('orders').grantSend(identity);
    bus.topic('events').subscription('mail').grantReceive(identity);
    bus.addQueue('returns');
    const rendered = render();
    expect(rendered.data('azurerm_servicebus_namespace')).toEqual({
      bus: { name: 'contoso-orders', resource_group_name: 'shared' },
    });
    expect(roles(rendered)).toEqual([
      'Azure Service Bus Data Sender at ${data.azurerm_servicebus_queue.bus_queue-orders.id}',
      'Azure Service Bus Data Receiver at ${data.azurerm_servicebus_subscription.bus_topic-events_subscription-mail.id}',
    ]);
    expect(rendered.only('azurerm_servicebus_queue')).toMatchObject({ name: 'returns' });
    expect(refused(rendered)).toEqual([]);
  });

  it('can be given free, restricted to addresses, and overridden with a reason', () => {
    const { bus, render } = world({ deletionProtection: false, allowedIpRanges: ['20.1.2.0/24'], partitions: 2 });
    bus.override('identity', [{ type: 'SystemAssigned' }], { reason: 'keys of our own' });
    const queue = bus.addQueue('orders');
    queue.override('forward_to', 'archive', { reason: 'kept for auditors' });
    const topic = bus.addTopic('events');
    topic.override('support_ordering', true, { reason: 'in order' });
    topic.addSubscription('mail').override('forward_to', 'archive', { reason: 'kept for auditors' });
    const rendered = render();
    const body = rendered.only('azurerm_servicebus_namespace');
    expect(body).toMatchObject({
      capacity: 2,
      premium_messaging_partitions: 2,
      identity: [{ type: 'SystemAssigned' }],
      public_network_access_enabled: true,
      network_rule_set: { default_action: 'Deny', ip_rules: ['20.1.2.0/24'] },
    });
    expect(body).not.toHaveProperty('lifecycle');
    expect(rendered.only('azurerm_servicebus_queue')).not.toHaveProperty('lifecycle');
    expect(rendered.only('azurerm_servicebus_queue')).toMatchObject({ forward_to: 'archive' });
    expect(rendered.only('azurerm_servicebus_topic')).toMatchObject({ support_ordering: true });
    expect(rendered.only('azurerm_servicebus_subscription')).toMatchObject({ forward_to: 'archive' });
  });

  it.each<[string, Partial<ServiceBusNamespaceProps>, readonly string[]]>([
    [
      'an unknown tier',
      { sku: 'Gold' as never },
      ["'sku' (Gold) is not a tier of Service Bus. Write one of 'Basic', 'Standard', 'Premium'. (service-bus/sku)"],
    ],
    [
      'a name that Azure keeps',
      { name: 'contoso-sb' },
      ["'name' (contoso-sb) ends with '-sb', which Azure keeps to itself. Did you mean 'contoso'? (name/azure)"],
    ],
    [
      'a name that is too short',
      { name: 'bus' },
      [
        "'name' (bus) has 3 characters; the name of a Service Bus namespace has 6 to 50. Did you mean 'bus-messages'? (name/azure)",
      ],
    ],
    [
      'units that Azure does not sell',
      { capacity: 3 },
      [
        "'capacity' (3) is not a number of messaging units. Write one of 1, 2, 4, 8, 16. (service-bus/capacity)",
      ],
    ],
    [
      'partitions that do not share the units',
      { capacity: 2, partitions: 4 },
      ["'capacity' (2) is no multiple of the 4 partitions, which share the units. Write 4 or more. (service-bus/capacity)"],
    ],
    [
      'what only Premium has',
      { sku: 'Standard', capacity: 1, publicNetworkAccess: false, allowedIpRanges: ['20.1.2.0/24'] },
      ['capacity', 'publicNetworkAccess', 'allowedIpRanges'].map(
        (property) =>
          `'${property}' needs the tier Premium, and this namespace is Standard. Set sku: 'Premium', or leave it out. (service-bus/needs-premium)`,
      ),
    ],
  ])('refuses %s', (_, props, messages) => {
    expect(thrown(() => world(props))).toEqual(messages.map((message) => `[prod/bus] ${message}`));
  });

  it('refuses an endpoint to a namespace that is not Premium', () => {
    const { bus, endpoint } = world({ sku: 'Standard' });
    expect(thrown(() => endpoint(bus))).toEqual([
      "[prod/endpoint] 'target' needs the tier Premium, and this namespace is Standard. Set sku: 'Premium', or leave it out. (service-bus/needs-premium)",
    ]);
  });

  it('refuses queues that Azure would refuse', () => {
    const { bus } = world({ sku: 'Basic' });
    expect(thrown(() => bus.addTopic('events'))).toEqual([
      "[prod/bus] 'sku' (Basic) has no topics, and 'events' is one. Set sku: 'Standard', or add a queue. (service-bus/needs-standard)",
    ]);
    expect(
      thrown(() =>
        bus.addQueue('orders', {
          name: '-',
          sessions: true,
          timeToLive: Duration.days(15),
          duplicateDetection: Duration.seconds(10),
          lockDuration: Duration.minutes(6),
          maxDeliveryCount: 0,
          maxSize: Size.gibibytes(6),
          maxMessageSize: Size.gibibytes(1),
        }),
      ),
    ).toEqual(
      [
        "'name' (-) is not the name of a Service Bus queue or topic: 1 to 260 letters, digits, '_', '.', '/', '-', starting and ending with a letter or digit. Write 1 to 260 letters, digits, '_', '.', '/', '-', starting and ending with a letter or digit. (name/azure)",
        "'sessions' needs the tier Standard or Premium, and this namespace is Basic. Set sku: 'Standard' on the namespace, or leave it out. (service-bus/needs-standard)",
        "'duplicateDetection' needs the tier Standard or Premium, and this namespace is Basic. Set sku: 'Standard' on the namespace, or leave it out. (service-bus/needs-standard)",
        "'timeToLive' is above 14 days, the longest that the tier Basic keeps messages. Set sku: 'Standard' on the namespace, or leave it out. (service-bus/needs-standard)",
        "'duplicateDetection' (10s) is not between 20s and 168h. Write a time between the two. (service-bus/time)",
        "'maxMessageSize' needs the tier Premium, and this namespace is Basic. Set sku: 'Premium', or leave it out. (service-bus/needs-premium)",
        "'maxSize' (6Gi) is not between 1 and 5 GiB. Write Size.gibibytes(1). (service-bus/size)",
        "'maxMessageSize' (1Gi) is not between 1 and 100 MiB. Write Size.mebibytes(10), or leave it out. (service-bus/message-size)",
        "'lockDuration' (6m) is not between 5s and 5m. Write a time between the two. (service-bus/time)",
        "'maxDeliveryCount' (0) is not a whole number from 1 to 2000. Write 1 to 2000. (service-bus/delivery-count)",
      ].map((message) => `[prod/bus/orders] ${message}`),
    );
  });
});
