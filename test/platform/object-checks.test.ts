import { ApiObject, Chart, type ApiObjectProps } from 'cdk8s';
import type { Construct } from 'constructs';
import { CdkAksError } from '../../lib/core/errors';
import { NOT_SECRET, mark } from '../../lib/core/marks';
import type { AksApp } from '../../lib/platform/aks-app';
import { smallPlatform } from '../support/world';

function world(): { app: AksApp; chart: Chart; told: () => string[] } {
  const { app, cluster } = smallPlatform();
  const told = (): string[] => {
    try {
      app.synth();
    } catch (error) {
      if (error instanceof CdkAksError) return error.message.split('\n');
      throw error;
    }
    return [];
  };
  return { app, chart: new Chart(cluster.kubernetes, 'shop', { namespace: 'shop' }), told };
}

const configMap = (scope: Construct, id: string, data: object, metadata: object = {}): ApiObject =>
  new ApiObject(scope, id, {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: id, ...metadata },
    data,
  } as ApiObjectProps);

/** Names that the API server takes or refuses, by kind. */
const NAMES: readonly (readonly [apiVersion: string, kind: string, good: readonly string[], bad: readonly string[]])[] =
  [
    ['v1', 'Namespace', ['shop', '1shop'], ['shop.eu', 'Shop', 'a'.repeat(64)]],
    ['v1', 'Service', ['web'], ['1web', 'web.eu', 'a'.repeat(64)]],
    ['v1', 'ConfigMap', ['web', 'web.eu', '1web', 'a'.repeat(253)], ['web_eu', 'Web', '-web', 'a'.repeat(254)]],
    ['rbac.authorization.k8s.io/v1', 'ClusterRole', ['system:reader', 'Reader_1'], ['a/b', 'a%b', '..']],
    ['batch/v1', 'CronJob', ['a'.repeat(52)], ['a'.repeat(53)]],
    ['example.com/v1', 'Widget', ['w.eu'], ['w_eu']],
  ];

