import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  AksApp,
  AksCluster,
  Cpu,
  Environment,
  KeyVault,
  Microservice,
  Namespace,
  Peer,
  Percent,
  Port,
  RabbitmqCluster,
  PrivateDnsZones,
  PrivateEndpoint,
  reach,
  type ReachPromise,
  Scale,
  Size,
  Spread,
  Subnet,
  VirtualNetwork,
} from '../../lib';
import { readArtifacts } from '../../lib/artifact/read/artifacts';
import { collectFiles } from '../../lib/artifact/read/folder';
import { CdkAksError } from '../../lib/core/errors';
import { promiseFindings } from '../../lib/report/promise-findings';
import { emptyFolder } from '../support/world';

const DIGEST = `sha256:${'0'.repeat(64)}`;

/** Three services in one namespace: web calls cart. */
function shop(directory = emptyFolder()) {
  const app = new AksApp({ directory });
  const prod = new Environment(app, 'prod', { location: 'westeurope', stem: 'hello' });
  const network = new VirtualNetwork(prod, 'network', { addressSpace: '10.20.0.0/16' });
  const cluster = new AksCluster(prod, 'aks', {
    version: '1.35',
    network,
    zones: ['1', '2', '3'],
    admins: ['00000000-0000-0000-0000-000000000000'],
    authorizedIpRanges: ['203.0.113.0/24'],
    systemPool: { vmSize: 'Standard_D4ds_v5', scale: { min: 3, max: 6 } },
  });
  const apps = cluster.addNodePool('apps', { vmSize: 'Standard_D4ds_v5', scale: { min: 3, max: 12 } }).perZone();
  const namespace = new Namespace(cluster.kubernetes, 'shop');
  const image = `mcr.microsoft.com/shop@${DIGEST}`;
  const service = (id: string, spread?: Spread): Microservice =>
    new Microservice(namespace, id, {
      image,
      port: 8080,
      on: apps,
      spread,
      resources: { cpu: Cpu.millis(100), memory: Size.mebibytes(256) },
      scale: Scale.onCpu({ min: 3, max: 9, target: Percent.of(60) }),
    });
  const [web, cart] = [service('web'), service('cart')];
  web.connections.allowTo(cart);
  return { app, directory, prod, network, namespace, web, cart, service };
}

/** What synth says of the promises of a program. */
function broken(of: (parts: ReturnType<typeof shop>) => ReachPromise | undefined): readonly string[] {
  const parts = shop();
  const promise = of(parts);
  if (promise) parts.app.promise(promise);
  try {
    parts.app.synth();
  } catch (error) {
    if (!(error instanceof CdkAksError)) throw error;
    return error.problems.map(({ rule, code }) => `${rule} (${code})`);
  }
  return [];
}

describe('promises about who may call whom', () => {
  it('let synth pass where they hold', () => {
    expect(broken(({ web, cart }) => reach.always(web, cart, 8080))).toEqual([]);
    expect(broken(({ web, cart }) => reach.only(web, cart, 8080))).toEqual([]);
    expect(broken(({ web, cart }) => reach.never(cart, web))).toEqual([]);
    expect(broken(({ cart }) => reach.never('outside', cart))).toEqual([]);
    expect(broken(({ namespace }) => reach.noInternet(namespace))).toEqual([]);
  });

  it.each([
    [
      'never',
      ({ web, cart }: ReturnType<typeof shop>) => reach.never(web, cart),
      'shop/Deployment/web may call shop/Deployment/cart (TCP 8080)',
    ],
    [
      'always',
      ({ web, cart }: ReturnType<typeof shop>) => reach.always(cart, web, 8080),
      'shop/Deployment/cart may not call shop/Deployment/web on 8080',
    ],
    [
      'only',
      ({ cart }: ReturnType<typeof shop>) => reach.only('10.0.0.0/8', cart),
      'shop/Deployment/web may call shop/Deployment/cart (TCP 8080)',
    ],
    [
      'only',
      ({ web, cart }: ReturnType<typeof shop>) => reach.only(web, cart, 443),
      'shop/Deployment/web may call shop/Deployment/cart (TCP 8080)',
    ],
  ])('stop synth where reach.%s is broken', (_, of, message) => {
    const told = broken(of);

    expect(told).toHaveLength(1);
    expect(told[0]).toContain(`is broken: ${message}: somebody relies on it`);
    expect(told[0]).toContain('(promise/broken)');
  });

  it('stop synth where a namespace reaches the internet', () => {
    const told = broken(({ web, namespace }) => {
      web.connections.allowTo(Peer.internet(), { ports: Port.tcp(443) });
      return reach.noInternet(namespace);
    });

    expect(told[0]).toContain(
      'reach.noInternet(hello-aks/shop): is broken: shop/Deployment/web may call the internet (TCP 443): ',
    );
  });

  it('know the brokers that an operator makes', () => {
    const withBrokers = (promise: (rabbit: RabbitmqCluster, parts: ReturnType<typeof shop>) => ReachPromise) =>
      broken((parts) => {
        const resources = { cpu: Cpu.millis(500), memory: Size.gibibytes(2) };
        const rabbit = new RabbitmqCluster(parts.namespace, 'rabbit', { resources, storage: Size.gibibytes(20) });
        parts.web.connections.allowTo(rabbit, { ports: 'amqp' });
        return promise(rabbit, parts);
      });

    expect(withBrokers((rabbit, { web }) => reach.always(web, rabbit, 5672))).toEqual([]);
    expect(withBrokers((rabbit, { cart }) => reach.never(cart, rabbit))).toEqual([]);
    expect(withBrokers((rabbit, { web }) => reach.never(web, rabbit))).toEqual([
      expect.stringContaining('is broken: shop/Deployment/web may call shop/RabbitmqCluster/rabbit (TCP 5672)'),
    ]);
  });

  it('name a service of Azure, or a subnet, whose range is planned later', () => {
    const withVault = (
      promise: (parts: ReturnType<typeof shop> & { vault: KeyVault; range: string }) => ReachPromise,
    ) =>
      broken((parts) => {
        const { prod, network, web } = parts;
        const vault = new KeyVault(prod, 'vault', { name: 'contoso-shop' });
        const subnet = Subnet.forPrivateEndpoints(network);
        new PrivateEndpoint(prod, 'vault-endpoint', { target: vault, subnet, dns: new PrivateDnsZones(prod, 'dns') });
        web.connections.allowTo(vault);
        return promise({ ...parts, vault, range: subnet.prefix });
      });

    expect(withVault(({ cart, vault }) => reach.never(cart, vault))).toEqual([]);
    expect(withVault(({ cart, range }) => reach.never(cart, range))).toEqual([]);
    expect(withVault(({ web, vault }) => reach.never(web, vault))).toEqual([
      expect.stringMatching(/: is broken: shop\/Deployment\/web may call 10\.20\.[\d.-]+ \(TCP 443\)/),
    ]);
  });

  it('refuse a service of Azure that has no private endpoint', () => {
    const { app, prod, web } = shop();
    app.promise(reach.never(web, new KeyVault(prod, 'vault', { name: 'contoso-shop' })));

    expect(() => app.synth()).toThrow(
      "[prod/vault] is key vault 'contoso-shop', which has no private endpoint: its addresses are the internet's, and no promise tells it from the rest. Add a PrivateEndpoint that leads there, or promise with `outside`. (promise/no-endpoint)",
    );
  });

  it('refuse what is no port and no range', () => {
    const { web, cart } = shop();

    expect(() => reach.never(web, cart, 70_000)).toThrow(
      "'port' (70000) is no port. Write a whole number from 1 to 65535. (promise/port)",
    );
    expect(() => reach.never('10.0.0.1/8', cart)).toThrow('Did you mean 10.0.0.0/8?');
  });
});

