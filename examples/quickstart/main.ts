import {
  AksApp,
  AksCluster,
  ContainerRegistry,
  Cpu,
  Environment,
  Microservice,
  Namespace,
  Percent,
  Probe,
  Scale,
  Size,
  VirtualNetwork,
} from 'cdk-aks';

const app = new AksApp({ profile: 'strict' });

const prod = new Environment(app, 'prod', { location: 'westeurope', stem: 'hello' });
const network = new VirtualNetwork(prod, 'network', { addressSpace: '10.20.0.0/16' });
const registry = new ContainerRegistry(prod, 'registry', { name: 'contosohello', retentionDays: 30 });

const cluster = new AksCluster(prod, 'aks', {
  version: '1.35',
  network,
  zones: ['1', '2', '3'],
  admins: ['00000000-0000-0000-0000-000000000000'], // your Entra group
  authorizedIpRanges: ['203.0.113.0/24'], // where you call it from
  systemPool: { vmSize: 'Standard_D4ds_v5', scale: { min: 3, max: 6 } },
  logAnalytics: true,
});
const apps = cluster.addNodePool('apps', { vmSize: 'Standard_D4ds_v5', scale: { min: 3, max: 12 } }).perZone();
registry.grantPull(cluster);

const shop = new Namespace(cluster.kubernetes, 'shop');
new Microservice(shop, 'web', {
  image: registry.image('web', '1.4.2'),
  port: 8080,
  on: apps,
  resources: { cpu: Cpu.millis(100), memory: Size.mebibytes(256) },
  probes: { readiness: Probe.http('/ready'), liveness: Probe.http('/live') },
  scale: Scale.onCpu({ min: 3, max: 12, target: Percent.of(60) }),
});

app.acknowledge(registry, 'registry/open-network', 'Builds push from addresses that change; all must sign in to Entra');
app.synth();
