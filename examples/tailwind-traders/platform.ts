import {
  AcmeIssuer,
  type AksApp,
  AksCluster,
  AlbController,
  ApplicationGatewayForContainers,
  Backend,
  Certificate,
  CertManager,
  ContainerRegistry,
  Environment,
  FluxConfiguration,
  Gateway,
  Images,
  KeyVault,
  Namespace,
  NetworkProfile,
  VirtualNetwork,
} from 'cdk-aks';
import { accept } from './accepted';
import { promise } from './promises';
import { connect } from './calls';
import type { Settings } from './environments';
import { addMetrics } from './metrics';
import { addOrderProcessors, addOrderQueue } from './orders';
import { addServices } from './services';
import { addStores } from './stores';

const vmSize = 'Standard_D4ds_v5';
/** Entra groups, by object id. */
const admins = ['11111111-1111-1111-1111-111111111111'];
const secretsOfficers = ['22222222-2222-2222-2222-222222222222'];
/** Where the secrets officers write from. */
const office = ['203.0.113.0/24'];

/** One environment, from the network to the routes. */
export function platform(app: AksApp, name: string, settings: Settings): void {
  const { location, addressSpace, zones, nodes, host } = settings;
  const environment = new Environment(app, name, {
    location,
    stem: `tailwind-${name}`,
    tags: { application: 'tailwind-traders', environment: name },
    backend: Backend.azureStorage({
      resourceGroupName: 'terraform',
      storageAccountName: 'tailwindtfstate',
      containerName: 'state',
    }),
  });
  const network = new VirtualNetwork(environment, 'network', { addressSpace });
  const registry = new ContainerRegistry(environment, 'registry', {
    name: `tailwindtraders${name}`,
    ...settings.registry,
  });
  const subnet = network.addSubnet('aks-nodes', { serviceEndpoints: ['Microsoft.KeyVault'] });
  const metrics = settings.grafana === undefined ? undefined : addMetrics(environment, settings.grafana);

  const cluster = new AksCluster(environment, 'aks', {
    version: '1.35',
    network,
    subnet,
    zones,
    admins,
    // The profile that takes Windows pools, virtual nodes and policies together.
    networkProfile: NetworkProfile.nodeSubnet({ policy: 'calico' }),
    systemPool: { vmSize, scale: nodes.system },
    virtualNodes: true,
    keda: true,
    logAnalytics: true,
    metrics,
    windowsProfile: {}, // can't be added later; nobody uses it
  });
  const apps = cluster.addNodePool('apps', { vmSize, scale: nodes.apps }).perZone();
  const windows = cluster.addWindowsNodePool('win', { vmSize, scale: nodes.windows }).perZone();
  registry.grantPull(cluster);
  const vault = new KeyVault(environment, 'vault', {
    name: `tailwind-${name}-secrets`,
    secretsOfficers,
    allowedSubnetIds: [subnet.subnetId],
    allowedIpRanges: office,
    auditWorkspaceId: cluster.logWorkspaceId,
  });

  const shop = new Namespace(cluster.kubernetes, 'shop');
  const images = settings.build
    ? Images.ofBuild(settings.build, registry)
    : Images.fromLock(environment, name, registry);
  const stores = addStores(environment, name, network, settings);
  const base = { environment, name, settings, cluster, apps, windows, shop, registry, images, vault, stores };
  const ground = { ...base, orders: addOrderQueue(base) };
  const services = addServices(ground);
  connect(services, stores);
  const processor = addOrderProcessors(ground, services);
  accept(app, ground, services, processor);
  promise(app, ground, services);

  const via = new ApplicationGatewayForContainers(environment, 'gateway', { cluster, network });
  new AlbController(cluster.kubernetes, 'alb-controller', { gateway: via, on: apps });
  new CertManager(cluster.kubernetes, 'cert-manager', { on: apps });

  // Three services have callers outside. TLS ends here.
  const gateway = new Gateway(shop, 'gateway', { via });
  const issuer = new AcmeIssuer(shop, 'letsencrypt', {
    server: settings.acmeServer,
    email: 'certificates@tailwindtraders.com',
    gateway,
  });
  gateway.addCertificate(new Certificate(shop, 'tls', { issuer, hosts: [host] }));
  gateway.route(services.webbff, { host, path: '/webbff', rewrite: '/' });
  gateway.route(services.mobilebff, { host, path: '/mobilebff', rewrite: '/' });
  gateway.route(services.cart, { host, path: '/cart-api', rewrite: '/' });

  new FluxConfiguration(environment, 'flux', { cluster, url: 'https://github.com/contoso/tailwind-traders' });
}
