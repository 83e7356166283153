import { Chart, App } from 'cdk8s';
import { Duration } from '../../../lib/core/duration';
import { PodMonitor } from '../../../lib/kubernetes/operate/pod-monitor';
import { Job } from '../../../lib/kubernetes/workload/job';
import { Microservice, type MicroserviceProps } from '../../../lib/kubernetes/workload/microservice';
import { fakeCluster, messageOf, object, objects, onCluster, problemsOf, refusals, SMALL } from '../workload/world';

const FEATURES = fakeCluster().features;
const measured = () => fakeCluster({ features: { ...FEATURES, managedPrometheus: true } });

const service = (props: Partial<MicroserviceProps> = {}, cluster = measured()) => {
  const { shop } = onCluster(cluster);
  return { shop, cart: new Microservice(shop, 'cart', { ...SMALL, port: 3001, ...props }) };
};

const AGENTS = {
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
  podSelector: { matchLabels: { rsName: 'ama-metrics' } },
};

describe('PodMonitor', () => {
  it('has the pods of a workload scraped, and lets the agents in', () => {
    const { shop, cart } = service({ metrics: true });

    expect(object(shop, 'PodMonitor')).toEqual({
      apiVersion: 'azmonitoring.coreos.com/v1',
      kind: 'PodMonitor',
      metadata: { name: 'cart', namespace: 'shop', labels: cart.objectLabels },
      spec: {
        labelLimit: 63,
        labelNameLengthLimit: 511,
        labelValueLengthLimit: 1023,
        selector: { matchLabels: { 'app.kubernetes.io/name': 'cart' } },
        namespaceSelector: { matchNames: ['shop'] },
        podMetricsEndpoints: [{ port: 'http', path: '/metrics', scheme: 'http', interval: '30s' }],
      },
    });
    expect(object(shop, 'NetworkPolicy', 'cart').spec.ingress).toEqual([
      { from: [AGENTS], ports: [{ port: 'http', protocol: 'TCP' }] },
    ]);
    expect(problemsOf(shop)).toEqual([]);
    expect(refusals(shop, '1.34', 'restricted')).toEqual([]);
  });

  it('takes the port named metrics by itself, which the Service leaves out', () => {
    const { shop } = service({
      port: { name: 'http', container: 3001 },
      ports: [{ name: 'metrics', container: 9090, service: false }],
      metrics: true,
    });
    expect(object(shop, 'PodMonitor').spec.podMetricsEndpoints).toMatchObject([{ port: 'metrics' }]);
    expect(object(shop, 'NetworkPolicy', 'cart').spec.ingress).toMatchObject([{ ports: [{ port: 'metrics' }] }]);
  });

  it('takes a port, a path, an interval and labels', () => {
    const { shop, cart } = service({
      port: { name: 'http', container: 3001 },
      ports: [{ name: 'jvm', container: 9090, service: false }],
    });
    new PodMonitor(shop, 'cart-jvm', {
      workload: cart,
      port: 9090,
      path: '/jvm/metrics',
      scheme: 'https',
      interval: Duration.minutes(1),
      podLabels: ['app.kubernetes.io/version'],
    });
    expect(object(shop, 'PodMonitor')).toMatchObject({
      metadata: { name: 'cart-jvm' },
      spec: {
        podTargetLabels: ['app.kubernetes.io/version'],
        podMetricsEndpoints: [{ port: 'jvm', path: '/jvm/metrics', scheme: 'https', interval: '60s' }],
      },
    });
    expect(refusals(shop, '1.34', 'restricted')).toEqual([]);
  });

  it('is there only where it is asked for', () => {
    expect(objects(service().shop, 'PodMonitor')).toEqual([]);
    expect(objects(service({ metrics: false }).shop, 'PodMonitor')).toEqual([]);
  });

  it('is no use on a cluster without managed Prometheus', () => {
    const { shop, cart } = service({ metrics: true }, fakeCluster());
    new PodMonitor(shop, 'again', { workload: cart });
    expect(problemsOf(shop)).toEqual([
      "[shop/cart] 'metrics' is scraped by nobody: cluster 'prod' has no managed Prometheus, which knows this kind of object. Write metrics: true on the cluster, or leave it out here. (metrics/not-enabled)",
      "[shop/again] 'workload' is scraped by nobody: cluster 'prod' has no managed Prometheus, which knows this kind of object. Write metrics: true on the cluster, or leave it out here. (metrics/not-enabled)",
    ]);
  });

  it('takes it on trust where the cluster is not known', () => {
    const chart = new Chart(new App(), 'shop', { namespace: 'shop' });
    new Microservice(chart, 'cart', { ...SMALL, port: 3001, metrics: true });
    expect(objects(chart, 'PodMonitor')).toHaveLength(1);
    expect(problemsOf(chart)).toEqual([]);
  });

  it('refuses what nobody could scrape, all at once', () => {
    expect(
      messageOf(() => service({ metrics: { port: 'metric', path: 'metrics', interval: Duration.millis(0) } })),
    ).toBe(
      [
        "[shop/cart] 'metrics.port' (metric) is no port of this workload: http (3001). Name one of its ports, or add it. (port/unknown)",
        "[shop/cart] 'metrics.path' (metrics) is no path: those start with '/'. Write one such as '/metrics'. (metrics/path)",
        "[shop/cart] 'metrics.interval' (0s) is shorter than a second. Write Duration.seconds(30). (metrics/interval)",
      ].join('\n'),
    );
    expect(messageOf(() => service({ port: { container: 53, protocol: 'UDP' }, probes: {}, metrics: true }))).toBe(
      "[shop/cart] 'metrics.port' (http) is of UDP, and metrics are asked for by TCP. Name a port of TCP. (metrics/protocol)",
    );
    const { shop } = onCluster(measured());
    const job = new Job(shop, 'import', SMALL);
    expect(messageOf(() => new PodMonitor(shop, 'metrics', { workload: job }))).toBe(
      "[shop/metrics] 'port' is missing: the workload listens on none. Add it to the workload: ports: [{ name: 'metrics', container: 9090, service: false }]. (metrics/no-port)",
    );
  });
});
