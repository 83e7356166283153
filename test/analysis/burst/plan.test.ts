import { DEFAULT_BEHAVIOR } from '../../../lib/analysis/burst/hpa-behavior';
import { DEFAULT_ASSUMPTIONS } from '../../../lib/analysis/burst/assumptions';
import { simulateBurst } from '../../../lib/analysis/burst/simulate';
import { namedWorkload } from '../../../lib/analysis/burst/workload-names';
import { cluster, deployment } from '../zones/worlds';
import { annotated, CLUSTER, hpa, planned, rabbit, scaledObject, WORKER, worldWith } from './worlds';

describe('what is simulated', () => {
  it('is read of the ScaledObject, with the defaults of KEDA', () => {
    const { model, notes } = planned(worldWith([WORKER, scaledObject('orders')]));
    const [{ scaler, perReplicaPerSecond, size }] = model.stages;

    expect(scaler).toEqual({
      kind: 'scaled-object',
      min: 0,
      idle: undefined,
      pollingInterval: 30,
      cooldownPeriod: 300,
      hpa: {
        kind: 'hpa',
        min: 1,
        max: 100,
        metrics: [{ kind: 'backlog', target: 5, per: 'pod', activation: 0 }],
        behavior: DEFAULT_BEHAVIOR,
      },
    });
    expect(perReplicaPerSecond).toBe(8);
    expect(size).toEqual({ cpu: 1000, memory: 1024 });
    expect(notes).toEqual([]);
  });

  it('is read of what the ScaledObject writes', () => {
    const written = scaledObject('orders', {
      minReplicaCount: 2,
      idleReplicaCount: 0,
      maxReplicaCount: 30,
      pollingInterval: 5,
      cooldownPeriod: 30,
      triggers: [
        { ...rabbit({ activationValue: '3' }), metricType: 'Value' },
        rabbit({ mode: 'MessageRate', value: '20' }),
      ],
      advanced: { horizontalPodAutoscalerConfig: { behavior: { scaleUp: { stabilizationWindowSeconds: 60 } } } },
    });
    const [{ scaler }] = planned(worldWith([WORKER, written])).model.stages;

    expect(scaler).toMatchObject({
      min: 2,
      idle: 0,
      pollingInterval: 5,
      cooldownPeriod: 30,
      hpa: {
        min: 2,
        max: 30,
        metrics: [
          { kind: 'backlog', target: 5, per: 'all', activation: 3 },
          { kind: 'rate', target: 20, per: 'pod', activation: 0 },
        ],
        behavior: { up: { ...DEFAULT_BEHAVIOR.up, stabilizationWindow: 60 }, down: DEFAULT_BEHAVIOR.down },
      },
    });
  });

  it('is read of an HPA, by the CPU that it knows', () => {
    const cpu = {
      type: 'Resource',
      resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 60 } },
    };
    const memory = {
      type: 'Resource',
      resource: { name: 'memory', target: { type: 'Utilization', averageUtilization: 70 } },
    };
    const other = { type: 'External', external: { metric: { name: 'lag' }, target: { type: 'Value', value: '1' } } };
    const { model, notes } = planned(worldWith([WORKER, hpa('orders', { metrics: [cpu, memory, other] })]));

    expect(model.stages[0].scaler).toMatchObject({
      kind: 'hpa',
      min: 2,
      max: 8,
      metrics: [{ kind: 'cpu', target: 60 }],
    });
    expect(notes).toEqual([
      "autoscaling/v2/HorizontalPodAutoscaler/shop/orders: its metric 'memory' does not follow from the work that comes in",
      "autoscaling/v2/HorizontalPodAutoscaler/shop/orders: its metric of type 'External' measures what these files don't tell",
      'apps/v1/Deployment/shop/orders reads no queue: callers that give up are told by --expire, such as --expire 30s',
    ]);
  });

  it('tells what it leaves out of a scaler', () => {
    const notes = (spec: object): readonly string[] => planned(worldWith([WORKER, scaledObject('orders', spec)])).notes;
    const kafka = (more: object): object => ({
      type: 'kafka',
      metadata: { topic: 'orders', lagThreshold: '10', ...more },
    });
    const id = 'keda.sh/v1alpha1/ScaledObject/shop/orders';

    expect(notes({ triggers: [kafka({})] })).toEqual([
      `${id}: KEDA keeps to one pod a partition, and the files do not tell how many there are`,
    ]);
    expect(notes({ triggers: [kafka({ allowIdleConsumers: 'true' })] })).toEqual([]);
    expect(notes({ advanced: { scalingModifiers: { formula: 'a + b', target: '5' } } })).toEqual([
      `${id}: its formula is not reckoned: each trigger counts by itself`,
    ]);
    expect(notes({ triggers: [rabbit(), rabbit({ value: 'many' }), { type: 'cpu', metadata: {} }] })).toEqual([
      `${id}: trigger 'rabbitmq' has no number as its target`,
      `${id}: trigger 'cpu' is no share of what is requested`,
    ]);
  });

  it('is read of a ScaledJob, with its strategy', () => {
    const job = (scalingStrategy: object): object => ({
      apiVersion: 'keda.sh/v1alpha1',
      kind: 'ScaledJob',
      metadata: { name: 'orders', namespace: 'shop', annotations: { 'cdk-aks.dev/rate': '6/min' } },
      spec: {
        maxReplicaCount: 20,
        triggers: [rabbit({ value: '1' })],
        scalingStrategy,
        jobTargetRef: {
          template: {
            spec: { containers: [{ name: 'main', resources: { requests: { cpu: '500m', memory: '1Gi' } } }] },
          },
        },
      },
    });
    const strategy = (written: object): unknown => {
      const [{ scaler }] = planned(worldWith([job(written)])).model.stages;
      return scaler.kind === 'scaled-job' ? scaler.strategy : undefined;
    };

    expect(strategy({})).toEqual({ kind: 'default' });
    expect(strategy({ strategy: 'accurate' })).toEqual({ kind: 'accurate' });
    expect(strategy({ strategy: 'eager' })).toEqual({ kind: 'eager' });
    expect(
      strategy({ strategy: 'custom', customScalingQueueLengthDeduction: 1, customScalingRunningJobPercentage: '0.5' }),
    ).toEqual({ kind: 'custom', deduction: 1, runningShare: 0.5 });
    expect(strategy({ strategy: 'custom' })).toEqual({ kind: 'default' });
    expect(planned(worldWith([job({})])).model.stages[0].perReplicaPerSecond).toBeCloseTo(0.1);
  });

  it('is read of the HTTP add-on', () => {
    const http = {
      apiVersion: 'http.keda.sh/v1alpha1',
      kind: 'HTTPScaledObject',
      metadata: { name: 'orders', namespace: 'shop' },
      spec: {
        scaleTargetRef: { name: 'orders' },
        replicas: { min: 0, max: 12 },
        scaledownPeriod: 60,
        scalingMetric: { requestRate: { targetValue: 4 } },
      },
    };

    expect(planned(worldWith([WORKER, http])).model.stages[0].scaler).toMatchObject({
      kind: 'scaled-object',
      cooldownPeriod: 60,
      hpa: { max: 12, metrics: [{ kind: 'rate', target: 4 }] },
    });
  });

  it('has the room that pods which are always there leave', () => {
    const beside = [deployment('web', 2), { ...deployment('agent', 1, {}, 0.5), kind: 'DaemonSet' }];
    const { model } = planned(worldWith([WORKER, scaledObject('orders'), ...beside]));
    const [, apps] = model.pools;

    expect(model.stages[0].pools).toEqual([1]);
    expect(apps).toMatchObject({ name: 'apps', min: 2, max: 10, autoscaled: true });
    // Four cores without the 140m that AKS keeps, without the agent; each node holds one pod of web.
    expect(apps?.room.cpu).toBe(3360);
    expect(apps?.nodes.map(({ cpu }) => cpu)).toEqual([2360, 2360]);
  });

  it('has pods that hold room apart from the others', () => {
    const pause = {
      ...deployment('room', 3),
      spec: {
        replicas: 3,
        template: {
          metadata: {},
          spec: {
            containers: [
              {
                name: 'pause',
                image: 'mcr.microsoft.com/oss/kubernetes/pause:3.6',
                resources: { requests: { cpu: '1' } },
              },
            ],
          },
        },
      },
    };

    expect(planned(worldWith([WORKER, scaledObject('orders'), pause])).model.fillers).toMatchObject([
      { name: 'apps/v1/Deployment/shop/room', count: 3, size: { cpu: 1000, memory: 0 } },
    ]);
  });

  it("takes the clocks of the cluster's own autoscaler profile, and what is known better", () => {
    const profile = {
      auto_scaler_profile: {
        scale_down_utilization_threshold: '0.7',
        scan_interval: '20s',
        scale_down_unneeded: '5m',
        expander: 'least-waste',
        balance_similar_node_groups: true,
      },
    };
    const world = worldWith([WORKER, scaledObject('orders')], cluster({ apps: { min: 2, max: 10 } }, profile));

    expect(planned(world, { assumptions: { nodeProvisioning: 300 } }).model.assumptions).toEqual({
      ...DEFAULT_ASSUMPTIONS,
      scanInterval: 20,
      unneededTime: 300,
      utilizationThreshold: 0.7,
      expander: 'least-waste',
      balance: true,
      nodeProvisioning: 300,
    });
  });

  it('has virtual nodes where the cluster has them and the pods tolerate them', () => {
    const tolerant = annotated(
      deployment('orders', 1, { tolerations: [{ key: 'virtual-kubelet.io/provider', operator: 'Exists' }] }),
      {
        'cdk-aks.dev/rate': '8/s',
      },
    );
    const virtual = cluster({ apps: { min: 2, max: 10 } }, { aci_connector_linux: { subnet_name: 'virtual' } });
    const on = (worker: object): boolean =>
      planned(worldWith([worker, scaledObject('orders')], virtual)).model.stages[0].onVirtualNodes;

    expect(on(tolerant)).toBe(true);
    expect(on(WORKER)).toBe(false);
  });

  it('starts in order what a StatefulSet starts in order, after its first probe', () => {
    const probe = { httpGet: { path: '/', port: 80 }, initialDelaySeconds: 20 };
    const containers = [{ name: 'main', readinessProbe: probe, resources: { requests: { cpu: '1' } } }];
    const set = (policy: object): object => {
      const { spec, ...rest } = annotated(deployment('orders', 1, { containers }), { 'cdk-aks.dev/rate': '8/s' }) as {
        spec: object;
      };
      return { ...rest, kind: 'StatefulSet', spec: { ...spec, ...policy } };
    };
    const scaler = scaledObject('orders', { scaleTargetRef: { kind: 'StatefulSet', name: 'orders' } });
    const first = (policy: object) => planned(worldWith([set(policy), scaler])).model.stages[0];

    expect(first({})).toMatchObject({ inOrder: true, startSeconds: 25 });
    expect(first({ podManagementPolicy: 'Parallel' })).toMatchObject({ inOrder: false });
  });

  it('has a buffer as long as the topology of RabbitMQ makes the queue', () => {
    const topology = (kind: string, name: string, spec: object): object => ({
      apiVersion: 'rabbitmq.com/v1beta1',
      kind,
      metadata: { name, namespace: 'shop' },
      spec,
    });
    const buffer = (...objects: readonly object[]): unknown =>
      planned(worldWith([WORKER, scaledObject('orders'), ...objects])).model.buffer;
    const queue = topology('Queue', 'orders', {
      name: 'orders',
      arguments: { 'x-max-length': 1000, 'x-message-ttl': 60_000 },
    });
    const policy = (pattern: string, priority: number, definition: object): object =>
      topology('Policy', `policy-${priority}`, { name: 'p', pattern, priority, definition });

    expect(buffer()).toEqual({ most: undefined, expireSeconds: undefined });
    expect(buffer(queue)).toEqual({ most: 1000, expireSeconds: 60 });
    expect(buffer(queue, policy('^ord.*', 1, { 'max-length': 500 }))).toEqual({ most: 500, expireSeconds: 60 });
    expect(buffer(policy('.*', 1, { 'max-length': 500 }), policy('^orders$', 2, { 'message-ttl': 1000 }))).toEqual({
      most: undefined,
      expireSeconds: 1,
    });
    expect(buffer(policy('^other', 1, { 'max-length': 500 }), policy('(a+)+$', 2, { 'max-length': 1 }))).toEqual({
      most: undefined,
      expireSeconds: undefined,
    });
    expect(
      planned(worldWith([WORKER, scaledObject('orders'), queue]), { buffer: 7, expireSeconds: 8 }).model.buffer,
    ).toEqual({
      most: 7,
      expireSeconds: 8,
    });
  });
});

