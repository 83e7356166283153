import { limitRangeOrder } from '../../../lib/rules/scaling/limit-range-order';
import { metricNotMeasured } from '../../../lib/rules/scaling/metric-not-measured';
import { neverScalesUp } from '../../../lib/rules/scaling/never-scales-up';
import { refusedByLimitRange } from '../../../lib/rules/scaling/refused-by-limit-range';
import { replicaCounts } from '../../../lib/rules/scaling/replica-counts';
import { triggerMetadata } from '../../../lib/rules/scaling/trigger-metadata';
import { documents, object, workload } from '../../../lib/rules/sample';
import { ask } from '../ask';

const hpa = (target: number, more = '') =>
  object('autoscaling/v2', 'HorizontalPodAutoscaler', 'cart', [
    'spec:',
    '  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: cart }',
    '  minReplicas: 3',
    '  maxReplicas: 30',
    `  metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: ${target} } } }]`,
    ...(more ? [`  ${more}`] : []),
  ]);
const cart = (resources: string) => workload('cart', { container: `resources: { ${resources} }` });
const scaled = (trigger: string, more = '') =>
  object('keda.sh/v1alpha1', 'ScaledObject', 'cart', [
    `spec: { scaleTargetRef: { name: cart }, ${more}triggers: [{ ${trigger} }] }`,
  ]);
const range = (limit: string) =>
  object('v1', 'LimitRange', 'limits', [`spec: { limits: [{ type: Container, ${limit} }] }`]);

describe('autoscalers', () => {
  it('are asked for the container that asks for nothing', () => {
    const sidecar = 'initContainers: [{ name: proxy, image: contoso.azurecr.io/proxy:1.0.0, restartPolicy: Always }]';
    const pods = workload('cart', { container: 'resources: { requests: { cpu: 200m } }', pod: [sidecar] });
    expect(ask(metricNotMeasured, documents(pods, hpa(70)))).toEqual([
      "spec.metrics[0].resource: scales by cpu, and container 'proxy' of 'cart' asks for none",
    ]);
    const filled = documents(pods, hpa(70), range('defaultRequest: { cpu: 100m }'));
    expect(ask(metricNotMeasured, filled)).toEqual(['compliant']);
  });

  it('are out of reach where the limit is within the tolerance of the target', () => {
    const even = cart('requests: { cpu: 500m }, limits: { cpu: 500m }');
    expect(ask(neverScalesUp, documents(even, hpa(95)))).toEqual([
      'spec.metrics[0].resource: adds pods when they use more than 105 % of the cpu they ask for (target 95 %), and their limit is 100 %',
    ]);
    expect(ask(neverScalesUp, documents(even, hpa(90)))).toEqual(['compliant']);
    const strict = hpa(95, 'behavior: { scaleUp: { tolerance: "0.01" } }');
    expect(ask(neverScalesUp, documents(even, strict))).toEqual(['compliant']);
    expect(ask(neverScalesUp, documents(cart('requests: { cpu: 500m }'), hpa(300)))).toEqual(['compliant']);
  });
});

describe('KEDA', () => {
  it('may sleep by a queue, and not by usage', () => {
    expect(ask(replicaCounts, scaled('type: cpu, metadata: { value: "70" }', 'minReplicaCount: 0, '))).toEqual([
      'spec.minReplicaCount: is to scale to zero by cpu and memory alone, of which no pod is nothing: KEDA refuses it',
    ]);
    expect(ask(replicaCounts, scaled('type: azure-queue, metadata: { queueName: a }', 'minReplicaCount: 0, '))).toEqual(
      ['compliant'],
    );
  });

  it('may have from its authentication what a trigger does not say', () => {
    const redis = 'type: redis, metadata: { listName: orders, listLength: "5" }';
    expect(ask(triggerMetadata, scaled(redis))).toEqual([
      "spec.triggers[0].metadata: has a trigger of type 'redis' without 'address' or 'addresses' or 'host' or 'hosts'",
    ]);
    expect(ask(triggerMetadata, scaled(`${redis}, authenticationRef: { name: redis }`))).toEqual(['compliant']);
    const env = redis.replace('listName', 'addressFromEnv: REDIS, listName');
    expect(ask(triggerMetadata, scaled(env))).toEqual(['compliant']);
  });

  it('may have scalers that nobody here knows, and one that is nearly known', () => {
    expect(ask(triggerMetadata, scaled('type: quantum-queue, metadata: {}'))).toEqual(['compliant']);
    expect(ask(triggerMetadata, scaled('type: azure-servicebuss, metadata: {}'))).toEqual([
      "spec.triggers[0].type: has a trigger of type 'azure-servicebuss', of which KEDA has none",
    ]);
  });
});

describe('limit ranges', () => {
  it('fill in what is left out before they refuse', () => {
    expect(ask(refusedByLimitRange, documents(cart(''), range('min: { cpu: 50m }, max: { cpu: "1" }')))).toEqual([
      'compliant',
    ]);
    const asked = cart('requests: { cpu: 500m }');
    expect(ask(refusedByLimitRange, documents(asked, range('default: { cpu: 200m }')))).toEqual([
      "spec.template.spec.containers[0].resources: has container 'cart' that asks for 500m of cpu and gets 200m at most",
    ]);
    const wide = cart('requests: { cpu: 100m }, limits: { cpu: "1" }');
    expect(ask(refusedByLimitRange, documents(wide, range('maxLimitRequestRatio: { cpu: "4" }')))).toEqual([
      "spec.template.spec.containers[0].resources: has container 'cart' that may take 1 of cpu, more than 4 times the 100m that it asks for",
    ]);
  });
});

describe('a LimitRange', () => {
  it('is refused where a default is above what it lets pass, per resource', () => {
    const text = range('default: { cpu: "2", memory: 1Gi }, max: { cpu: "1", memory: 1024Mi }');
    expect(ask(limitRangeOrder, text)).toEqual(['spec.limits[0].default.cpu: has default 2 of cpu, above max (1)']);
  });
});
