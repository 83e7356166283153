import { ApiObject, App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { Percent } from '../../../lib/core/percent';
import { adopt, type AdoptOptions } from '../../../lib/kubernetes/adopt/adopted-workload';
import type { appsV1 } from '../../../lib/kubernetes/api';
import { readinessProbeOf } from '../../../lib/kubernetes/expose/health-check';
import { Peer } from '../../../lib/kubernetes/connect/peer';
import { Scale } from '../../../lib/kubernetes/scaling/scale';
import { Trigger } from '../../../lib/kubernetes/scaling/trigger';
import { Namespace } from '../../../lib/kubernetes/tenancy/namespace';
import { Disruption } from '../../../lib/kubernetes/workload/disruption';
import { Microservice } from '../../../lib/kubernetes/workload/microservice';
import { Spread } from '../../../lib/kubernetes/workload/spread';
import { objectsIn, readFiles, smallPlatform } from '../../support/world';
import {
  deployment,
  fakeCluster,
  messageOf,
  object,
  objects,
  onCluster,
  podOf,
  problemsOf,
  refusals,
  SMALL,
} from '../workload/world';

const IMAGE = { image: 'contoso.azurecr.io/web:1', portNumber: 8080 };
const web = (scope: Construct, props: Partial<kplus.DeploymentProps> = {}): kplus.Deployment =>
  new kplus.Deployment(scope, 'web', { replicas: 4, containers: [IMAGE], ...props });
const inShop = (options?: AdoptOptions, props: Partial<kplus.DeploymentProps> = {}, cluster = fakeCluster()) => {
  const { shop, acknowledged } = onCluster(cluster, { podSecurity: 'baseline' });
  const plain = web(shop, props);
  plain.scheduling.spread({ topology: kplus.Topology.ZONE });
  return { shop, acknowledged, plain, adopted: adopt(plain, options) };
};
const ZONES = 'topology.kubernetes.io/zone';

describe('adopt', () => {
  it('balances a Deployment of cdk8s-plus in place of anti-affinity that keeps its fourth pod Pending', () => {
    const { shop, plain, adopted } = inShop();
    const labels = plain.podMetadata.toJson() as { labels: Record<string, string> };
    expect(adopted.podLabels).toEqual(labels.labels);
    expect(podOf(shop).affinity).toBeUndefined();
    expect(podOf(shop).topologySpreadConstraints).toEqual([
      {
        maxSkew: 1,
        topologyKey: ZONES,
        whenUnsatisfiable: 'DoNotSchedule',
        nodeTaintsPolicy: 'Honor',
        labelSelector: { matchLabels: labels.labels },
        matchLabelKeys: ['pod-template-hash'],
      },
      expect.objectContaining({ topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'ScheduleAnyway' }),
    ]);
    expect(deployment(shop).replicas).toBe(4);
    expect(object(shop, 'PodDisruptionBudget').spec).toEqual({
      maxUnavailable: 1,
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
      selector: { matchLabels: labels.labels },
    });
    expect(problemsOf(shop)).toEqual([]);
    for (const minor of ['1.28', '1.36']) expect(refusals(shop, minor)).toEqual([]);
  });

  it('keeps other affinity, other constraints and everything that is set later', () => {
    const { shop } = onCluster();
    const plain = web(shop);
    const other = new kplus.Deployment(shop, 'other', { containers: [IMAGE] });
    plain.scheduling.separate(other, { topology: kplus.Topology.ZONE });
    adopt(plain);
    plain.scheduling.colocate(other);
    const affinity = podOf(shop, plain.name).affinity;
    expect(affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution).toHaveLength(1);
    expect(affinity?.podAffinity?.requiredDuringSchedulingIgnoredDuringExecution).toHaveLength(1);
  });

  it('spreads a StatefulSet without telling revisions apart', () => {
    const { shop } = onCluster();
    const service = new kplus.Service(shop, 'svc', { ports: [{ port: 80 }] });
    adopt(new kplus.StatefulSet(shop, 'db', { service, replicas: 3, containers: [IMAGE] }), {
      disruption: Disruption.atMost(2),
    });
    const { template } = object(shop, 'StatefulSet').spec as unknown as appsV1.StatefulSetSpec;
    expect(template.spec?.topologySpreadConstraints?.[0]).not.toHaveProperty('matchLabelKeys');
    expect(object(shop, 'PodDisruptionBudget').spec).toMatchObject({ maxUnavailable: 2 });
  });

  it('is scaled by KEDA or an autoscaler, which then owns the number of pods', () => {
    const scale = Scale.onEvents({ min: 3, max: 9, triggers: [Trigger.cpu(Percent.of(60))] });
    const { shop, adopted } = inShop({ scale });
    expect(deployment(shop)).not.toHaveProperty('replicas');
    expect(object(shop, 'ScaledObject').spec).toMatchObject({
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: adopted.workloadName },
      minReplicaCount: 3,
      maxReplicaCount: 9,
    });
    expect(object(shop, 'ResourceQuota').spec.hard).toMatchObject({ pods: 12 });
    const hpa = inShop({ scale: Scale.onCpu({ min: 3, max: 9, target: Percent.of(60) }) }).shop;
    expect(object(hpa, 'HorizontalPodAutoscaler').spec).toMatchObject({ minReplicas: 3 });
    expect(deployment(inShop({ scale: Scale.fixed(6) }).shop).replicas).toBe(6);
  });

  it('leaves the number of pods to an autoscaler of cdk8s-plus', () => {
    const { shop } = onCluster();
    const plain = web(shop, { replicas: undefined });
    new kplus.HorizontalPodAutoscaler(shop, 'hpa', { target: plain, maxReplicas: 9 });
    adopt(plain);
    expect(deployment(shop)).not.toHaveProperty('replicas');
    expect(podOf(shop).topologySpreadConstraints).toHaveLength(2);
  });

  it('is measured as a scaler must know', () => {
    const never = Scale.onCpu({ min: 3, max: 9, target: Percent.of(160) });
    expect(messageOf(() => inShop({ scale: never }))).toBe(
      "[shop/web/Adopted] 'scale.target' (160%) is never exceeded: the pods may use 150 % of the cpu request at most (the limit), and the autoscaler adds a pod above 160% and its tolerance of 10%. Lower the target, or raise the cpu limit. (scale/target-unreachable)",
    );
  });

  it('is connected both ways, by the numbers of ports without a name', () => {
    const { shop, adopted } = inShop();
    const cart = new Microservice(shop, 'cart', { ...SMALL, port: 3001 });
    adopted.connections.allowTo(cart);
    adopted.connections.allowFrom(Peer.appRouting());
    expect(object(shop, 'NetworkPolicy', adopted.workloadName).spec).toEqual({
      podSelector: { matchLabels: adopted.podLabels },
      policyTypes: ['Ingress', 'Egress'],
      egress: [
        {
          to: [{ podSelector: { matchLabels: { 'app.kubernetes.io/name': 'cart' } } }],
          ports: [{ port: 'http', protocol: 'TCP' }],
        },
      ],
      ingress: [
        {
          from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'app-routing-system' } } }],
          ports: [{ port: 8080, protocol: 'TCP' }],
        },
      ],
    });
    expect(object(cart, 'NetworkPolicy').spec).toMatchObject({
      ingress: [{ from: [{ podSelector: { matchLabels: adopted.podLabels } }] }],
    });
  });

  it('is reached by whatever leads to the Service that selects its pods', () => {
    const { shop } = onCluster();
    const ready = kplus.Probe.fromHttpGet('/ready', { port: 8080 });
    const plain = web(shop, { containers: [{ ...IMAGE, readiness: ready }] });
    const adopted = adopt(plain);
    expect(adopted.serviceName).toBeUndefined();
    plain.exposeViaService({ name: 'front', ports: [{ port: 80, targetPort: 8080 }] });
    expect(adopted.serviceName).toBe('front');
    expect(adopted.ports).toEqual([
      { name: '8080', containerPort: 8080, servicePort: 80, protocol: 'TCP', inService: true },
    ]);
    expect(readinessProbeOf(adopted)?.httpGet?.path).toBe('/ready');
  });

  it('has no policy as long as nobody asks for its connections', () => {
    const { plain } = inShop();
    expect(objects(plain, 'NetworkPolicy')).toEqual([]);
  });

  it('may resolve names in a plain Chart, where nothing else lets it', () => {
    const chart = new Chart(new App(), 'chart');
    adopt(web(chart)).connections.allowTo(Peer.internet(), { ports: 443 });
    expect(JSON.stringify(object(chart, 'NetworkPolicy').spec)).toContain('kube-dns');
    expect(podOf(chart).topologySpreadConstraints).toHaveLength(2);
  });

  it('has a pod for each zone unless less is accepted', () => {
    expect(problemsOf(inShop(undefined, { replicas: 2 }).shop)).toEqual([
      "[shop/web/Adopted] 'scale.min' (2) is below the number of zones of its pools (3), so that a zone has no pod. Write 3 or more, or accept it with spread: Spread.zones({ acceptFewerReplicas: 'why' }). (workload/fewer-replicas-than-zones)",
    ]);
    const { shop, acknowledged } = inShop({ spread: Spread.zones({ acceptFewerReplicas: 'a tool' }) }, { replicas: 2 });
    expect(problemsOf(shop)).toEqual([]);
    expect(acknowledged).toEqual([
      { path: 'shop/web/Resource', rule: 'zones/fewer-replicas-than-zones', reason: 'a tool' },
    ]);
  });

  it('knows its pools by what it selects and bears', () => {
    const taint = { key: 'sku', value: 'gpu', effect: 'NoSchedule' } as const;
    const cluster = fakeCluster({
      pools: [{ name: 'apps' }, { name: 'one', zones: ['2'] }, { name: 'gpu', taints: [taint] }],
    });
    const { shop } = onCluster(cluster);
    const pinned = new ApiObject(shop, 'pinned', {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      spec: {
        replicas: 2,
        selector: { matchLabels: { app: 'pinned' } },
        template: {
          metadata: { labels: { app: 'pinned' } },
          spec: { nodeSelector: { 'cdk-aks/pool': 'one' }, containers: [{ name: 'pinned', image: 'a/b:1' }] },
        },
      },
    } as never);
    const adopted = adopt(pinned);
    expect(adopted.placement?.zones).toEqual(['2']);
    expect(adopted.serviceAccountName).toBe('default');
    expect(podOf(shop).topologySpreadConstraints).toHaveLength(1);
    expect(problemsOf(adopted)).toEqual([]);
  });

  it('says what cannot be adopted', () => {
    const { shop, plain } = inShop();
    expect(messageOf(() => adopt(plain))).toBe(
      "[shop/web] 'workload' was adopted before, with options of its own. Leave adopt() out here. (adopt/twice)",
    );
    expect(messageOf(() => adopt(new Microservice(shop, 'cart', SMALL)))).toBe(
      "[shop/cart] 'workload' is balanced and has its budget already. Leave adopt() out here. (adopt/twice)",
    );
    expect(messageOf(() => adopt(new kplus.Job(shop, 'job', { containers: [IMAGE] })))).toBe(
      "[shop/job] 'workload' holds no Deployment or StatefulSet. Pass the construct of one Deployment or StatefulSet. (adopt/kind)",
    );
    expect(messageOf(() => adopt(shop))).toBe(
      "[shop] 'workload' holds 2 objects, each a Deployment or StatefulSet. Pass the construct of one Deployment or StatefulSet. (adopt/kind)",
    );
    const { shop: other } = onCluster();
    const elsewhere = web(other, { metadata: { namespace: 'elsewhere' } });
    expect(messageOf(() => adopt(elsewhere))).toBe(
      "[shop/web/Resource] 'metadata.namespace' (elsewhere) is not the namespace of its chart (shop), where its budget and scaler go. Leave the namespace to the chart. (adopt/namespace)",
    );
    const unselected = new kplus.Deployment(other, 'none', { select: false, containers: [IMAGE] });
    expect(messageOf(() => adopt(unselected))).toBe(
      "[shop/none/Resource] 'spec.selector.matchLabels' is empty, and budgets, spread and policies select pods by it. Give the workload labels that select its pods and no others. (adopt/labels)",
    );
  });

  it('is written with what it was given, in the file of what it adopts', () => {
    const { app, cluster } = smallPlatform();
    const shop = new Namespace(cluster.kubernetes, 'shop', { podSecurity: 'baseline' });
    adopt(web(shop), { scale: Scale.onCpu({ min: 3, max: 9, target: Percent.of(60) }) });
    app.synth();
    const files = readFiles(app.directory);
    const written = objectsIn(files['deploy/kubernetes/prod-aks/shop/web.yaml']);
    expect(written.map(({ kind }) => kind)).toEqual(['Deployment', 'PodDisruptionBudget', 'HorizontalPodAutoscaler']);
    expect(JSON.stringify(written[0])).toContain('topologySpreadConstraints');
  });
});