describe('promises to survive', () => {
  it('hold at every number of replicas where the spread is enforced', () => {
    expect(
      broken(({ web }) => {
        web.survives('zone', { ready: Percent.of(66), atLeast: 2 });
        return undefined;
      }),
    ).toEqual([]);
  });

  it('stop synth where the worst placement keeps too few', () => {
    const told = broken(({ service }) => {
      const soft = service('soft', Spread.none({ reason: 'a cache that is warm again in seconds' }));
      soft.survives('zone', { ready: Percent.of(66) });
      return undefined;
    });

    expect(told).toHaveLength(1);
    expect(told[0]).toContain(
      'hello-aks/shop/soft survives a zone with 66 %: keeps 0 of 3 when zone westeurope-1 goes dark, and 1 are promised: at most 3 of 3 may be there: no constraint keeps all of its pods from being there',
    );
  });

  it('refuse fewer pods than none', () => {
    const { web } = shop();

    expect(() => web.survives('zone', { ready: Percent.of(50), atLeast: -1 })).toThrow(
      "[hello-aks/shop/web] 'atLeast' (-1) is not a whole number of pods from 0. Write how many pods run at least, such as 2. (promise/pods)",
    );
  });
});

describe('promises in what was written', () => {
  it('are in the index, and are asked again by check', () => {
    const { app, directory, web, cart } = shop();
    app.promise(reach.always(web, cart, 8080));
    app.promise(reach.always(web, cart, 8080));
    app.synth();
    const index = readFileSync(join(directory, 'deploy/kubernetes/cdk-aks.json'), 'utf8');

    expect((JSON.parse(index) as { promises: unknown }).promises).toEqual([
      { kind: 'always', from: ['hello-aks/shop/web'], to: ['hello-aks/shop/cart'], port: 8080 },
    ]);
    const { files } = collectFiles([join(directory, 'deploy')]);
    const without = files.filter(({ path }) => !path.endsWith('web.yaml'));
    expect(promiseFindings(readArtifacts(files))).toEqual([]);
    expect(promiseFindings(readArtifacts(without)).map(({ rule, message }) => `${message} (${rule})`)).toEqual([
      'reach.always(hello-aks/shop/web, hello-aks/shop/cart, 8080): has no workload in these files (promise/not-judged)',
    ]);
  });

  it('are left out of the index where a program promises nothing, and malformed ones are passed over', () => {
    const { app, directory } = shop();
    app.synth();
    const path = join(directory, 'deploy/kubernetes/cdk-aks.json');
    const index = JSON.parse(readFileSync(path, 'utf8')) as object;

    expect(index).not.toHaveProperty('promises');
    const content = JSON.stringify({ ...index, promises: [{ kind: 'never' }, 7, { kind: 'survives', loss: 'moon' }] });
    expect(readArtifacts([{ path: 'cdk-aks.json', content }]).promises).toEqual([]);
  });
});
