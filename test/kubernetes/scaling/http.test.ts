import { Duration } from '../../../lib/core/duration';
import type { httpKedaSh, networkingV1 } from '../../../lib/kubernetes/api';
import { HttpMetric } from '../../../lib/kubernetes/scaling/http-scaled-object';
import { Scale } from '../../../lib/kubernetes/scaling/scale';
import { Microservice, type MicroserviceProps } from '../../../lib/kubernetes/workload/microservice';
import { Spread } from '../../../lib/kubernetes/workload/spread';
import { fakeCluster, messageOf, object, onCluster, problemsOf, refusals, SMALL } from '../workload/world';

const http = { min: 0, max: 10, hosts: ['shop.contoso.com'] };
const spread = Spread.zones({ acceptFewerReplicas: 'it sleeps at night' });
const web = (props: Partial<MicroserviceProps> = {}, cluster = fakeCluster()): Microservice =>
  new Microservice(onCluster(cluster).shop, 'web', {
    ...SMALL,
    port: 8080,
    scale: Scale.onHttp(http),
    spread,
    ...props,
  });
const spec = (workload: Microservice) =>
  object(workload, 'HTTPScaledObject').spec as unknown as httpKedaSh.HTTPScaledObjectSpec;

describe('Scale.onHttp', () => {
  it('renders an HTTPScaledObject for the Service of the workload', () => {
    const workload = web();
    expect(object(workload, 'HTTPScaledObject')).toEqual({
      apiVersion: 'http.keda.sh/v1alpha1',
      kind: 'HTTPScaledObject',
      metadata: {
        name: 'web',
        namespace: 'shop',
        labels: { 'app.kubernetes.io/name': 'web', 'app.kubernetes.io/managed-by': 'cdk-aks' },
      },
      spec: {
        hosts: ['shop.contoso.com'],
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', service: 'web', port: 8080 },
        replicas: { min: 0, max: 10 },
        scaledownPeriod: 300,
        scalingMetric: { concurrency: { targetValue: 100 } },
      },
    });
    expect(object(workload, 'Deployment').spec).not.toHaveProperty('replicas');
    expect(refusals(workload, '1.34')).toEqual([]);
    expect(problemsOf(workload)).toEqual([]);
  });

  it('lets the interceptor reach the workload', () => {
    const { ingress } = object(web(), 'NetworkPolicy').spec as unknown as networkingV1.NetworkPolicySpec;
    expect(ingress).toEqual([
      {
        from: [
          {
            namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'keda' } },
            podSelector: {
              matchLabels: {
                'app.kubernetes.io/component': 'interceptor',
                'app.kubernetes.io/name': 'http-add-on',
              },
            },
          },
        ],
        ports: [{ port: 'http', protocol: 'TCP' }],
      },
    ]);
  });

  it('takes paths, a rate of requests, and times', () => {
    const scale = Scale.onHttp({
      ...http,
      pathPrefixes: ['/api'],
      metric: HttpMetric.requestRate(20, { window: Duration.minutes(2), granularity: Duration.seconds(5) }),
      port: 'api',
      cooldownPeriod: Duration.minutes(1),
      initialCooldownPeriod: Duration.minutes(2),
      conditionWait: Duration.seconds(30),
      responseTimeout: Duration.seconds(5),
    });
    const ports = [
      { name: 'api', container: 8080, service: 80 },
      { name: 'other', container: 8081 },
    ];
    const workload = web({ scale, port: undefined, ports });
    expect(spec(workload)).toMatchObject({
      pathPrefixes: ['/api'],
      scaleTargetRef: { port: 80 },
      scaledownPeriod: 60,
      initialCooldownPeriod: 120,
      scalingMetric: { requestRate: { targetValue: 20, window: '2m', granularity: '5s' } },
      timeouts: { conditionWait: '30s', responseHeader: '5s' },
    });
    expect(refusals(workload, '1.34')).toEqual([]);
  });

  it('refuses no host, what is none, and paths that are none', () => {
    expect(messageOf(() => Scale.onHttp({ ...http, hosts: [] }))).toBe(
      "'hosts' is empty: every request would be taken for this workload. Write 'shop.contoso.com'. (scale/http-route)",
    );
    expect(
      messageOf(() =>
        Scale.onHttp({
          min: 2,
          max: 1,
          hosts: ['https://shop', '*.contoso.com'],
          pathPrefixes: ['api'],
          addOnNamespace: 'Keda',
        }),
      ).split('\n'),
    ).toEqual([
      "'min' (2) is above 'max' (1). Raise max or lower min. (scale/range)",
      "'hosts' (https://shop) is no name of a host. Write it as 'shop.contoso.com', without scheme and port. (scale/http-route)",
      "'pathPrefixes' (api) is no path. Write it as '/api'. (scale/http-route)",
      expect.stringMatching(/^'addOnNamespace' \(Keda\) .*\(name\/dns-label\)$/),
    ]);
    expect(messageOf(() => HttpMetric.concurrency(0))).toBe(
      "'requests' (0) is not a whole number from 1. Write at least 1. (scale/count)",
    );
    expect(
      messageOf(() => HttpMetric.requestRate(1, { window: Duration.seconds(1), granularity: Duration.minutes(1) })),
    ).toBe(
      "'granularity' (1m) is no part of 'window' (1s). Write a shorter one, such as Duration.seconds(1). (scale/http-window)",
    );
  });

  it('refuses a workload without a Service, and one with several ports of which none is named', () => {
    expect(messageOf(() => web({ port: undefined }))).toBe(
      "[shop/web] 'scale' scales on requests, and the workload has no Service that they could go to. Give it a port. (scale/http-service)",
    );
    const ports = [
      { name: 'api', container: 8080 },
      { name: 'other', container: 8081 },
    ];
    expect(messageOf(() => web({ port: undefined, ports }))).toBe(
      "[shop/web] 'scale.port' is missing, and the workload has several: api, other. Name the one that gets the requests. (scale/http-port)",
    );
    const without = fakeCluster({ features: { ...fakeCluster().features, keda: false } });
    expect(messageOf(() => web({}, without))).toMatch(/has no KEDA/);
  });
});
