import type { FieldPath } from '../../artifact/field-path';
import type { KubernetesObject } from '../../artifact/read/model';
import { rulesOf } from '../../analysis/isolation';
import { namespaceOf, objectIndex } from '../../analysis/objects';
import { meansPort } from '../../analysis/policy/admits';
import { meansPeer } from '../../analysis/policy/peers';
import { portsOf } from '../../analysis/policy/pod-ports';
import { selectedWorkloads } from '../../analysis/workload/by-label';
import { asBody, type Workload } from '../../analysis/workload/workloads';
import type { World } from '../../analysis/world';
import { type Answer, compliant, finding, notApplicable, notKnown, type Rule } from '../rule';
import { documents, object, workload } from '../sample';
import { SETTINGS } from '../workload/examples';

const STOCK = workload('stock', { container: 'ports: [{ name: http, containerPort: 8080 }]' });
const into = (port: string | number): string =>
  object('networking.k8s.io/v1', 'NetworkPolicy', 'stock', [
    'spec:',
    '  podSelector: { matchLabels: { app: stock } }',
    `  ingress: [{ from: [{ podSelector: {} }], ports: [{ port: ${port} }] }]`,
  ]);

/** Policies see the port of the pods: that of the Service is gone when the packet arrives. */
export const portNotOpen: Rule = {
  id: 'network-policy/port-not-open',
  severity: 'warning',
  what: 'allows a port that its pods do not listen on',
  why: 'the port of the Service is replaced by that of the pod before the policy is asked: what was meant stays closed',
  fix: 'Name the port of the containers, by its name where it has one',
  sources: ['Kubernetes: Network Policies', 'Kubernetes: Service, targetPort'],
  examples: {
    failing: { 'stock.yaml': documents(STOCK, into(80)) },
    mended: { 'stock.yaml': documents(STOCK, into('http')) },
    notApplicable: SETTINGS,
    unknown: { 'stock.yaml': documents(workload('stock'), into(80)) },
  },
  *check(world) {
    for (const policy of objectIndex(world.artifacts).ofKind('NetworkPolicy')) yield* ofPolicy(policy, world);
  },
};

function* ofPolicy(policy: KubernetesObject, world: World): Iterable<Answer> {
  const all = [...placesOf(policy, world)];
  const wrong = all.filter(
    ({ listening, item }) => !listening.some((one) => portsOf(one).some((port) => meansPort(item, port))),
  );
  const certain = wrong.filter(({ listening }) => listening.every((one) => portsOf(one).length > 0));
  for (const { item, listening, field } of certain) {
    const { port, protocol = 'TCP' } = asBody(item) ?? {};
    const open = [...new Set(listening.flatMap((one) => portsOf(one).map(printed)))].join(', ');
    yield finding(policy, field, {
      detail: `allows ${String(protocol)} port ${String(port)}, but the pods of ${names(listening)} listen on ${open}`,
    });
  }
  if (certain.length > 0) return;
  if (all.length === 0) yield notApplicable(policy);
  else if (wrong.length > 0) yield notKnown(policy, 'its pods do not say which ports they listen on');
  else yield compliant(policy);
}

interface Place {
  readonly item: unknown;
  readonly listening: readonly Workload[];
  readonly field: FieldPath;
}

/** Every port of a policy, with the workloads that should listen on it. */
function* placesOf(policy: KubernetesObject, world: World): Iterable<Place> {
  const selector = asBody(policy.body.spec)?.podSelector;
  const own = isAll(selector) ? [] : selectedWorkloads(policy.cluster, namespaceOf(policy), selector, world);
  for (const direction of ['Ingress', 'Egress'] as const) {
    for (const { peers, ports, field } of rulesOf(policy, direction)) {
      const ends = direction === 'Ingress' ? own : endsOf(peers, policy, world);
      if (ends.length === 0) continue;
      for (const [index, item] of ports.entries()) {
        const { port, endPort } = asBody(item) ?? {};
        if (port !== undefined && endPort === undefined)
          yield { item, listening: ends, field: [...field, 'ports', index, 'port'] };
      }
    }
  }
}

/** The workloads that peers mean, if all of them mean some by name. */
function endsOf(peers: readonly unknown[], policy: KubernetesObject, world: World): readonly Workload[] {
  const isPlain = peers.every((item) => asBody(item)?.ipBlock === undefined && !isAll(asBody(item)?.podSelector));
  if (!isPlain) return [];
  return peers.flatMap((item) => {
    const { namespaceSelector, podSelector } = asBody(item) ?? {};
    const place = namespaceSelector === undefined ? namespaceOf(policy) : undefined;
    return selectedWorkloads(policy.cluster, place, podSelector, world).filter(
      ({ namespace, labels }) =>
        meansPeer(item, { kind: 'pods', namespace, labels, isWhole: true }, policy, world.artifacts) === true,
    );
  });
}

function isAll(selector: unknown): boolean {
  return Object.keys(asBody(selector) ?? {}).length === 0;
}

function printed({ number, name }: { readonly number: number | undefined; readonly name: string | undefined }): string {
  return name === undefined ? String(number) : `${number} (${name})`;
}

function names(workloads: readonly Workload[]): string {
  return workloads.map(({ object }) => `'${object.name}'`).join(', ');
}
