import {
  ActionGroup,
  AksApp,
  AksCluster,
  CertManager,
  ContainerRegistry,
  Cpu,
  Duration,
  Environment,
  EnvValue,
  FluxConfiguration,
  Grafana,
  Headroom,
  Job,
  MonitorWorkspace,
  Namespace,
  NetworkProfile,
  Probe,
  QueueWorker,
  RabbitmqCluster,
  RabbitmqOperators,
  Room,
  Size,
  Trigger,
  VirtualNetwork,
} from 'cdk-aks';

const app = new AksApp({ profile: 'strict' });

const prod = new Environment(app, 'prod', { location: 'westeurope', stem: 'burst' });
const network = new VirtualNetwork(prod, 'network', { addressSpace: '10.40.0.0/16' });
const registry = new ContainerRegistry(prod, 'registry', { name: 'contosoburst', retentionDays: 30 });

const admins = ['00000000-0000-0000-0000-000000000000']; // your Entra group

// Who is told when workers fail or reach their maximum, and where a burst is watched.
const workspace = new MonitorWorkspace(prod, 'metrics');
const onCall = new ActionGroup(prod, 'on-call', { shortName: 'burst', emails: { shop: 'on-call@contoso.com' } });
new Grafana(prod, 'grafana', { name: 'contoso-burst', version: '11', workspaces: [workspace], admins });

const cluster = new AksCluster(prod, 'aks', {
  version: '1.35',
  network,
  zones: ['1', '2', '3'],
  admins,
  networkProfile: NetworkProfile.nodeSubnet({ policy: 'calico' }), // takes virtual nodes and policies together
  systemPool: { vmSize: 'Standard_D4ds_v5', scale: { min: 3, max: 6 } },
  keda: true,
  virtualNodes: true,
  logAnalytics: true,
  metrics: { workspace, alerts: { actionGroups: [onCall] } },
});
const apps = cluster.addNodePool('apps', { vmSize: 'Standard_D4ds_v5', scale: { min: 3, max: 6 } }).perZone();
registry.grantPull(cluster);

new CertManager(cluster.kubernetes, 'cert-manager', { on: apps });
new RabbitmqOperators(cluster.kubernetes, 'rabbitmq');

const shop = new Namespace(cluster.kubernetes, 'shop');
const rabbit = new RabbitmqCluster(shop, 'rabbit', {
  on: apps,
  resources: { cpu: Cpu.cores(1), memory: Size.gibibytes(2) },
  storage: Size.gibibytes(20),
});
const orders = rabbit.topology.addQueue('orders', { deliveryLimit: 5 });

// None while there is nothing to do, thirty at the most; real nodes first, virtual ones for the rest.
const worker = new QueueWorker(shop, 'worker', {
  image: registry.image('worker', '1.0.0'),
  pullSecretName: 'registry-credentials',
  on: apps,
  burst: 'virtual-nodes',
  resources: { cpu: Cpu.millis(500), memory: Size.mebibytes(512) },
  runAsUser: 10_001,
  probes: { liveness: Probe.exec(['/app/worker', 'alive'], { period: Duration.seconds(30) }) },
  gracePeriod: Duration.seconds(60), // what one message takes
  queue: orders.source(),
  scale: {
    min: 0,
    max: 30,
    messagesPerReplica: 5,
    pollingInterval: Duration.seconds(5),
    cooldownPeriod: Duration.seconds(30),
    triggers: [
      // Six are there when the day begins, in place of starting with the first order.
      Trigger.cron({
        name: 'morning',
        timezone: 'Europe/Amsterdam',
        start: '45 7 * * MON-FRI',
        end: '0 10 * * MON-FRI',
        desiredReplicas: 6,
      }),
    ],
  },
});

// Room for four pods at once, held by pods that only wait: the first of a burst need no new node.
new Headroom(shop, 'headroom', {
  on: apps,
  room: Room.pods(4, { cpu: Cpu.millis(500), memory: Size.mebibytes(512) }),
});

// Fills the queue once, so that the burst can be watched.
const publisher = new Job(shop, 'publisher', {
  image: registry.image('publisher', '1.0.0'),
  on: apps,
  args: ['--queue', orders.queueName, '--messages', '300'],
  env: { RABBITMQ_URL: EnvValue.secretKey(rabbit.defaultUserSecretName, 'connection_string') },
  resources: { cpu: Cpu.millis(100), memory: Size.mebibytes(64) },
  runAsUser: 10_001,
  deadline: Duration.minutes(10),
});
publisher.connections.allowTo(rabbit, { ports: 'amqp' });

new FluxConfiguration(prod, 'flux', { cluster, url: 'https://github.com/contoso/queue-burst' });

app.acknowledge(
  cluster,
  'cluster/open-api-server',
  'Virtual nodes exclude authorized ranges; whoever calls must sign in to Entra',
);
app.acknowledge(registry, 'registry/open-network', 'Builds push from addresses that change; all must sign in to Entra');
app.acknowledge(
  worker,
  'schema/reference',
  'The pull secret of virtual nodes holds a token, made by hand: see the README',
);
app.synth();
