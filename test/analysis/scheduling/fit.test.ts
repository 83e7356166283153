import { readArtifacts } from '../../../lib/artifact/read/artifacts';
import { worldOf } from '../../../lib/analysis/world';
import { isLargeEnough, mayRunOn, tolerates } from '../../../lib/analysis/scheduling/fit';
import { nodesFor } from '../../../lib/analysis/scheduling/node-groups';
import { unsupportedField } from '../../../lib/rules/virtual-nodes/unsupported-field';
import { cluster, documents, object, type SampleWorkload, workload } from '../../../lib/rules/sample';

const POOLS = cluster({
  cluster: { aci_connector_linux: { subnet_name: 'virtual' } },
  pools: {
    apps: { node_labels: { pool: 'apps' } },
    spot: { priority: 'Spot' },
    win: { os_type: 'Windows' },
    arm: { vm_size: 'Standard_D4pds_v5', zones: ['1'] },
    gpu: { vm_size: 'Standard_NC24ads_A100_v4', node_taints: ['sku=gpu:NoSchedule'] },
  },
});

function fits(options: SampleWorkload, pools = POOLS): Record<string, boolean | undefined> {
  const world = worldOf(
    readArtifacts([
      { path: 'cart.yaml', content: workload('cart', options) },
      { path: 'cdk.tf.json', content: pools },
    ]),
  );
  const [one] = world.workloads;
  const nodes = nodesFor(one!.object, world.artifacts)!;
  return Object.fromEntries(nodes.groups.map((group) => [group.name, mayRunOn(one!, group, nodes.location).fits]));
}

describe('mayRunOn', () => {
  it('lets a plain Linux pod onto pools without taint', () => {
    expect(fits({})).toEqual({
      system: false,
      apps: true,
      spot: false,
      win: false,
      arm: true,
      gpu: false,
      'virtual nodes': false,
    });
  });

  it('follows labels, own and of AKS', () => {
    expect(fits({ pod: ['nodeSelector: { pool: apps }'] })).toMatchObject({ apps: true, arm: false, gpu: false });
    expect(fits({ pod: ['nodeSelector: { kubernetes.io/arch: arm64 }'] })).toMatchObject({ apps: false, arm: true });
    expect(fits({ pod: ['nodeSelector: { kubernetes.azure.com/agentpool: apps }'] })).toMatchObject({
      apps: true,
      arm: false,
    });
  });

  it('follows zones', () => {
    const inZone = (zone: string): SampleWorkload => ({
      pod: [`nodeSelector: { topology.kubernetes.io/zone: ${zone} }`],
    });
    expect(fits(inZone('westeurope-2'))).toMatchObject({ apps: true, arm: false });
    expect(fits(inZone('westeurope-4'))).toMatchObject({ apps: false, arm: false });
  });

  it('follows required affinity, any of its terms', () => {
    const pod = [
      'affinity:',
      '  nodeAffinity:',
      '    requiredDuringSchedulingIgnoredDuringExecution:',
      '      nodeSelectorTerms:',
      '        - matchExpressions: [{ key: pool, operator: In, values: [apps] }]',
      '        - matchExpressions: [{ key: type, operator: In, values: [virtual-kubelet] }]',
      'tolerations: [{ key: virtual-kubelet.io/provider, operator: Exists }]',
    ];
    expect(fits({ pod })).toMatchObject({ apps: true, arm: false, 'virtual nodes': true });
  });

  it('does not know labels that others set', () => {
    expect(fits({ pod: ['nodeSelector: { feature.nvidia.com/mig: "1" }'] }).apps).toBeUndefined();
  });

  it('sends Windows pods to Windows', () => {
    expect(fits({ pod: ['os: { name: windows }'] })).toMatchObject({ apps: false, win: true });
  });

  it('does not know what variables hold', () => {
    const pools = cluster({ pools: { apps: { node_taints: '${var.taints}' } } });
    expect(fits({}, pools)).toMatchObject({ system: false, apps: undefined });
  });
});

describe('isLargeEnough', () => {
  it.each([
    ['cpu: 3', true],
    ['cpu: 4', false],
    ['cpu: 1, memory: 13Gi', true],
    ['cpu: 1, memory: 16Gi', false],
    ['nvidia.com/gpu: 1', false],
  ])('%s on a node of 4 cores and 16 GiB: %s', (requests, expected) => {
    const options = { container: `resources: { requests: { ${requests} } }` };
    const world = worldOf(
      readArtifacts([
        { path: 'cart.yaml', content: workload('cart', options) },
        { path: 'cdk.tf.json', content: cluster({ pools: { apps: { max_pods: 30 } } }) },
      ]),
    );
    const [one] = world.workloads;
    const group = nodesFor(one!.object, world.artifacts)!.groups.find(({ name }) => name === 'apps')!;
    expect(isLargeEnough(one!, group).fits).toBe(expected);
  });
});

describe('tolerates', () => {
  const taint = { key: 'sku', value: 'gpu', effect: 'NoSchedule' } as const;

  it.each([
    [{ key: 'sku', operator: 'Equal', value: 'gpu', effect: 'NoSchedule' }, true],
    [{ key: 'sku', value: 'gpu' }, true],
    [{ key: 'sku', operator: 'Exists' }, true],
    [{ operator: 'Exists' }, true],
    [{ key: 'sku', value: 'cpu' }, false],
    [{ key: 'sku', value: 'gpu', effect: 'NoExecute' }, false],
    [{ key: 'other', operator: 'Exists' }, false],
  ])('%j: %s', (toleration, expected) => {
    expect(tolerates(toleration, taint)).toBe(expected);
  });
});

describe('virtual nodes that a chart installs', () => {
  const chart = object('helm.toolkit.fluxcd.io/v2', 'HelmRelease', 'virtual', [
    'spec: { interval: 1h, chart: { spec: { chart: virtualnode, sourceRef: { kind: HelmRepository, name: virtual } } } }',
  ]);
  const pod = [
    'nodeSelector: { virtualization: virtualnode2 }',
    'tolerations: [{ key: virtual-kubelet.io/provider, operator: Exists, effect: NoSchedule }]',
  ];
  const world = worldOf(
    readArtifacts([
      {
        path: 'cart.yaml',
        content: documents(
          chart,
          workload('cart', { pod, container: 'lifecycle: { preStop: { sleep: { seconds: 5 } } }' }),
        ),
      },
      { path: 'cdk.tf.json', content: cluster({ pools: { apps: {} } }) },
    ]),
  );
  const [cart] = world.workloads;

  it('are a place for pods that ask for them', () => {
    const nodes = nodesFor(cart!.object, world.artifacts)!;
    expect(nodes.groups.map((group) => [group.name, mayRunOn(cart!, group, nodes.location).fits])).toEqual([
      ['system', false],
      ['apps', false],
      ['virtual nodes on Azure Container Instances', true],
    ]);
    expect(nodes.open).toBe(false);
  });

  it('run what those of the add-on cannot', () => {
    expect([...unsupportedField.check(world)].map(({ verdict }) => verdict)).toEqual(['not-applicable']);
  });
});
