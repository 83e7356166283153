import { type Direction, rulesOf } from '../../analysis/isolation';
import { faultIf, judgeKinds } from '../judge';
import type { Rule } from '../rule';
import { object } from '../sample';
import { SETTINGS } from '../workload/examples';

const DIRECTIONS: readonly Direction[] = ['Ingress', 'Egress'];

const policy = (rule: string): string =>
  object('networking.k8s.io/v1', 'NetworkPolicy', 'cart', [
    'spec:',
    '  podSelector: { matchLabels: { app: cart } }',
    '  policyTypes: [Ingress]',
    `  ingress: [${rule}]`,
  ]);

/** An empty rule is the opposite of an empty list. */
export const allowsEverything: Rule = {
  id: 'network-policy/allows-everything',
  severity: 'warning',
  what: 'allows everybody on every port',
  why: 'an empty rule opens the direction for good: policies only ever add up, so no other one can close it again',
  fix: 'Say in from or to who it is, and in ports where; to close the direction leave the list empty',
  sources: ['Kubernetes: Network Policies, allow all'],
  covers: ['trivy/KSV-0038'],
  examples: {
    failing: { 'cart.yaml': policy('{}') },
    mended: {
      'cart.yaml': policy('{ from: [{ podSelector: { matchLabels: { app: web } } }], ports: [{ port: 8080 }] }'),
    },
    notApplicable: SETTINGS,
  },
  check: (world) =>
    judgeKinds(world, ['NetworkPolicy'], (policy) =>
      DIRECTIONS.flatMap((direction) =>
        rulesOf(policy, direction).flatMap(({ peers, ports, field }) =>
          faultIf(
            peers.length === 0 && ports.length === 0,
            field,
            direction === 'Ingress' ? 'lets everybody call every port' : 'lets its pods call everybody on every port',
          ),
        ),
      ),
    ),
};
