import { Cpu } from '../../../lib/core/cpu';
import { Percent } from '../../../lib/core/percent';
import { Size } from '../../../lib/core/size';
import { Metric } from '../../../lib/kubernetes/scaling/metric';
import { Scale } from '../../../lib/kubernetes/scaling/scale';
import { Trigger } from '../../../lib/kubernetes/scaling/trigger';
import { Vpa, type VpaProps } from '../../../lib/kubernetes/scaling/vpa';
import type { NamespaceProps } from '../../../lib/kubernetes/tenancy/namespace';
import { DaemonService } from '../../../lib/kubernetes/workload/daemon-service';
import { Microservice, type MicroserviceProps } from '../../../lib/kubernetes/workload/microservice';
import type { QueueWorker } from '../../../lib/kubernetes/workload/queue-worker';
import { fakeCluster, messageOf, object, onCluster, pool, problemsOf, refusals, SMALL } from '../workload/world';

const FEATURES = { ...fakeCluster().features, verticalPodAutoscaler: true };
const QUOTA: NamespaceProps = { quota: { cpu: Cpu.cores(9), memory: Size.gibibytes(9), pods: 9 } };
const max = { cpu: Cpu.cores(2), memory: Size.gibibytes(2) };
const vertical = (
  props: Partial<VpaProps> = {},
  service: Partial<MicroserviceProps> = {},
  namespace: NamespaceProps = QUOTA,
) => {
  const { shop } = onCluster(fakeCluster({ features: FEATURES }), namespace);
  const cart = new Microservice(shop, 'cart', { ...SMALL, port: 3001, ...service });
  return { shop, cart, vpa: new Vpa(shop, 'cart-vpa', { of: cart, ...props }) };
};

