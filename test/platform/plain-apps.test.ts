import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { App as Cdk8sApp, Chart } from 'cdk8s';
import { App as CdktfApp, TerraformStack } from 'cdktf';
import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { loadAll } from 'js-yaml';
import {
  AksCluster,
  ApplicationGatewayForContainers,
  ContainerRegistry,
  Cpu,
  Environment,
  HelmChart,
  HelmRelease,
  Job,
  KeyVault,
  Microservice,
  Namespace,
  NatGateway,
  NetworkSecurityGroup,
  Peer,
  QueueWorker,
  RabbitMq,
  RouteTable,
  Size,
  TriggerAuthentication,
  VirtualNetwork,
  WorkloadIdentity,
} from '../../lib';
import { terraformProblems } from '../support/conformance';
import { emptyFolder } from '../support/world';

const place = { resourceGroupName: 'shop', location: 'westeurope' };
const pool = { vmSize: 'Standard_D4ds_v5', scale: { min: 3, max: 6 } };
const resources = { cpu: Cpu.millis(100), memory: Size.mebibytes(128) };
const image = 'contoso.azurecr.io/web:1.4.2';

/** A stack of a plain App, and what cdktf writes of it. */
function plainStack(): { stack: TerraformStack; synth: () => Record<string, unknown> } {
  const outdir = emptyFolder();
  const app = new CdktfApp({ outdir, stackTraces: false });
  const stack = new TerraformStack(app, 'prod');
  new AzurermProvider(stack, 'azurerm', { features: [{}] });
  const synth = (): Record<string, unknown> => {
    app.synth();
    return JSON.parse(readFileSync(join(outdir, 'stacks/prod/cdk.tf.json'), 'utf8')) as Record<string, unknown>;
  };
  return { stack, synth };
}

function everything(stack: TerraformStack): { cluster: AksCluster; identity: WorkloadIdentity } {
  const network = new VirtualNetwork(stack, 'network', { ...place, addressSpace: '10.20.0.0/16' });
  const subnet = network.addSubnet('nodes', {
    prefix: '10.20.0.0/20',
    routeTable: new RouteTable(stack, 'routes', place),
    securityGroup: new NetworkSecurityGroup(stack, 'rules', place),
    natGateway: new NatGateway(stack, 'nat', place),
  });
  const cluster = new AksCluster(stack, 'aks', {
    ...place,
    version: '1.35',
    network,
    subnet,
    admins: ['00000000-0000-0000-0000-000000000000'],
    systemPool: pool,
  });
  cluster.addNodePool('apps', { ...pool, zones: ['1', '2', '3'] }).perZone();
  const registry = new ContainerRegistry(stack, 'registry', { ...place, name: 'contoso' });
  registry.grantPull(cluster);
  const vault = new KeyVault(stack, 'vault', { ...place, name: 'contoso-vault' });
  const identity = new WorkloadIdentity(stack, 'cart', place);
  vault.grantRead(identity);
  new ApplicationGatewayForContainers(stack, 'gateway', {
    ...place,
    cluster,
    subnet: network.addSubnet('gateway', {
      prefix: '10.20.16.0/24',
      delegation: 'Microsoft.ServiceNetworking/trafficControllers',
    }),
  });
  return { cluster, identity };
}

describe('Azure constructs in a plain App of cdktf', () => {
  it('work in any stack', () => {
    const { stack, synth } = plainStack();
    everything(stack);

    const file = synth();

    expect(terraformProblems(file)).toEqual([]);
    expect(Object.keys(file.resource as object)).toEqual(
      expect.arrayContaining([
        'azurerm_kubernetes_cluster',
        'azurerm_kubernetes_cluster_node_pool',
        'azurerm_key_vault',
      ]),
    );
  });

  it('have an Environment as their stack, too', () => {
    const app = new CdktfApp({ outdir: emptyFolder(), stackTraces: false });
    const prod = new Environment(app, 'prod', { location: 'westeurope' });
    new ContainerRegistry(prod, 'registry', { name: 'contoso' });

    expect(() => app.synth()).not.toThrow();
  });

  it('are checked by the validations of the App', () => {
    const { stack, synth } = plainStack();
    const network = new VirtualNetwork(stack, 'network', { ...place, addressSpace: '10.20.0.0/16' });
    network.addSubnet('a', { prefix: '10.20.0.0/24' });
    network.addSubnet('b', { prefix: '10.20.0.0/25' });

    expect(synth).toThrow(
      "[prod/network] subnet 'a' 10.20.0.0/24 overlaps subnet 'b' 10.20.0.0/25. Give one of them another range. (address/overlap)",
    );
  });

  it('say what the join is missing for', () => {
    const { stack } = plainStack();
    const { cluster } = everything(stack);
    expect(() => cluster.kubernetes).toThrow(
      '[prod/aks] cluster.kubernetes joins Terraform with Kubernetes, and this construct is in a plain cdktf or cdk8s App. Create the program with `new AksApp()` in place of `new App()`. (app/join-needed)',
    );
  });
});

describe('workloads in a plain App of cdk8s', () => {
  const synth = (app: Cdk8sApp): { kind: string }[] => loadAll(app.synthYaml()) as { kind: string }[];

  it('work in any Chart, and in namespaces', () => {
    const app = new Cdk8sApp();
    const shop = new Namespace(app, 'shop');
    const web = new Microservice(shop, 'web', { image, resources, port: 8080 });
    const tools = new Chart(app, 'tools', { namespace: 'tools' });
    const broker = new Microservice(tools, 'broker', { image, resources, ports: [{ name: 'amqp', container: 5672 }] });
    web.connections.allowTo(broker);
    new QueueWorker(tools, 'orders', {
      image,
      resources,
      queue: RabbitMq.queue('orders', {
        broker,
        auth: TriggerAuthentication.secret('rabbit-default-user', { host: 'connection_string' }),
      }),
      scale: { max: 3, messagesPerReplica: 5 },
    });
    new Job(tools, 'seed', { image, resources });
    new HelmRelease(tools, 'redis', { chart: HelmChart.oci('oci://ghcr.io/charts/redis', '1.2.3') });
    web.connections.allowTo(Peer.cidr('10.1.0.0/16'), { ports: [443] });

    expect(synth(app).map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['Namespace', 'Deployment', 'NetworkPolicy', 'ScaledObject', 'Job', 'HelmRelease']),
    );
  });

  it('say what the join is missing for: pools, identities and late values', () => {
    const { stack } = plainStack();
    const { cluster, identity } = everything(stack);
    const app = new Cdk8sApp();
    const chart = new Chart(app, 'shop', { namespace: 'shop' });
    const service = (id: string, props: object): unknown => new Microservice(chart, id, { image, resources, ...props });

    expect(() => service('a', { on: cluster.nodePools[1] })).toThrow(
      "[shop/a] placing a workload with 'on' joins Terraform with Kubernetes, and this construct is in a plain cdktf or cdk8s App. Create the program with `new AksApp()` in place of `new App()`. (app/join-needed)",
    );
    expect(() => service('b', { identity })).toThrow('[shop/b] a workload identity joins Terraform with Kubernetes');
    service('c', { env: { CLIENT_ID: identity.clientId } });
    expect(() => synth(app)).toThrow(
      '[shop/c/Resource] holds a value that only Azure knows, and nothing hands it over in a plain cdk8s App. Create the program with `new AksApp()` in place of `new App()`, and put the chart below `cluster.kubernetes`. (app/join-needed)',
    );
  });
});