describe('the objects of a program', () => {
  it.each(NAMES)('have names by the rule of %s %s', (apiVersion, kind, good, bad) => {
    const { chart, told } = world();
    [...good, ...bad].forEach(
      (name, index) => new ApiObject(chart, `o${index}`, { apiVersion, kind, metadata: { name } }),
    );

    const lines = told();

    expect(lines.map((line) => line.slice(0, line.indexOf("' (")))).toEqual(
      bad.map((_, index) => `[prod-aks/shop/o${good.length + index}] 'metadata.name`),
    );
  });

  it('have text as values of labels and annotations, also in the pods they make', () => {
    const { chart, told } = world();
    new ApiObject(chart, 'nightly', {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: { name: 'nightly', annotations: { enabled: true } },
      spec: {
        jobTemplate: { spec: { template: { metadata: { labels: { tier: 'a b' } }, spec: { containers: [] } } } },
      },
    } as unknown as ApiObjectProps);

    expect(told()).toEqual([
      "[prod-aks/shop/nightly] 'metadata.annotations['enabled']' (true) is no text, and the API server takes nothing else. Write 'true'. (metadata/not-text)",
      "[prod-aks/shop/nightly] 'spec.jobTemplate.spec.template.metadata.labels['tier']' (a b) is not the value of a label: up to 63 letters, digits, '-', '_' and '.', starting and ending with a letter or digit, or nothing. Did you mean 'a-b'? (name/label-value)",
    ]);
  });

  it('ask for quantities that Kubernetes reads, and limit no less than they request', () => {
    const { chart, told } = world();
    new ApiObject(chart, 'tool', {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'tool' },
      spec: {
        initContainers: [
          { name: 'init', resources: { requests: { cpu: '1', memory: '1Gi' }, limits: { cpu: 1, memory: '1024Mi' } } },
        ],
        containers: [
          { name: 'app', resources: { requests: { cpu: '1.5', memory: '1G' }, limits: { cpu: '1', memory: '1 G' } } },
        ],
      },
    } as ApiObjectProps);

    expect(told()).toEqual([
      "[prod-aks/shop/tool] 'spec.containers[0].resources.limits.memory' (1 G) is not a Kubernetes quantity. Did you mean 1G? (quantity/malformed)",
      "[prod-aks/shop/tool] 'spec.containers[0].resources.limits.cpu' (1) is below what is requested (1500m). Raise the limit or lower the request. (resources/limit-below-request)",
    ]);
  });

  it('hold nothing that looks like a secret, unless the program says that it is none', () => {
    const { app, chart, told } = world();
    configMap(chart, 'a', { DB_PASSWORD: 'hunter2!', color: 'red' });
    const accepted = configMap(chart, 'b', { DB_PASSWORD: 'hunter2!' });
    app.acknowledge(accepted, 'secret/literal', 'the password of a public demo');
    const named = configMap(chart, 'c', { DB_PASSWORD: 'hunter2!', API_KEY: 'hunter2!' });
    mark(named, NOT_SECRET, new Set(['DB_PASSWORD']));

    expect(told().map((line) => line.slice(0, line.indexOf(' holds')))).toEqual([
      "[prod-aks/shop/a] 'data.DB_PASSWORD'",
      "[prod-aks/shop/c] 'data.API_KEY'",
    ]);
  });

  it('are no Secret with content, whatever the program says', () => {
    const { app, chart, told } = world();
    const secret = (id: string, body: object): ApiObject =>
      new ApiObject(chart, id, { apiVersion: 'v1', kind: 'Secret', metadata: { name: id }, ...body } as ApiObjectProps);
    secret('token', { type: 'kubernetes.io/service-account-token' });
    app.acknowledge(secret('db', { data: { password: 'aHVudGVyMg==', empty: '' } }), 'secret/literal', 'a demo');

    expect(told()).toEqual([
      "[prod-aks/shop/db] 'data.password' is a literal in a Secret, which everyone who reads the repository would see. Keep it in a Key Vault and mount it with `vault.secret(…)`, or let an operator make the Secret. (secret/literal)",
    ]);
  });

  it('are scaled by one thing, which KEDA may take over from an autoscaler', () => {
    const { chart, told } = world();
    const scaler = (
      id: string,
      apiVersion: string,
      kind: string,
      target: string,
      more: object = {},
      metadata: object = {},
    ) =>
      new ApiObject(chart, id, {
        apiVersion,
        kind,
        metadata: { name: id, ...metadata },
        spec: { scaleTargetRef: { kind: 'Deployment', name: target }, ...more },
      } as ApiObjectProps);
    scaler('web-cpu', 'autoscaling/v2', 'HorizontalPodAutoscaler', 'web');
    scaler('web-memory', 'autoscaling/v2', 'HorizontalPodAutoscaler', 'web');
    scaler('cart-cpu', 'autoscaling/v2', 'HorizontalPodAutoscaler', 'cart');
    scaler(
      'cart',
      'keda.sh/v1alpha1',
      'ScaledObject',
      'cart',
      { advanced: { horizontalPodAutoscalerConfig: { name: 'cart-cpu' } } },
      { annotations: { 'scaledobject.keda.sh/transfer-hpa-ownership': 'true' } },
    );
    scaler('api', 'keda.sh/v1alpha1', 'ScaledObject', 'api');

    expect(told()).toEqual([
      "[prod-aks/shop/web-memory] 'spec.scaleTargetRef' (Deployment web) is also scaled by the HorizontalPodAutoscaler at prod-aks/shop/web-cpu, and two would fight over its number of pods. Keep one; KEDA takes several triggers, cpu and memory among them. (scale/two-scalers)",
    ]);
  });

  it('may have one name in charts of no cluster, each of which may be for another', () => {
    const { app, told } = world();
    for (const id of ['dev', 'prod']) configMap(new Chart(app.kubernetes, id), 'x', {});

    expect(told()).toEqual([]);
  });

  it('lie in files that every system can keep apart', () => {
    const { app, told } = world();
    for (const id of ['lpt1', 'trailing.', 'Loose', 'loose'])
      configMap(new Chart(app.kubernetes, id), 'x', {}, { name: 'same' });

    expect(told()).toEqual([
      "[lpt1] 'id' (lpt1) is reserved by Windows for a device. Choose another id, such as 'lpt1-app'. (output/reserved-name)",
      "[trailing.] 'id' (trailing.) becomes the name of a file or folder and holds other characters than letters, digits, dots and hyphens. Use an id such as 'trailing'. (output/file-name)",
      "[loose/x] 'id' (loose) makes 'loose.yaml', and Loose/x makes 'Loose.yaml': on macOS and Windows they are one. Rename one of the two constructs. (output/file-clash)",
    ]);
  });
});