describe('the calls of a message', () => {
  const service = (name: string): object => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: 'shop' },
    spec: { selector: { app: name }, ports: [{ port: 80 }] },
  });
  const calling = (name: string, rate: string | undefined, ...targets: readonly string[]): object => {
    const env = targets.map((target) => ({ name: `${target.toUpperCase()}_URL`, value: `http://${target}` }));
    const requests = { cpu: '100m', memory: '128Mi' };
    const made = deployment(name, 2, { containers: [{ name: 'main', image: 'a/b:1', resources: { requests }, env }] });
    return rate === undefined ? made : annotated(made, { 'cdk-aks.dev/rate': rate });
  };

  it('are followed through services, each way counted', () => {
    const world = worldWith([
      calling('orders', '5/s', 'stock', 'payments'),
      calling('stock', '50/s', 'prices'),
      calling('payments', '10/s', 'prices', 'mail', 'orders'),
      calling('prices', '100/s'),
      calling('mail', undefined),
      ...['orders', 'stock', 'payments', 'prices', 'mail'].map(service),
      scaledObject('orders'),
      hpa('payments'),
    ]);
    const { model, notes } = planned(world);
    const calls = model.stages.map(({ name, callsPerMessage, scaler }) => [
      name.split('/').at(-1),
      callsPerMessage,
      scaler.kind,
    ]);

    expect(calls).toEqual([
      ['orders', 1, 'scaled-object'],
      ['stock', 1, 'fixed'],
      ['payments', 1, 'hpa'],
      ['prices', 2, 'fixed'],
    ]);
    expect(notes).toEqual(['apps/v1/Deployment/shop/mail is called and declares no rate: taken as fast enough']);
    expect(simulateBurst({ ...model, before: 0 }).stages).toHaveLength(4);
  });

  it('end in a database whose limit is held against the most pods', () => {
    const connections = { 'cdk-aks.dev/rate': '8/s', 'cdk-aks.dev/connections': 'orders-db=10/400' };
    const warnings = (max: number, others: readonly object[] = []): readonly string[] =>
      planned(
        worldWith([
          annotated(deployment('orders', 1), connections),
          scaledObject('orders', { maxReplicaCount: max }),
          ...others,
        ]),
      ).warnings;
    const beside = annotated(deployment('reports', 3), { 'cdk-aks.dev/connections': 'orders-db=5/400' });

    expect(warnings(40)).toEqual([]);
    expect(warnings(41)).toEqual([
      "database 'orders-db' takes 400 connections; all pods keep 410 (apps/v1/Deployment/shop/orders 41 x 10)",
    ]);
    expect(warnings(39, [beside])).toEqual([
      "database 'orders-db' takes 400 connections; all pods keep 405 (apps/v1/Deployment/shop/orders 39 x 10, apps/v1/Deployment/shop/reports 3 x 5)",
    ]);
  });
});

