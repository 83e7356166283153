import fc from 'fast-check';
import { Cpu } from '../../../lib/core/cpu';
import { Duration } from '../../../lib/core/duration';
import { Percent } from '../../../lib/core/percent';
import { Size } from '../../../lib/core/size';
import type { autoscalingV2 } from '../../../lib/kubernetes/api';
import { ScalingPolicy } from '../../../lib/kubernetes/scaling/behavior';
import { Metric } from '../../../lib/kubernetes/scaling/metric';
import { Scale } from '../../../lib/kubernetes/scaling/scale';
import { Trigger } from '../../../lib/kubernetes/scaling/trigger';
import { fakeCluster, messageOf, only, orders } from './world';

type Hpa = autoscalingV2.HorizontalPodAutoscaler;
const facts = { cpu: Cpu.millis(100), memory: Size.mebibytes(256) };
const onCpu = { min: 3, max: 40, target: Percent.of(60) };

describe('Scale', () => {
  it('renders a HorizontalPodAutoscaler with the behaviour of Kubernetes written out', () => {
    const workload = orders();
    const scale = Scale.onCpu(onCpu);

    scale.bind(workload, facts);

    expect(scale).toMatchObject({ min: 3, max: 40, ownsReplicas: true });
    expect(only<Hpa>(workload, 'HorizontalPodAutoscaler')).toEqual({
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: {
        name: 'orders',
        namespace: 'shop',
        labels: { 'app.kubernetes.io/name': 'orders', 'app.kubernetes.io/managed-by': 'cdk-aks' },
      },
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'orders' },
        minReplicas: 3,
        maxReplicas: 40,
        metrics: [
          { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 60 } } },
        ],
        behavior: {
          scaleDown: {
            stabilizationWindowSeconds: 300,
            selectPolicy: 'Max',
            policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }],
          },
          scaleUp: {
            stabilizationWindowSeconds: 0,
            selectPolicy: 'Max',
            policies: [
              { type: 'Pods', value: 4, periodSeconds: 15 },
              { type: 'Percent', value: 100, periodSeconds: 15 },
            ],
          },
        },
      },
    });
  });

  it('renders every kind of metric', () => {
    const workload = orders(fakeCluster({ features: { keda: false } }));
    Scale.on({
      min: 1,
      max: 5,
      metrics: [
        Metric.cpu(Cpu.millis(300)),
        Metric.memory(Size.mebibytes(200)),
        Metric.containerCpu('app', Percent.of(70)),
        Metric.containerMemory('app', Percent.of(80)),
        Metric.pods('http_requests_in_progress', { average: 3 }),
        Metric.object('requests_per_second', {
          of: { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'Gateway', name: 'web' },
          value: '2k',
        }),
        Metric.external('queue_length', { average: 2.5, labels: { queue: 'orders' } }),
      ],
    }).bind(workload, {});

    expect(only<Hpa>(workload, 'HorizontalPodAutoscaler').spec?.metrics).toEqual([
      { type: 'Resource', resource: { name: 'cpu', target: { type: 'AverageValue', averageValue: '300m' } } },
      { type: 'Resource', resource: { name: 'memory', target: { type: 'AverageValue', averageValue: '200Mi' } } },
      {
        type: 'ContainerResource',
        containerResource: {
          container: 'app',
          name: 'cpu',
          target: { type: 'Utilization', averageUtilization: 70 },
        },
      },
      {
        type: 'ContainerResource',
        containerResource: {
          container: 'app',
          name: 'memory',
          target: { type: 'Utilization', averageUtilization: 80 },
        },
      },
      {
        type: 'Pods',
        pods: { metric: { name: 'http_requests_in_progress' }, target: { type: 'AverageValue', averageValue: '3' } },
      },
      {
        type: 'Object',
        object: {
          describedObject: { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'Gateway', name: 'web' },
          metric: { name: 'requests_per_second' },
          target: { type: 'Value', value: '2k' },
        },
      },
      {
        type: 'External',
        external: {
          metric: { name: 'queue_length', selector: { matchLabels: { queue: 'orders' } } },
          target: { type: 'AverageValue', averageValue: '2500m' },
        },
      },
    ]);
  });

  it('takes a behaviour of its own, a tolerance among it where the API server keeps one', () => {
    const workload = orders();
    Scale.onMemory({
      min: 2,
      max: 4,
      target: Percent.of(70),
      behavior: {
        scaleUp: { tolerance: Percent.of(5), policies: [ScalingPolicy.percent(Percent.of(50), Duration.minutes(1))] },
        scaleDown: { selectPolicy: 'Disabled', stabilizationWindow: Duration.minutes(10) },
      },
    }).bind(workload, facts);

    expect(only<Hpa>(workload, 'HorizontalPodAutoscaler').spec?.behavior).toEqual({
      scaleDown: {
        stabilizationWindowSeconds: 600,
        selectPolicy: 'Disabled',
        policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }],
      },
      scaleUp: {
        stabilizationWindowSeconds: 0,
        selectPolicy: 'Max',
        policies: [{ type: 'Percent', value: 50, periodSeconds: 60 }],
        tolerance: '50m',
      },
    });
  });

  it('renders nothing for a fixed number, and leaves the number to the manifest', () => {
    const workload = orders();
    const scale = Scale.fixed(2);

    scale.bind(workload, facts);

    expect(scale).toMatchObject({ min: 2, max: 2, ownsReplicas: false });
    expect(workload.node.findAll().some((node) => node.node.id === 'HorizontalPodAutoscaler')).toBe(false);
  });

  it('takes any range from 1 on, and no other', () => {
    fc.assert(
      fc.property(fc.integer({ min: -3, max: 60 }), fc.integer({ min: -3, max: 60 }), (min, max) => {
        const make = (): Scale => Scale.onCpu({ min, max, target: Percent.of(60) });
        if (min >= 1 && max >= min) expect(make()).toMatchObject({ min, max });
        else expect(make).toThrow(/\((scale\/range|scale\/count|scale\/zero)\)/);
      }),
    );
  });
});

