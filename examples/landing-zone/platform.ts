import {
  ActionGroup,
  type AksApp,
  AksCluster,
  ApiServer,
  ApiServerDns,
  ContainerRegistry,
  DiagnosticSetting,
  Environment,
  FluxConfiguration,
  KeyVault,
  NetworkProfile,
  Outbound,
  PostgresServer,
  PrivateEndpoint,
  ServiceBusNamespace,
  Subnet,
  VirtualNetwork,
} from 'cdk-aks';
import type { Hub } from './hub';
import { groups, location, ranges, state } from './places';

export type Platform = ReturnType<typeof addPlatform>;

/** The spoke: a private cluster and the stores beside it, none of which the internet reaches. */
export function addPlatform(app: AksApp, hub: Hub) {
  const prod = new Environment(app, 'prod', {
    location,
    stem: 'contoso-prod',
    backend: state(),
    tags: { owner: 'platform' },
  });
  const network = new VirtualNetwork(prod, 'network', { addressSpace: ranges.spoke });
  hub.network.peerWith(network);
  const nodes = network.addSubnet('nodes', { routeTable: hub.firewall.createRouteTable(prod, 'routes') });
  const frontends = network.addSubnet('frontends', { prefix: '10.20.200.0/27' });

  const registry = new ContainerRegistry(prod, 'registry', {
    name: 'contosolanding',
    retentionDays: 30,
    publicNetworkAccess: false,
    exportPolicy: false,
  });
  const onCall = new ActionGroup(prod, 'on-call', { shortName: 'on-call', emails: { platform: 'aks@contoso.com' } });
  const cluster = new AksCluster(prod, 'aks', {
    version: '1.35',
    network,
    subnet: nodes,
    zones: ['1', '2', '3'],
    admins: [groups.platform],
    apiServer: ApiServer.private({ dns: ApiServerDns.zone(hub.dns.zone(`privatelink.${location}.azmk8s.io`)) }),
    networkProfile: NetworkProfile.overlay({ outbound: Outbound.userDefinedRouting() }), // with Cilium
    systemPool: { vmSize: 'Standard_D4ds_v5', scale: { min: 3, max: 6 } },
    keda: true,
    azurePolicy: true,
    defender: true,
    logAnalytics: true,
    metrics: { alerts: { actionGroups: [onCall] } },
  });
  const apps = cluster.addNodePool('apps', { vmSize: 'Standard_D4ds_v5', scale: { min: 3, max: 12 } }).perZone();
  registry.grantPull(cluster);

  // Stores are closed to the internet because an endpoint leads there; the names are in the hub's zones.
  const vault = new KeyVault(prod, 'vault', {
    name: 'contoso-landing',
    secretsOfficers: [groups.platform],
    auditWorkspaceId: cluster.logWorkspaceId,
  });
  const bus = new ServiceBusNamespace(prod, 'bus', { name: 'contoso-landing-bus' });
  const database = new PostgresServer(prod, 'database', {
    name: 'contoso-landing-db',
    administrators: [{ objectId: groups.platform, name: 'platform' }],
    geoBackup: true, // can't be added later
  });
  const subnet = Subnet.forPrivateEndpoints(network);
  for (const [name, target] of Object.entries({ registry, vault, bus, database })) {
    new PrivateEndpoint(prod, `to-${name}`, { target, subnet, dns: hub.dns });
  }

  // What AKS calls follows from what the cluster uses; Flux reads one repository.
  hub.firewall.allowCluster(cluster, { covered: ['key-vault-secrets'] }); // the vault has an endpoint
  hub.firewall.addApplicationRule('flux', { from: [nodes.prefix], to: ['github.com'] });

  // Who did what, and what the firewall let through.
  for (const [name, target] of Object.entries({ aks: cluster, registry, firewall: hub.firewall })) {
    new DiagnosticSetting(prod, `${name}-logs`, { target, workspaceId: cluster.logWorkspaceId });
  }
  new FluxConfiguration(prod, 'flux', { cluster, url: 'https://github.com/contoso/landing-zone' });

  return { prod, hub, cluster, apps, registry, vault, bus, database, frontends };
}
