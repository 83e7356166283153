import { type Direction, directionsOf, rulesOf } from '../../analysis/isolation';
import { faultIf, judgeKinds } from '../judge';
import type { Rule } from '../rule';
import { object } from '../sample';
import { SETTINGS } from '../workload/examples';

const DIRECTIONS: readonly Direction[] = ['Ingress', 'Egress'];

const policy = (types: string): string =>
  object('networking.k8s.io/v1', 'NetworkPolicy', 'cart', [
    'spec:',
    '  podSelector: { matchLabels: { app: cart } }',
    `  policyTypes: [${types}]`,
    '  egress: [{ to: [{ podSelector: { matchLabels: { app: orders } } }], ports: [{ port: 5672 }] }]',
  ]);

/** policyTypes decides; rules of another direction are read by nobody. */
export const ignoredRules: Rule = {
  id: 'network-policy/ignored-rules',
  severity: 'error',
  what: 'has rules of a direction that it does not close',
  why: 'these rules have no effect: a reader believes that the direction is held to them, and it is open',
  fix: 'Add the direction to policyTypes, or remove its rules',
  sources: ['Kubernetes: Network Policies, policyTypes'],
  examples: {
    failing: { 'cart.yaml': policy('Ingress') },
    mended: { 'cart.yaml': policy('Ingress, Egress') },
    notApplicable: SETTINGS,
  },
  check: (world) =>
    judgeKinds(world, ['NetworkPolicy'], (policy) => {
      const closed = directionsOf(policy);
      return DIRECTIONS.filter((direction) => !closed.includes(direction)).flatMap((direction) =>
        faultIf(
          rulesOf(policy, direction).length > 0,
          ['spec', 'policyTypes'],
          `has ${direction.toLowerCase()} rules but policyTypes leaves ${direction} out`,
        ),
      );
    }),
};
