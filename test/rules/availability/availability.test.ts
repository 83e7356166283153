import { autoscalerFixed } from '../../../lib/rules/availability/autoscaler-fixed';
import { budgetSaysNothing } from '../../../lib/rules/availability/budget-says-nothing';
import { noBudget } from '../../../lib/rules/availability/no-budget';
import { noHostSpread } from '../../../lib/rules/availability/no-host-spread';
import { oneReplica } from '../../../lib/rules/availability/one-replica';
import { probePort } from '../../../lib/rules/availability/probe-port';
import { probesAlike } from '../../../lib/rules/availability/probes-alike';
import { readinessMissing } from '../../../lib/rules/availability/readiness-missing';
import { stopsBeforeStart } from '../../../lib/rules/availability/stops-before-start';
import { documents, object, workload } from '../../../lib/rules/sample';
import { ask } from '../ask';

const SERVICE = object('v1', 'Service', 'cart', ['spec: { selector: { app: cart }, ports: [{ port: 80 }] }']);
const hpa = (min: number, max: number): string =>
  object('autoscaling/v2', 'HorizontalPodAutoscaler', 'cart', [
    `spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: cart }, minReplicas: ${min}, maxReplicas: ${max} }`,
  ]);

describe('availability/one-replica', () => {
  it('leaves alone what is off and what an autoscaler sets', () => {
    const cases = [
      documents(workload('cart', { replicas: 0 }), SERVICE),
      documents(workload('cart', { replicas: undefined }), SERVICE, hpa(1, 5)),
    ];
    for (const files of cases) expect(ask(oneReplica, files)).toEqual(['not-applicable']);
  });

  it('does not know whether a worker is called, nor whether a port is more than one for metrics', () => {
    const elsewhere = SERVICE.replace('app: cart', 'app: other');
    expect(ask(oneReplica, documents(workload('cart', { replicas: 1 }), elsewhere))).toEqual(['unknown']);
    const operator = workload('cart', { replicas: 1, container: 'ports: [{ containerPort: 9090 }]' });
    expect(ask(oneReplica, operator)).toEqual(['unknown']);
  });

  it('knows that one is what is meant where nothing is written', () => {
    expect(ask(oneReplica, documents(workload('cart', { replicas: undefined }), SERVICE))).toEqual([
      'spec.replicas: answers calls with a single pod',
    ]);
  });
});

describe('availability/autoscaler-fixed', () => {
  it('finds a range that the API server refuses', () => {
    expect(ask(autoscalerFixed, hpa(5, 3))).toEqual([
      'spec.maxReplicas: scales to 3 pods at most and 5 at least: the API server refuses it',
    ]);
  });
});

describe('availability/no-budget', () => {
  it('asks every StatefulSet of several pods, and no single pod', () => {
    expect(ask(noBudget, workload('db', { kind: 'StatefulSet' }))).toEqual(['metadata.name: has no disruption budget']);
    expect(ask(noBudget, workload('db', { kind: 'StatefulSet', replicas: 1 }))).toEqual(['not-applicable']);
  });

  it('takes a budget that selects everything, and none of another namespace', () => {
    const budget = (namespace: string): string =>
      object('policy/v1', 'PodDisruptionBudget', 'all', ['spec: { selector: {}, maxUnavailable: 1 }'], namespace);
    expect(ask(noBudget, documents(workload('cart'), SERVICE, budget('shop')))).toEqual(['compliant']);
    expect(ask(noBudget, documents(workload('cart'), SERVICE, budget('other')))).toEqual([
      'metadata.name: has no disruption budget',
    ]);
  });
});

describe('availability/budget-says-nothing', () => {
  it('finds a budget with both numbers', () => {
    const both = object('policy/v1', 'PodDisruptionBudget', 'cart', [
      'spec: { selector: {}, minAvailable: 1, maxUnavailable: 1 }',
    ]);
    expect(ask(budgetSaysNothing, both)).toEqual([
      'spec.minAvailable: sets minAvailable and maxUnavailable, of which the API server takes one',
    ]);
  });
});

