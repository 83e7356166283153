import { Construct } from 'constructs';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  AksApp,
  AksCluster,
  Application,
  type ApplicationProps,
  ContainerRegistry,
  Cpu,
  Environment,
  Images,
  Microservice,
  Namespace,
  type NodePool,
  Percent,
  Probe,
  Scale,
  Size,
  VirtualNetwork,
  WorkloadIdentity,
} from '../../../lib';
import { emptyFolder, readFiles } from '../../support/world';

interface ShopProps extends ApplicationProps {
  readonly azure: Construct;
  readonly images: Images;
  readonly on: NodePool;
}

class Shop extends Application {
  constructor(scope: Construct, id: string, { azure, images, on, ...props }: ShopProps) {
    super(scope, id, props);
    const service = (name: string, config: Record<string, string> = {}) =>
      this.service(
        name,
        (at, child) =>
          new Microservice(at, child, {
            image: images.of(`shop/${name}`),
            on,
            port: { container: 8080, service: 80 },
            config,
            identity: name === 'cart' ? new WorkloadIdentity(azure, 'cart-identity') : undefined,
            resources: { cpu: Cpu.millis(100), memory: Size.mebibytes(128) },
            probes: { readiness: Probe.http('/ready'), liveness: Probe.http('/live'), startup: Probe.http('/live') },
            runAsUser: 10_001,
            scale: Scale.onCpu({ min: 3, max: 6, target: Percent.of(60) }),
          }),
      );
    const product = service('product');
    const cart = service('cart', { PRODUCT_URL: product.url() });
    service('web', { PRODUCT_URL: product.url(), CART_URL: cart.url() });
    this.connect({ web: ['cart', 'product'], cart: ['product'] });
  }
}

/** One environment with a cluster, and what an application of it needs. */
function place(app: AksApp, name: string, addressSpace: string) {
  const azure = new Environment(app, name, { location: 'westeurope', stem: `shop-${name}` });
  const network = new VirtualNetwork(azure, 'network', { addressSpace });
  const registry = new ContainerRegistry(azure, 'registry', { name: `contososhop${name}`, retentionDays: 30 });
  const cluster = new AksCluster(azure, 'aks', {
    version: '1.35',
    network,
    zones: ['1', '2', '3'],
    admins: ['00000000-0000-0000-0000-000000000000'],
    authorizedIpRanges: ['203.0.113.0/24'],
    systemPool: { vmSize: 'Standard_D4ds_v5', scale: { min: 3, max: 6 } },
    logAnalytics: true,
  });
  const on = cluster.addNodePool('apps', { vmSize: 'Standard_D4ds_v5', scale: { min: 3, max: 30 } }).perZone();
  registry.grantPull(cluster);
  app.acknowledge(registry, 'registry/open-network', 'Builds push from addresses that change');
  return { azure, cluster, images: Images.fromLock(azure, 'prod', registry), on };
}

describe('an application in two namespaces of one cluster, in another cluster, and as a preview', () => {
  const directory = emptyFolder();
  const locked = ['cart', 'product', 'web'].map((name) => [`shop/${name}`, `sha256:${'a'.repeat(64)}`]);
  writeFileSync(join(directory, 'images.prod.json'), JSON.stringify(Object.fromEntries(locked)));
  const app = new AksApp({ directory, profile: 'strict' });
  const [weu, neu] = [place(app, 'weu', '10.20.0.0/16'), place(app, 'neu', '10.30.0.0/16')];
  const base = new Shop(new Namespace(weu.cluster.kubernetes, 'shop'), 'Default', weu);
  const second = { ...weu, azure: new Construct(weu.azure, 'second') };
  new Shop(new Namespace(weu.cluster.kubernetes, 'second'), 'eu', second);
  const preview = { ...weu, azure: new Construct(weu.azure, 'pr-7'), only: ['cart'], base };
  new Shop(new Namespace(weu.cluster.kubernetes, 'shop-pr-7'), 'Default', preview);
  new Shop(new Namespace(neu.cluster.kubernetes, 'shop'), 'Default', neu);
  const { verdict } = app.synth();
  const files = readFiles(join(directory, 'deploy'));

  it('is found fault with by no rule of the strict profile: every call gets through, and no other', () => {
    expect(verdict.findings.filter(({ acknowledged }) => !acknowledged)).toEqual([]);
  });

  it('has a folder for each copy, with files named as its objects are', () => {
    const manifests = Object.keys(files).filter((path) => /^kubernetes\/[^/]+\/s[^/]+\/[a-z]/.test(path));
    expect(manifests.filter((path) => !path.endsWith('kustomization.yaml')).map((path) => path.slice(11))).toEqual([
      'shop-neu-aks/shop/cart.yaml',
      'shop-neu-aks/shop/product.yaml',
      'shop-neu-aks/shop/web.yaml',
      'shop-weu-aks/second/eu-cart.yaml',
      'shop-weu-aks/second/eu-product.yaml',
      'shop-weu-aks/second/eu-web.yaml',
      'shop-weu-aks/shop-pr-7/cart.yaml',
      'shop-weu-aks/shop/cart.yaml',
      'shop-weu-aks/shop/product.yaml',
      'shop-weu-aks/shop/web.yaml',
    ]);
  });

  it('signs in with an identity of its own in each copy', () => {
    const stack = JSON.parse(files['terraform/stacks/weu/cdk.tf.json'] ?? '{}') as {
      resource: { azurerm_federated_identity_credential: Record<string, { subject: string }> };
    };
    const credentials = Object.values(stack.resource.azurerm_federated_identity_credential);
    expect(credentials.map(({ subject }) => subject).sort()).toEqual([
      'system:serviceaccount:second:eu-cart',
      'system:serviceaccount:shop-pr-7:cart',
      'system:serviceaccount:shop:cart',
    ]);
  });
});
