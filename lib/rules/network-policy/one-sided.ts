import type { FieldPath } from '../../artifact/field-path';
import type { KubernetesObject } from '../../artifact/read/model';
import { unknown, type Unknown } from '../../artifact/read/values';
import { type Direction, rulesOf } from '../../analysis/isolation';
import { namespaceOf, objectIndex } from '../../analysis/objects';
import { admits, meansPort } from '../../analysis/policy/admits';
import { meansPeer, type Peer } from '../../analysis/policy/peers';
import { portsOf } from '../../analysis/policy/pod-ports';
import { selectedWorkloads } from '../../analysis/workload/by-label';
import { asBody, type Workload } from '../../analysis/workload/workloads';
import type { World } from '../../analysis/world';
import { type Answer, compliant, finding, notApplicable, notKnown, type Rule } from '../rule';
import { documents, object, workload } from '../sample';
import { SETTINGS } from '../workload/examples';

const PODS = documents(workload('web'), workload('stock'));
const OUT = object('networking.k8s.io/v1', 'NetworkPolicy', 'web', [
  'spec:',
  '  podSelector: { matchLabels: { app: web } }',
  '  policyTypes: [Egress]',
  '  egress: [{ to: [{ podSelector: { matchLabels: { app: stock } } }], ports: [{ port: 8080 }] }]',
]);
const into = (app: string): string =>
  object('networking.k8s.io/v1', 'NetworkPolicy', 'stock', [
    'spec:',
    '  podSelector: { matchLabels: { app: stock } }',
    '  policyTypes: [Ingress]',
    `  ingress: [{ from: [{ podSelector: { matchLabels: { app: ${app} } } }], ports: [{ port: 8080 }] }]`,
  ]);

/** A connection needs both of its ends: who may call, and who may be called. */
export const oneSided: Rule = {
  id: 'network-policy/one-sided',
  severity: 'warning',
  what: 'allows a connection that the policies of its other end do not',
  why: 'the policy reads as if the call worked, and every packet of it is dropped at the other end',
  fix: 'Allow the connection at both ends, or at none',
  sources: ['Kubernetes: Network Policies, the two sorts of pod isolation'],
  examples: {
    failing: { 'shop.yaml': documents(PODS, OUT, into('admin')) },
    mended: { 'shop.yaml': documents(PODS, OUT, into('web')) },
    notApplicable: SETTINGS,
    unknown: {
      'shop.yaml': documents(
        PODS,
        OUT,
        into('admin'),
        object('cilium.io/v2', 'CiliumNetworkPolicy', 'web', ['spec: { endpointSelector: {} }']),
      ),
    },
  },
  *check(world) {
    for (const policy of objectIndex(world.artifacts).ofKind('NetworkPolicy')) yield* ofPolicy(policy, world);
  },
};

/** A peer that means more than so many workloads, such as all of a tier, speaks of none in particular. */
const MOST_PAIRS = 50;

function* ofPolicy(policy: KubernetesObject, world: World): Iterable<Answer> {
  const own = selected(policy, world);
  let open = false;
  let found = false;
  let asked = false;
  for (const direction of ['Ingress', 'Egress'] as const) {
    for (const { peers, ports, field } of rulesOf(policy, direction)) {
      for (const [index, item] of peers.entries()) {
        const ends = endsOf(item, policy, world);
        if (ends.length === 0 || own.length === 0 || ends.length * own.length > MOST_PAIRS) continue;
        asked = true;
        const answer = anyEnd(own, ends, direction, ports, world);
        if (answer === true) continue;
        if (answer === unknown) {
          open = true;
          continue;
        }
        found = true;
        const place: FieldPath = [...field, direction === 'Ingress' ? 'from' : 'to', index];
        yield finding(policy, place, { detail: detailOf(direction, ends) });
      }
    }
  }
  if (!asked) yield notApplicable(policy);
  else if (open && !found) yield notKnown(policy, 'what the policies of the other end allow is not all in these files');
  else if (!found) yield compliant(policy);
}

/** Whether any of the calls gets through; the first one that does is enough. */
function anyEnd(
  own: readonly Workload[],
  ends: readonly Workload[],
  direction: Direction,
  ports: readonly unknown[],
  world: World,
): boolean | Unknown {
  let isOpen = false;
  for (const one of own) {
    for (const end of ends) {
      const answer = otherEnd(one, end, direction, ports, world);
      if (answer === true) return true;
      if (answer === unknown) isOpen = true;
    }
  }
  return isOpen ? unknown : false;
}

function detailOf(direction: Direction, ends: readonly Workload[]): string {
  const names = ends.map(({ object }) => `'${object.name}'`).join(', ');
  return direction === 'Egress'
    ? `lets its pods call ${names}, whose own policies keep them out`
    : `lets ${names} in, whose own policies do not let them call`;
}

/** Workloads that a peer means; none for one that means all of a namespace, or addresses. */
function endsOf(item: unknown, policy: KubernetesObject, world: World): readonly Workload[] {
  const { podSelector, ipBlock } = asBody(item) ?? {};
  if (ipBlock !== undefined || Object.keys(asBody(podSelector) ?? {}).length === 0) return [];
  const namespace = asBody(item)?.namespaceSelector === undefined ? namespaceOf(policy) : undefined;
  return selectedWorkloads(policy.cluster, namespace, podSelector, world).filter(
    (one) => meansPeer(item, peerOf(one), policy, world.artifacts) === true,
  );
}

function otherEnd(
  own: Workload,
  end: Workload,
  direction: Direction,
  ports: readonly unknown[],
  { artifacts }: World,
): boolean | Unknown {
  const listening = direction === 'Ingress' ? own : end;
  const named = portsOf(listening).filter((port) => ports.length === 0 || ports.some((item) => meansPort(item, port)));
  const other = direction === 'Ingress' ? 'Egress' : 'Ingress';
  const answers = (named.length === 0 ? [undefined] : named).map((port) =>
    admits(end, other, peerOf(own), port, artifacts),
  );
  return answers.includes(true) ? true : answers.includes(unknown) ? unknown : false;
}

function peerOf({ namespace, labels }: Workload): Peer {
  return { kind: 'pods', namespace, labels, isWhole: true };
}

function selected(policy: KubernetesObject, world: World): readonly Workload[] {
  const selector = asBody(policy.body.spec)?.podSelector;
  // One that takes all pods of its namespace speaks of none in particular.
  if (Object.keys(asBody(selector) ?? {}).length === 0) return [];
  return selectedWorkloads(policy.cluster, namespaceOf(policy), selector, world);
}