describe('Vpa', () => {
  it('recommends and changes nothing', () => {
    const { vpa, shop } = vertical({}, { scale: Scale.onCpu({ min: 3, max: 9, target: Percent.of(60) }) }, {});
    expect(object(vpa, 'VerticalPodAutoscaler')).toEqual({
      apiVersion: 'autoscaling.k8s.io/v1',
      kind: 'VerticalPodAutoscaler',
      metadata: {
        name: 'cart',
        namespace: 'shop',
        labels: { 'app.kubernetes.io/name': 'cart', 'app.kubernetes.io/managed-by': 'cdk-aks' },
      },
      spec: {
        targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'cart' },
        updatePolicy: { updateMode: 'Off' },
        resourcePolicy: {
          containerPolicies: [
            {
              containerName: '*',
              controlledResources: ['cpu', 'memory'],
              controlledValues: 'RequestsAndLimits',
            },
          ],
        },
      },
    });
    expect(problemsOf(shop)).toEqual([]);
  });

  it.each(['1.28', '1.36'])('changes pods within bounds, as an API server of %s takes it', (minor) => {
    const { shop, vpa } = vertical({
      mode: 'Recreate',
      resources: ['memory'],
      min: { memory: Size.mebibytes(64) },
      max: { memory: Size.gibibytes(2) },
      controlledValues: 'RequestsOnly',
    });
    expect(object(vpa, 'VerticalPodAutoscaler').spec.resourcePolicy).toEqual({
      containerPolicies: [
        {
          containerName: '*',
          controlledResources: ['memory'],
          controlledValues: 'RequestsOnly',
          minAllowed: { memory: '64Mi' },
          maxAllowed: { memory: '2Gi' },
        },
      ],
    });
    expect(problemsOf(shop)).toEqual([]);
    expect(refusals(vpa, minor)).toEqual([]);
  });

  it('measures any workload that keeps its pods', () => {
    const { shop } = onCluster(fakeCluster({ features: FEATURES }));
    const vpa = new Vpa(shop, 'agent-vpa', { of: new DaemonService(shop, 'agent', SMALL) });
    expect(object(vpa, 'VerticalPodAutoscaler').spec.targetRef).toMatchObject({ kind: 'DaemonSet', name: 'agent' });
  });

  it.each([
    ['an autoscaler', Scale.onCpu({ min: 3, max: 9, target: Percent.of(60) })],
    [
      'an autoscaler of one container',
      Scale.on({ min: 3, max: 9, metrics: [Metric.containerCpu('cart', Percent.of(60))] }),
    ],
    ['KEDA', Scale.onEvents({ min: 3, max: 9, triggers: [Trigger.cpu(Percent.of(60))] })],
  ])('does not change what %s scales on', (_, scale) => {
    const { shop } = vertical({ mode: 'Initial', max }, { scale });
    expect(problemsOf(shop)).toEqual([
      "[shop/cart-vpa] 'resources' (cpu) is what the workload scales on, too: more pods use less each, which lowers the request, which calls for more pods. Leave it out of 'resources', recommend only with mode: 'Off', or scale on something else. (vpa/same-metric)",
    ]);
    expect(problemsOf(vertical({ mode: 'Initial', resources: ['memory'], max }, { scale }).shop)).toEqual([]);
  });

  it('needs the add-on of its cluster', () => {
    const { shop } = onCluster();
    new Vpa(shop, 'cart-vpa', { of: new Microservice(shop, 'cart', SMALL) });
    expect(problemsOf(shop)).toEqual([
      "[shop/cart-vpa] 'of' (cart) is on cluster 'prod', which has no vertical pod autoscaler. Write verticalPodAutoscaler: true for the cluster. (vpa/not-enabled)",
    ]);
  });

  it('needs a quota that is written where it changes pods', () => {
    expect(problemsOf(vertical({ mode: 'Initial', max }, {}, {}).shop)).toEqual([
      "[shop] 'quota' cannot be derived: nobody knows here how much VerticalPodAutoscaler 'cart' (shop/cart-vpa/Resource) makes pods ask for. Write quota: { cpu, memory, pods } with room for it, or quota: false. (namespace/quota-unknown)",
    ]);
  });

  it('tells everything wrong at once', () => {
    expect(
      messageOf(() => vertical({ mode: 'Recreate', min: { cpu: Cpu.cores(4) }, max: { cpu: Cpu.cores(2) } })).split(
        '\n',
      ),
    ).toEqual([
      "[shop/cart-vpa] 'min.cpu' (4) is above 'max.cpu' (2). Raise max or lower min. (vpa/range)",
      "[shop/cart-vpa] 'max' has no memory, and with mode 'Recreate' pods would come to ask for more than any node has. Write the most that a container may be given, less than a node has. (vpa/no-maximum)",
    ]);
    expect(messageOf(() => vertical({ resources: [] }))).toBe(
      "[shop/cart-vpa] 'resources' is empty: there is nothing to recommend. Write ['cpu', 'memory'], or leave it out. (vpa/resources)",
    );
    const { shop, cart } = vertical();
    expect(messageOf(() => new Vpa(shop, 'again', { of: cart }))).toBe(
      "[shop/again] 'of' (cart) has a VerticalPodAutoscaler already, at shop/cart-vpa. Keep one. (vpa/twice)",
    );
  });

  it('finds no pods of KEDA jobs, and none on Windows', () => {
    const cluster = fakeCluster({ pools: [{ name: 'win', os: 'windows' }], features: FEATURES });
    const { shop } = onCluster(cluster, { podSecurity: 'baseline' });
    const web = new Microservice(shop, 'web', { ...SMALL, on: pool(cluster, 'win') });
    expect(messageOf(() => new Vpa(shop, 'web-vpa', { of: web }))).toBe(
      "[shop/web-vpa] 'of' (web) runs on Windows, where AKS supports no vertical pod autoscaler. Leave it out there (ADD05). (vpa/windows)",
    );
    const worker = { workloadName: 'orders', kind: 'ScaledJob', podLabels: {} } as unknown as QueueWorker;
    expect(messageOf(() => new Vpa(shop, 'orders-vpa', { of: worker }))).toBe(
      "[shop/orders-vpa] 'of' (ScaledJob) is made into pods by an operator, and no VerticalPodAutoscaler finds them. Measure a workload of Kubernetes itself, such as a Microservice. (vpa/kind)",
    );
  });
});
