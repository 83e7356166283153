import {
  type AksApp,
  AksCluster,
  AlbController,
  ApplicationGatewayForContainers,
  CertManager,
  ContainerRegistry,
  Cpu,
  Environment,
  FluxConfiguration,
  GitCredentials,
  KeyVault,
  Microservice,
  Namespace,
  NatGateway,
  NetworkProfile,
  NetworkSecurityGroup,
  Percent,
  RouteTable,
  Scale,
  Size,
  Subnet,
  VirtualNetwork,
  WorkloadIdentity,
} from '../../lib';
import { wholeServices } from './whole-services';

const VM = 'Standard_D4ds_v5';
const pool = { vmSize: VM, scale: { min: 3, max: 6 } };
const resources = { cpu: Cpu.millis(100), memory: Size.mebibytes(128) };

/**
 * A program with every construct of the Azure half.
 *
 * @param grown the same program a year later: more of everything, some of it declared before what was there
 */
export function wholeProgram(app: AksApp, { grown = false } = {}): void {
  const prod = new Environment(app, 'prod', { location: 'westeurope' });
  const network = new VirtualNetwork(prod, 'network', { addressSpace: '10.20.0.0/16' });
  if (grown) network.addSubnet('aaa-first');
  const routes = new RouteTable(prod, 'routes', {
    routes: [
      ...(grown ? [{ name: 'branch', prefix: '10.99.0.0/16', nextHop: '10.20.255.5' }] : []),
      { name: 'home', prefix: '10.0.0.0/8', nextHop: '10.20.255.4' },
    ],
  });
  const rules = new NetworkSecurityGroup(prod, 'rules');
  if (grown) rules.addRule('first', { direction: 'inbound', access: 'deny', priority: 100, from: 'Internet' });
  rules.addRule('web', { direction: 'inbound', access: 'allow', priority: 200, from: 'Internet', ports: [443] });
  const [natGateway] = NatGateway.perZone(prod, 'nat', { zones: grown ? ['1', '2'] : ['1'] });
  network.addSubnet('tools', { routeTable: routes, securityGroup: rules, natGateway });
  Subnet.forBastion(network);

  if (grown) new ContainerRegistry(prod, 'mirror', { name: 'contosomirror' });
  const registry = new ContainerRegistry(prod, 'registry', {
    name: 'contoso',
    sku: 'Premium',
    geoReplications: grown ? ['francecentral', 'northeurope'] : ['northeurope'],
  });
  const vault = new KeyVault(prod, 'vault', { name: 'contoso-vault' });
  const cluster = new AksCluster(prod, 'aks', {
    version: '1.35',
    network,
    zones: ['1', '2', '3'],
    admins: ['00000000-0000-0000-0000-000000000000'],
    networkProfile: NetworkProfile.nodeSubnet({ policy: 'calico' }),
    systemPool: pool,
    virtualNodes: true,
    keda: true,
    logAnalytics: true,
    windowsProfile: {},
  });
  if (grown) cluster.addNodePool('first', pool).perZone();
  cluster.addNodePool('apps', { ...pool, subnet: network.addSubnet('apps') }).perZone();
  cluster.addWindowsNodePool('win', pool);
  cluster.addSpotNodePool('spot', pool);
  cluster.addGpuNodePool('gpu', { ...pool, vmSize: 'Standard_NC24ads_A100_v4' });
  registry.grantPull(cluster);

  const gateway = new ApplicationGatewayForContainers(prod, 'gateway', { cluster, network });
  new AlbController(cluster.kubernetes, 'alb-controller', { gateway });
  new CertManager(cluster.kubernetes, 'cert-manager');
  const shop = new Namespace(cluster.kubernetes, 'shop');
  const identity = new WorkloadIdentity(prod, 'cart');
  for (const id of grown ? ['accounts', 'cart'] : ['cart']) {
    new Microservice(shop, id, {
      image: registry.image('cart', '1.4.2'),
      port: 3001,
      resources,
      identity,
      secrets: { DB_KEY: vault.secret('db-key') },
      env: { CLIENT: identity.clientId },
      scale: Scale.onCpu({ min: 3, max: 6, target: Percent.of(60) }),
    });
  }
  wholeServices(prod, { network, cluster, identity }, grown);
  new FluxConfiguration(prod, 'flux', {
    cluster,
    url: 'https://github.com/contoso/shop',
    credentials: GitCredentials.https(),
  });
}