describe("what can't be simulated", () => {
  const plan =
    (objects: readonly object[], terraform: object = CLUSTER) =>
    () =>
      planned(worldWith(objects, terraform));

  it('is a workload without rate and scaler, both told', () => {
    expect(plan([deployment('orders', 1)])).toThrow(
      [
        "[apps/v1/Deployment/shop/orders] does not tell how much work a pod does each second. Say it with --rate 5/s, or as annotation 'cdk-aks.dev/rate': '5/s'. (burst/rate)",
        '[apps/v1/Deployment/shop/orders] has no scaler: a burst changes nothing about its pods. Scale it with an HPA, a ScaledObject or a ScaledJob, or simulate a workload that has one. (burst/no-scaler)',
      ].join('\n'),
    );
  });

  it('is a rate that is none', () => {
    expect(plan([annotated(deployment('orders', 1), { 'cdk-aks.dev/rate': 'fast' }), scaledObject('orders')])).toThrow(
      "[apps/v1/Deployment/shop/orders] 'cdk-aks.dev/rate' (fast) is no rate. Write it as 8/s, 10000/min or 30000/h. (burst/rate)",
    );
  });

  it('are connections that tell no limit', () => {
    const worker = annotated(deployment('orders', 1), { 'cdk-aks.dev/rate': '8/s', 'cdk-aks.dev/connections': '10' });

    expect(plan([worker, scaledObject('orders')])).toThrow(
      "[apps/v1/Deployment/shop/orders] 'cdk-aks.dev/connections' (10) does not tell a database, connections of a pod and its limit. Write it as orders-db=10/400. (burst/connections)",
    );
  });

  it('is a scaler of which nothing is known', () => {
    const cron = {
      type: 'cron',
      metadata: { start: '0 8 * * *', end: '0 9 * * *', timezone: 'UTC', desiredReplicas: '3' },
    };
    const prometheus = { type: 'prometheus', metadata: { threshold: '5' } };

    expect(plan([WORKER, scaledObject('orders', { triggers: [cron, prometheus] })])).toThrow(
      "[apps/v1/Deployment/shop/orders] is scaled by keda.sh/v1alpha1/ScaledObject/shop/orders, of which nothing can be simulated: trigger 'cron' counts only where the time of the burst is told; trigger 'prometheus' measures what these files don't tell. Scale it by its queue or by CPU too; for 'cron' say when the burst starts with --at. (burst/not-measured)",
    );
  });

  it('is a scaler that is paused', () => {
    const paused = (value: string) =>
      plan([WORKER, annotated(scaledObject('orders'), { 'autoscaling.keda.sh/paused': value })]);

    expect(paused('true')).toThrow(
      "[apps/v1/Deployment/shop/orders] is scaled by keda.sh/v1alpha1/ScaledObject/shop/orders, which is paused by the annotation 'autoscaling.keda.sh/paused'. Take the annotation away. (burst/no-scaler)",
    );
    expect(paused('false')).not.toThrow();
  });

  it('is a workload whose cluster nobody tells', () => {
    expect(plan([WORKER, scaledObject('orders')], { terraform: {} })).toThrow(
      '[apps/v1/Deployment/shop/orders] runs in a cluster whose Terraform is not among these files: its nodes are not known. Name the folder that holds both; where manifests lie elsewhere, say which cluster they are of: --cluster prod=FOLDER. (burst/no-pools)',
    );
  });

  it('is a cluster without pools', () => {
    const empty = { resource: { azurerm_kubernetes_cluster: { aks: { name: 'aks', location: 'westeurope' } } } };

    expect(plan([WORKER, scaledObject('orders')], empty)).toThrow(
      '[apps/v1/Deployment/shop/orders] runs in a cluster without pools: its nodes are not known. Name the folder that holds both; where manifests lie elsewhere, say which cluster they are of: --cluster prod=FOLDER. (burst/no-pools)',
    );
  });

  it('is a pool of a size of which nothing is known, named', () => {
    expect(plan([WORKER, scaledObject('orders')], cluster({ apps: { size: 'Standard_Z99' } }))).toThrow(
      "[apps/v1/Deployment/shop/orders] can't be simulated: pool 'apps' has a VM size of which nothing is known (Standard_Z99). Write the size and the numbers of the pool as plain values, of a size that Azure has. (burst/unknown-pool)",
    );
  });

  it('is told as left out where another pool takes the pods', () => {
    const world = worldWith([WORKER, scaledObject('orders')], cluster({ apps: {}, odd: { size: 'Standard_Z99' } }));

    expect(planned(world).notes).toEqual([
      "pool 'odd' has a VM size of which nothing is known (Standard_Z99): left out",
    ]);
  });

  it('is a pod that fits nowhere', () => {
    const large = annotated(deployment('orders', 1, {}, 64), { 'cdk-aks.dev/rate': '8/s' });

    expect(plan([large, scaledObject('orders')])).toThrow(
      "[apps/v1/Deployment/shop/orders] fits on no node of the cluster's pools (system, apps). Let it run on one of them, or make it smaller: cdk-aks check tells why it does not fit. (burst/no-place)",
    );
  });
});

describe('the name of a workload', () => {
  const world = worldWith([WORKER, { ...deployment('orders', 1), kind: 'StatefulSet' }, deployment('web', 1)]);

  it.each(['web', 'shop/web', 'shop/Deployment/web', 'aks:shop/web', 'aks:shop/Deployment/web'])(
    'may be %s',
    (name) => {
      expect(namedWorkload(name, world).object.name).toBe('web');
    },
  );

  it('has to be of one', () => {
    expect(() => namedWorkload('shop/orders', world)).toThrow(
      "'--workload' (shop/orders) is the name of several. Write one of aks:shop/Deployment/orders, aks:shop/StatefulSet/orders. (cli/bad-use)",
    );
  });

  it('has to be of any', () => {
    expect(() => namedWorkload('ordres', world)).toThrow(
      "'--workload' (ordres) is no workload of these files. Did you mean 'orders'? (cli/bad-use)",
    );
    expect(() => namedWorkload('completely-else', world)).toThrow(
      "'--workload' (completely-else) is no workload of these files. Write one of shop/orders, shop/web. (cli/bad-use)",
    );
  });
});
