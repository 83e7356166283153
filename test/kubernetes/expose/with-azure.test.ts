import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AksCluster } from '../../../lib/azure/cluster';
import { Environment } from '../../../lib/azure/environment';
import { KeyVault } from '../../../lib/azure/identity/key-vault';
import { WorkloadIdentity } from '../../../lib/azure/identity/workload-identity';
import { ApplicationGatewayForContainers } from '../../../lib/azure/network/application-gateway-for-containers';
import { VirtualNetwork } from '../../../lib/azure/network/virtual-network';
import { ContainerRegistry } from '../../../lib/azure/registry/container-registry';
import { Cpu } from '../../../lib/core/cpu';
import { Size } from '../../../lib/core/size';
import {
  AcmeIssuer,
  AlbController,
  CertManager,
  Certificate,
  Gateway,
  Microservice,
  Namespace,
  Probe,
} from '../../../lib/kubernetes';
import { AksApp } from '../../../lib/platform';
import { treeProblems } from '../../support/conformance';
import { manifestsOf, readTree } from '../../support/files';
import type { Rendered } from '../connect/world';

describe('a shop behind an Application Gateway for Containers', () => {
  const directory = mkdtempSync(join(tmpdir(), 'shop-'));
  let tree: ReadonlyMap<string, string>;
  let objects: readonly { readonly file: string; readonly object: Rendered }[];

  beforeAll(() => {
    const app = new AksApp({ directory });
    const prod = new Environment(app, 'prod', { location: 'westeurope', stem: 'shop' });
    const network = new VirtualNetwork(prod, 'network', { addressSpace: '10.20.0.0/16' });
    const registry = new ContainerRegistry(prod, 'registry', { name: 'contososhop' });
    const cluster = new AksCluster(prod, 'aks', {
      version: '1.35',
      network,
      zones: ['1', '2', '3'],
      admins: ['00000000-0000-0000-0000-000000000000'],
      systemPool: { vmSize: 'Standard_D4ds_v5', scale: { min: 3, max: 6 } },
    });
    const apps = cluster.addNodePool('apps', { vmSize: 'Standard_D4ds_v5', scale: { min: 3, max: 12 } }).perZone();
    registry.grantPull(cluster);
    const entrance = new ApplicationGatewayForContainers(prod, 'entrance', { cluster, network });
    const vault = new KeyVault(prod, 'vault', { name: 'contososhop' });

    new CertManager(cluster.kubernetes, 'cert-manager');
    new AlbController(cluster.kubernetes, 'alb-controller', { gateway: entrance });
    const shop = new Namespace(cluster.kubernetes, 'shop');
    const common = {
      on: apps,
      resources: { cpu: Cpu.millis(100), memory: Size.mebibytes(256) },
      probes: { readiness: Probe.http('/ready') },
    };
    const web = new Microservice(shop, 'web', { ...common, image: registry.image('web', '1.4.2'), port: 8080 });
    const cart = new Microservice(shop, 'cart', {
      ...common,
      image: registry.image('cart', '1.4.2'),
      port: { container: 3001, service: 80 },
      identity: new WorkloadIdentity(prod, 'cart-identity'),
      secrets: { AUTHKEY: vault.secret('cart-auth-key') },
    });
    web.connections.allowTo(cart);

    const gateway = new Gateway(shop, 'gateway', { via: entrance });
    const issuer = new AcmeIssuer(shop, 'letsencrypt', {
      server: 'letsencrypt-production',
      email: 'certificates@contoso.com',
      gateway,
    });
    gateway.addCertificate(new Certificate(shop, 'shop-tls', { issuer, hosts: ['shop.contoso.com'] }));
    gateway.route(web, { host: 'shop.contoso.com' });
    gateway.route(cart, { host: 'shop.contoso.com', path: '/cart-api', rewrite: '/' });
    app.acknowledge(app, 'delivery/add-on-missing', 'Flux was installed by hand');
    app.synth();

    tree = readTree(join(directory, 'deploy/kubernetes'));
    objects = manifestsOf(tree) as typeof objects;
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  const find = (kind: string, name: string) => {
    const found = objects.filter(({ object }) => object.kind === kind && object.metadata.name === name);
    if (found.length !== 1) throw new Error(`${found.length} of ${kind} ${name}`);
    return found[0] as (typeof objects)[number];
  };

  it('conforms to every schema there is', () => {
    expect(treeProblems(tree, { minor: '1.35' })).toEqual([]);
  });

  it('keeps controllers apart from what needs their definitions', () => {
    expect(find('HelmRelease', 'cert-manager').file).toBe('shop-aks/_cluster/cert-manager.yaml');
    expect(find('HelmRelease', 'alb-controller').file).toBe('shop-aks/_cluster/alb-controller.yaml');
    expect(find('Issuer', 'letsencrypt').file).toBe('shop-aks/shop/letsencrypt.yaml');
    expect(find('Gateway', 'gateway').file).toBe('shop-aks/shop/gateway.yaml');
    expect(find('HTTPRoute', 'cart').file).toBe('shop-aks/shop/cart.yaml');
  });

  it('waits for what only Azure knows', () => {
    expect(find('Gateway', 'gateway').object.metadata.annotations).toEqual({
      'alb.networking.azure.io/alb-id': '${ENTRANCE_ID}',
    });
    expect(find('HelmRelease', 'alb-controller').object.spec.values).toMatchObject({
      albController: { podIdentity: { clientID: '${ENTRANCE_CONTROLLER_CLIENT_ID}' } },
    });
    expect(find('SecretProviderClass', 'cart-contososhop').object.spec.parameters).toMatchObject({
      clientID: '${CART_IDENTITY_CLIENT_ID}',
      keyvaultName: 'contososhop',
    });
  });

  it('opens the planned subnet of the gateway, and no other range, to pods', () => {
    const lock = JSON.parse(readFileSync(join(directory, 'addresses.lock.json'), 'utf8')) as {
      readonly subnets: Readonly<Record<string, string>>;
    };
    const [cidr] = Object.entries(lock.subnets).flatMap(([path, range]) => (path.includes('entrance') ? [range] : []));
    const from = [{ ipBlock: { cidr } }];

    expect(find('NetworkPolicy', 'web').object.spec.ingress).toEqual([
      { from, ports: [{ port: 'http', protocol: 'TCP' }] },
    ]);
    expect(find('NetworkPolicy', 'letsencrypt-solver').object.spec.ingress).toEqual([
      { from, ports: [{ port: 8089, protocol: 'TCP' }] },
    ]);
  });

  it('labels policy, route and health check like the workload', () => {
    const labels = { 'app.kubernetes.io/name': 'web', 'app.kubernetes.io/part-of': 'shop' };
    for (const kind of ['NetworkPolicy', 'HTTPRoute', 'HealthCheckPolicy', 'Service']) {
      expect(find(kind, 'web').object.metadata.labels).toMatchObject(labels);
    }
  });
});
