import { ApiObject } from 'cdk8s';
import { ContainerRegistry, Cpu, Environment, Probe, Size, VirtualNetwork } from '../../lib';
import { pool, Program, refusalOf, type Write } from './world';

/** `prod/aks name/azure`: where, and which rule. */
const codesOf = (write: Write): string[] =>
  refusalOf(write).problems.map(({ path, property, code }) => `${path ?? ''} ${property ?? ''} ${code}`);

describe('what is wrong at once', () => {
  it('is told at once of one environment', () => {
    expect(
      codesOf(
        ({ app }) =>
          new Environment(app, 'dev', {
            location: 'nowhere',
            resourceGroupName: 'dev.',
            subscriptionId: 'mine',
            providerVersion: '5',
          }),
      ),
    ).toEqual([
      'dev location region/unknown',
      'dev resourceGroupName name/azure',
      'dev subscriptionId environment/uuid',
      'dev providerVersion environment/provider-version',
    ]);
  });

  it('is told at once of a cluster and the pool that is made with it', () => {
    expect(
      codesOf((program) =>
        program.newCluster({
          name: 'aks!',
          version: '1.35.2',
          zones: ['9'],
          admins: ['team'],
          virtualNodes: true,
          systemPool: { name: 'System', vmSize: 'Standard_B4ms', scale: { min: 4, max: 1 } },
        }),
      ),
    ).toEqual([
      'prod/aks name name/azure',
      'prod/aks zones zone/unknown',
      'prod/aks virtualNodes virtual-nodes/overlay',
      'prod/aks version version/exact-with-channel',
      'prod/aks admins access/uuid',
      'prod/aks/System name name/azure',
      'prod/aks/System scale.max pool/scale-range',
      'prod/aks/System vmSize pool/system-burstable',
    ]);
  });

  it('is told at once of a pool', () => {
    expect(
      codesOf(({ cluster }) =>
        cluster.addSpotNodePool('Backgroundjobs', {
          ...pool,
          mode: 'System',
          vmSize: 'Standard_B4ms',
          scale: { min: 3, max: 1 },
          labels: { 'a b': 'c' },
          upgrade: { maxSurge: 1 },
        }),
      ),
    ).toEqual([
      'prod/aks/Backgroundjobs name name/azure',
      'prod/aks/Backgroundjobs labels name/qualified',
      'prod/aks/Backgroundjobs scale.max pool/scale-range',
      'prod/aks/Backgroundjobs upgrade.maxSurge pool/spot-surge',
      'prod/aks/Backgroundjobs mode pool/spot-system',
      'prod/aks/Backgroundjobs vmSize pool/system-burstable',
    ]);
  });

  it('is told at once of a workload', () => {
    expect(
      codesOf((program) =>
        program.newService('Web', {
          image: 'contoso.azurecr.io/web:latest',
          port: 8080,
          labels: { 'a b': 'x' },
          env: { DB_PASSWORD: 'hunter2!', '1': 'x' },
          resources: { cpu: Cpu.millis(100), memory: Size.mebibytes(128), limits: { cpu: Cpu.millis(50) } },
          probes: { liveness: Probe.tcp({ port: 9090 }), readiness: Probe.http('/ready', { port: 'admin' }) },
        }),
      ),
    ).toEqual([
      'prod-aks/shop/Web image image/moving-tag',
      'prod-aks/shop/Web id name/dns-1035-label',
      'prod-aks/shop/Web resources.limits.cpu resources/limit-below-request',
      'prod-aks/shop/Web env name/env',
      "prod-aks/shop/Web env['DB_PASSWORD'] secret/literal",
      'prod-aks/shop/Web labels name/qualified',
      'prod-aks/shop/Web probes.liveness.port port/unknown',
      'prod-aks/shop/Web probes.readiness.port port/unknown',
    ]);
  });

  it('is told at once of everything that shows at synth, in both trees', () => {
    expect(
      codesOf((program) => {
        const { network, prod, cluster } = program;
        network.addSubnet('a', { prefix: '10.20.0.0/24' });
        network.addSubnet('b', { prefix: '10.20.0.0/25' });
        new VirtualNetwork(prod, 'hub', { addressSpace: '10.30.0.0/24' }).addSubnet('c', { prefix: '10.31.0.0/24' });
        const registry = new ContainerRegistry(prod, 'registry', { name: 'contosohello' });
        program.newService('web', { image: registry.image('web', '1') });
        program.newService('api', {
          on: cluster.nodePools[0],
          resources: { cpu: Cpu.cores(64), memory: Size.gibibytes(1) },
        });
      }),
    ).toEqual([
      'prod/network  address/overlap',
      'prod/hub  address/outside-space',
      'prod-aks/shop/web image image/not-pullable',
      'prod-aks/shop/api on placement/does-not-fit',
    ]);
  });

  it('is told at once of all objects of the Kubernetes tree', () => {
    expect(
      codesOf(({ shop }) => {
        const object = (id: string, body: object): ApiObject =>
          new ApiObject(shop, id, { apiVersion: 'v1', kind: 'ConfigMap', ...body });
        object('Flags', { metadata: { labels: { 'a b': 'c' } } });
        object('kustomization', { metadata: { name: 'x' } });
        object('y', { metadata: { name: 'x' }, data: { DB_PASSWORD: 'hunter2!' } });
      }),
    ).toEqual([
      'prod-aks/shop/Flags metadata.name name/dns-subdomain',
      'prod-aks/shop/Flags metadata.labels name/qualified',
      'prod-aks/shop/kustomization id output/reserved-name',
      'prod-aks/shop/y metadata.name object/duplicate',
      'prod-aks/shop/y data.DB_PASSWORD secret/literal',
    ]);
  });
});

describe('the message of several problems', () => {
  it('has a line for each, in the form of one', () => {
    const { message } = refusalOf(({ app }) => new Environment(app, 'dev', { location: 'nowhere', tenantId: 'mine' }));
    expect(message.split('\n')).toEqual([
      expect.stringMatching(/^\[dev\] 'location' \(nowhere\) is .+ \(region\/unknown\)$/),
      expect.stringMatching(/^\[dev\] 'tenantId' \(mine\) is .+ \(environment\/uuid\)$/),
    ]);
  });

  it('is the same in every run', () => {
    const once = (): string =>
      refusalOf((program) => program.newService('Web', { image: 'web:latest' }), new Program()).message;
    expect(once()).toBe(once());
  });
});