describe('availability/no-host-spread', () => {
  it('takes anti-affinity as well, required or preferred', () => {
    const term = '{ topologyKey: kubernetes.io/hostname, labelSelector: { matchLabels: { app: cart } } }';
    const required = `affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [${term}] } }`;
    const preferred = `affinity: { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, podAffinityTerm: ${term} }] } }`;
    for (const pod of [[required], [preferred]])
      expect(ask(noHostSpread, workload('cart', { pod }))).toEqual(['compliant']);
  });
});

describe('availability/stops-before-start', () => {
  it('lets a single pod go of its disk first', () => {
    const claim = ['volumes: [{ name: data, persistentVolumeClaim: { claimName: data } }]'];
    const spec = ['strategy: { type: Recreate }'];
    expect(ask(stopsBeforeStart, documents(workload('cart', { replicas: 1, spec, pod: claim }), SERVICE))).toEqual([
      'compliant',
    ]);
    expect(ask(stopsBeforeStart, documents(workload('cart', { replicas: 2, spec, pod: claim }), SERVICE))).toEqual([
      'spec.strategy.type: stops all its pods for every rollout',
    ]);
  });

  it('knows the same under another name', () => {
    const spec = ['strategy: { type: RollingUpdate, rollingUpdate: { maxUnavailable: 100% } }'];
    expect(ask(stopsBeforeStart, documents(workload('cart', { spec }), SERVICE))).toEqual([
      'spec.strategy.rollingUpdate.maxUnavailable: stops all its pods for every rollout',
    ]);
  });
});

describe('availability/readiness-missing', () => {
  it('asks the first container where no port is written but a Service calls', () => {
    expect(ask(readinessMissing, documents(workload('cart'), SERVICE))[0]).toContain(
      "container 'cart' gets calls before",
    );
    expect(ask(readinessMissing, workload('cart'))).toEqual(['unknown']);
  });
});

describe('availability/probes-alike', () => {
  const probes = (liveness: string, readiness: string): readonly string[] =>
    ask(
      probesAlike,
      workload('cart', { container: `livenessProbe: ${liveness}\n          readinessProbe: ${readiness}` }),
    );
  const ASK = 'httpGet: { path: /health, port: 80 }';

  it('accepts another path, more patience, and an open port', () => {
    expect(probes(`{ ${ASK} }`, '{ httpGet: { path: /ready, port: 80 } }')).toEqual(['compliant']);
    expect(probes(`{ periodSeconds: 30, ${ASK} }`, `{ ${ASK} }`)).toEqual(['compliant']);
    expect(probes('{ tcpSocket: { port: 80 } }', '{ tcpSocket: { port: 80 } }')).toEqual(['compliant']);
  });

  it('finds less patience too', () => {
    expect(probes(`{ failureThreshold: 1, ${ASK} }`, `{ ${ASK} }`)[0]).toContain('is restarted for what should only');
  });
});

describe('availability/probe-port', () => {
  const probe = (ports: string, port: string): readonly string[] =>
    ask(
      probePort,
      workload('cart', { container: `${ports}\n          startupProbe: { tcpSocket: { port: ${port} } }` }),
    );
  const HTTP = 'ports: [{ name: http, containerPort: 8080 }]';

  it('looks for names among the ports of the container', () => {
    expect(probe(HTTP, 'http')).toEqual(['compliant']);
    expect(probe(HTTP, 'web')).toEqual([
      "spec.template.spec.containers[0].startupProbe.tcpSocket.port: container 'cart' has no port named 'web'",
    ]);
  });

  it('takes a number beside listed ports for a slip, and any where none is listed', () => {
    expect(probe(HTTP, '9090')[0]).toContain("container 'cart' lists its ports, and 9090 is not among them");
    expect(probe('ports: []', '9090')).toEqual(['compliant']);
  });
});