describe('Scale refuses', () => {
  it('a minimum above the maximum', () => {
    expect(messageOf(() => Scale.onCpu({ ...onCpu, min: 4, max: 2 }))).toBe(
      "'min' (4) is above 'max' (2). Raise max or lower min. (scale/range)",
    );
  });

  it('a number that is no whole one', () => {
    expect(messageOf(() => Scale.onCpu({ ...onCpu, min: 1.5 }))).toBe(
      "'min' (1.5) is not a whole number from 0. Write 0 or more. (scale/count)",
    );
    expect(messageOf(() => Scale.fixed(-1))).toBe(
      "'replicas' (-1) is not a whole number from 0. Write 0 or more. (scale/count)",
    );
  });

  it('zero pods on CPU', () => {
    expect(messageOf(() => Scale.onCpu({ ...onCpu, min: 0 }))).toBe(
      "'min' (0) leaves no pod whose metrics a HorizontalPodAutoscaler could measure, so that none would ever start. " +
        'Write at least 1, or scale on events: Scale.onEvents({ min: 0, max, triggers: [Trigger.rabbitMq(…)] }). (scale/zero)',
    );
  });

  it('a target of nothing', () => {
    expect(messageOf(() => Metric.cpu(Percent.of(0)))).toBe(
      "'target' (0%) is no target for cpu: it must be above 0. Write Percent.of(60) for 60 % of the request. (scale/target)",
    );
    expect(messageOf(() => Metric.memory(Size.zero))).toMatch(
      /Write Percent\.of\(80\), or an amount\. \(scale\/target\)$/,
    );
    expect(messageOf(() => Metric.pods('requests', { average: 0 }))).toBe(
      "'average' (0) is not above 0. Write what one pod can carry. (scale/target)",
    );
    expect(messageOf(() => Metric.pods('requests', { average: 'many' }))).toMatch(/quantity\/malformed/);
  });

  it('a target with neither or both of average and value', () => {
    expect(messageOf(() => Metric.external('queue', {} as never))).toBe(
      "'target' has neither 'average' nor 'value'. Write one: 'average' for an amount per pod, 'value' for the metric itself. (scale/target)",
    );
    expect(messageOf(() => Metric.external('queue', { average: 1, value: 1 } as never))).toMatch(/has both/);
  });

  it('a metric without a name that fits into a path', () => {
    expect(messageOf(() => Metric.pods('requests/second', { average: 1 }))).toBe(
      "'metric' (requests/second) is no name for a metric: it must not be empty, '.' or '..', nor hold '/' or '%'. " +
        'Write it as the metrics adapter lists it, such as http_requests_in_progress. (scale/metric-name)',
    );
  });

  it('no metric, and the same twice', () => {
    expect(messageOf(() => Scale.on({ min: 1, max: 2, metrics: [] }))).toBe(
      "'metrics' is empty: there is nothing to scale on. Write at least one, such as Metric.cpu(Percent.of(60)). (scale/metrics)",
    );
    const cpu = Metric.cpu(Percent.of(60));
    expect(messageOf(() => Scale.on({ min: 1, max: 2, metrics: [cpu, cpu] }))).toBe(
      "'metrics' (cpu) has two targets, of which only the lower ever counts. Keep one. (scale/metrics)",
    );
  });

  it('a behaviour that the API server refuses, all of it at once', () => {
    const message = messageOf(() =>
      Scale.onCpu({
        ...onCpu,
        behavior: {
          scaleUp: { policies: [] },
          scaleDown: {
            stabilizationWindow: Duration.hours(2),
            policies: [ScalingPolicy.pods(0, Duration.hours(1)), ScalingPolicy.pods(1, Duration.millis(1500))],
          },
        },
      }),
    );
    expect(message.split('\n')).toEqual([
      "'behavior.scaleUp.policies' is empty, and the API server wants at least one policy. Leave 'policies' out, or write selectPolicy: 'Disabled' to never scale in this direction. (scale/policy)",
      "'behavior.scaleDown.stabilizationWindow' (2h) is not from 0 to 3600 seconds, which is what the API server takes. Write Duration.seconds(3600). (scale/policy)",
      "'behavior.scaleDown.policies[0]' (0) is not a whole number from 1. Write at least 1, or selectPolicy: 'Disabled' to never scale in this direction. (scale/policy)",
      "'behavior.scaleDown.policies[0].per' (1h) is not from 1 to 1800 seconds, which is what the API server takes. Write Duration.seconds(1800). (scale/policy)",
      expect.stringContaining('(duration/not-whole-seconds)'),
    ]);
  });

  it('a utilisation of pods that have no request', () => {
    expect(messageOf(() => Scale.onCpu(onCpu).bind(orders(), { memory: Size.mebibytes(1) }))).toBe(
      "[shop/orders] 'scale' measures cpu against its request, and the pods have none. Give resources.cpu, or a target that is an amount. (scale/request-missing)",
    );
    const onContainer = Scale.on({ min: 1, max: 2, metrics: [Metric.containerCpu('app', Percent.of(60))] });
    expect(messageOf(() => onContainer.bind(orders(), { containers: { app: {} } }))).toMatch(
      /and container 'app' has none/,
    );
  });

  it('a container that the pods do not have', () => {
    const scale = Scale.on({ min: 1, max: 2, metrics: [Metric.containerCpu('ap', Percent.of(60))] });
    expect(messageOf(() => scale.bind(orders(), { containers: { app: facts, proxy: facts } }))).toBe(
      "[shop/orders] 'scale.metrics' (ap) is no container of the pods. Use one of 'app', 'proxy'. (scale/container-unknown)",
    );
  });

  it('a target that a limit keeps the pods from ever exceeding', () => {
    const equal = { cpu: Cpu.millis(500), cpuLimit: Cpu.millis(500) };
    expect(messageOf(() => Scale.onCpu({ ...onCpu, target: Percent.of(95) }).bind(orders(), equal))).toBe(
      "[shop/orders] 'scale.target' (95%) is never exceeded: the pods may use 100 % of the cpu request at most (the limit), " +
        'and the autoscaler adds a pod above 95% and its tolerance of 10%. Lower the target, or raise the cpu limit. (scale/target-unreachable)',
    );
    expect(() => Scale.onCpu({ ...onCpu, target: Percent.of(90) }).bind(orders(), equal)).not.toThrow();
    const memory = { memory: Size.mebibytes(100), memoryLimit: Size.mebibytes(150) };
    expect(() => Scale.onMemory({ ...onCpu, target: Percent.of(130) }).bind(orders(), memory)).not.toThrow();
    expect(() => Scale.onMemory({ ...onCpu, target: Percent.of(140) }).bind(orders(), memory)).toThrow(/unreachable/);
  });

  it('a tolerance that the API server of the cluster would drop', () => {
    const scale = Scale.onCpu({ ...onCpu, behavior: { scaleDown: { tolerance: Percent.of(20) } } });
    expect(messageOf(() => scale.bind(orders(fakeCluster({ kubernetesVersion: '1.33' })), facts))).toBe(
      "[shop/orders] 'scale.behavior.scaleDown.tolerance' is dropped by the API server of Kubernetes 1.33: AKS serves it from 1.35 on. " +
        'Leave it out, or move the cluster to 1.35. (scale/tolerance-version)',
    );
    expect(() => scale.bind(orders(null), facts)).not.toThrow();
  });

  it('an external metric on a cluster where KEDA serves them', () => {
    const scale = Scale.on({ min: 1, max: 2, metrics: [Metric.external('queue', { average: 5 })] });
    expect(messageOf(() => scale.bind(orders(), facts))).toBe(
      "[shop/orders] 'scale.metrics' has an external metric, and KEDA is the only server of external metrics that a cluster with KEDA can have. " +
        "Use Scale.onEvents with a trigger, such as Trigger.prometheus, or leave 'keda' out on the cluster. (scale/external-metrics-server)",
    );
  });

  it('an HPA and KEDA on one workload, in either order', () => {
    const cron = Scale.onEvents({
      min: 0,
      max: 3,
      triggers: [Trigger.cron({ timezone: 'UTC', start: '0 6 * * *', end: '0 20 * * *', desiredReplicas: 2 })],
    });
    const workload = orders();
    Scale.onCpu(onCpu).bind(workload, facts);
    expect(messageOf(() => cron.bind(workload, facts))).toBe(
      "[shop/orders] 'scale' gives the workload a KEDA ScaledObject besides a HorizontalPodAutoscaler, and two would fight over its number of pods. " +
        'Use one; KEDA takes several triggers, cpu and memory among them: Scale.onEvents({ triggers: [Trigger.cpu(…), …] }). (scale/two-scalers)',
    );
    const other = orders();
    cron.bind(other, facts);
    expect(() => Scale.onCpu(onCpu).bind(other, facts)).toThrow(
      /a HorizontalPodAutoscaler besides a KEDA ScaledObject/,
    );
    expect(() => Scale.fixed(3).bind(other, facts)).toThrow(/a fixed number of pods besides a KEDA ScaledObject/);
  });

  it('a workload that has no number of pods', () => {
    expect(messageOf(() => Scale.onCpu(onCpu).bind(orders(fakeCluster(), 'DaemonSet'), facts))).toBe(
      "[shop/orders] 'scale' (DaemonSet) has no number of pods that a HorizontalPodAutoscaler could set. " +
        'Scale a Deployment or a StatefulSet. (scale/kind)',
    );
  });
});
