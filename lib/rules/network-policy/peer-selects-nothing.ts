import type { FieldPath } from '../../artifact/field-path';
import { type Direction, rulesOf } from '../../analysis/isolation';
import { objectIndex } from '../../analysis/objects';
import { takesAnyPod } from './pods-by-label';
import { asBody } from '../../analysis/workload/workloads';
import { compliant, finding, notApplicable, notKnown, type Rule } from '../rule';
import { documents, object, workload } from '../sample';
import { SETTINGS } from '../workload/examples';

const DIRECTIONS: readonly Direction[] = ['Ingress', 'Egress'];

const from = (app: string): string =>
  object('networking.k8s.io/v1', 'NetworkPolicy', 'cart', [
    'spec:',
    '  podSelector: { matchLabels: { app: cart } }',
    `  ingress: [{ from: [{ podSelector: { matchLabels: { app: ${app} } } }], ports: [{ port: 8080 }] }]`,
  ]);
const PODS = documents(workload('cart'), workload('web'));

/** A peer that is nobody is most often a label that was renamed. */
export const peerSelectsNothing: Rule = {
  id: 'network-policy/peer-selects-nothing',
  severity: 'warning',
  what: 'allows pods that are not there',
  why: 'the calls that were meant to be allowed are dropped, and whoever takes these labels later is let in',
  fix: 'Name labels that the pods of the namespace carry, or add a namespaceSelector where they live in another',
  sources: ['Kubernetes: Network Policies, behavior of to and from selectors'],
  covers: ['kube-linter/dangling-networkpolicypeer-podselector'],
  examples: {
    failing: { 'cart.yaml': documents(PODS, from('webb')) },
    mended: { 'cart.yaml': documents(PODS, from('web')) },
    notApplicable: SETTINGS,
    unknown: { 'cart.yaml': from('web') },
  },
  *check(world) {
    for (const policy of objectIndex(world.artifacts).ofKind('NetworkPolicy')) {
      const peers = DIRECTIONS.flatMap((direction) => rulesOf(policy, direction)).flatMap(({ body, peers, field }) =>
        peers.flatMap((item, index) => {
          const peer = asBody(item);
          // Pods of other namespaces are those of other teams, in files of their own.
          if (!peer?.podSelector || peer.namespaceSelector !== undefined) return [];
          const at: FieldPath = [...field, body.from === undefined ? 'to' : 'from', index, 'podSelector'];
          return [{ at, taken: takesAnyPod(policy, peer.podSelector, world) }];
        }),
      );
      const nobody = peers.filter(({ taken }) => taken === false);
      for (const { at } of nobody) yield finding(policy, at);
      if (nobody.length > 0) continue;
      if (peers.some(({ taken }) => taken === undefined))
        yield notKnown(policy, 'not all pods of its namespace are in these files');
      else if (peers.length === 0) yield notApplicable(policy);
      else yield compliant(policy);
    }
  },
};
