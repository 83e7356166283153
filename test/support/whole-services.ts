import {
  type AksCluster,
  CosmosAccount,
  type Environment,
  EventHubsNamespace,
  Firewall,
  ManagedRedis,
  MonitorPrivateLinkScope,
  PostgresServer,
  PrivateDnsZones,
  PrivateEndpoint,
  PublicIp,
  PublicIpPrefix,
  ServiceBusNamespace,
  SqlServer,
  StorageAccount,
  Subnet,
  VirtualNetwork,
  type WorkloadIdentity,
} from '../../lib';

const ADMIN = { objectId: '00000000-0000-0000-0000-000000000000', name: 'database-admins' };

/** Every store and service, each with an endpoint, and a hub with a firewall: the second half of the whole program. */
export function wholeServices(
  prod: Environment,
  parts: { readonly network: VirtualNetwork; readonly cluster: AksCluster; readonly identity: WorkloadIdentity },
  grown: boolean,
): void {
  const { network, cluster, identity } = parts;
  const hub = new VirtualNetwork(prod, 'hub', { addressSpace: '10.90.0.0/16' });
  hub.peerWith(network);
  const prefix = new PublicIpPrefix(prod, 'outs');
  const firewall = new Firewall(prod, 'firewall', { network: hub, publicIps: [new PublicIp(prod, 'out', { prefix })] });
  if (grown) firewall.addNetworkRule('time', { from: ['10.20.0.0/16'], toHosts: ['ntp.ubuntu.com'], ports: [123] });
  firewall.addApplicationRule('payments', { from: ['10.20.0.0/16'], to: ['api.contoso.com'] });
  firewall.createRouteTable(prod, 'by-firewall');
  firewall.allowCluster(cluster);

  const bus = new ServiceBusNamespace(prod, 'bus', { name: 'contoso-orders' });
  bus.addQueue('orders').grantReceive(identity);
  bus.addTopic('events').addSubscription('mail').grantReceive(identity);
  if (grown) bus.addQueue('returns').grantReceive(identity);
  const store = new StorageAccount(prod, 'store', { name: 'contososhop' });
  store.addContainer('images').grantWrite(identity);
  const cosmos = new CosmosAccount(prod, 'cosmos', { name: 'contoso-carts' });
  cosmos.addDatabase('shop').addContainer('carts', { partitionKey: '/id' });
  cosmos.grantWrite(identity);
  const events = new EventHubsNamespace(prod, 'clicks', { name: 'contoso-clicks' });
  events.addHub('clicks').grantSend(identity);
  const sql = new SqlServer(prod, 'sql', { name: 'contoso-sql', administrator: ADMIN });
  sql.addDatabase('orders');
  const postgres = new PostgresServer(prod, 'postgres', { name: 'contoso-pg', administrators: [ADMIN] });
  postgres.addDatabase('orders');
  const redis = new ManagedRedis(prod, 'redis', { name: 'contoso-cache' });
  const monitor = new MonitorPrivateLinkScope(prod, 'monitor');

  const subnet = Subnet.forPrivateEndpoints(network);
  const dns = new PrivateDnsZones(prod, 'dns');
  for (const target of [bus, store, cosmos, events, sql, postgres, redis, monitor]) {
    new PrivateEndpoint(prod, `to-${target.node.id}`, { target, subnet, dns });
  }
}
