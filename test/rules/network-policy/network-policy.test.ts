import { allowsEverything } from '../../../lib/rules/network-policy/allows-everything';
import { ignoredRules } from '../../../lib/rules/network-policy/ignored-rules';
import { noDns } from '../../../lib/rules/network-policy/no-dns';
import { notIsolated } from '../../../lib/rules/network-policy/not-isolated';
import { documents, object, workload } from '../../../lib/rules/sample';
import { ask } from '../ask';

const policy = (spec: string, name = 'cart', namespace = 'shop'): string =>
  object('networking.k8s.io/v1', 'NetworkPolicy', name, [`spec: { ${spec} }`], namespace);
const FIELD = 'spec.template.metadata.labels';

describe('network-policy/not-isolated', () => {
  it('says which direction is open', () => {
    expect(ask(notIsolated, workload('cart'))).toEqual([
      `${FIELD}: may be called by every pod and may call everybody: no network policy closes ingress and egress for it`,
    ]);
    expect(ask(notIsolated, documents(workload('cart'), policy('podSelector: {}')))).toEqual([
      `${FIELD}: may call everybody: no network policy closes egress for it`,
    ]);
  });

  it('adds up policies, by labels and by expressions', () => {
    const ingress = policy('podSelector: { matchLabels: { app: cart } }, policyTypes: [Ingress]', 'in');
    const egress = policy(
      'podSelector: { matchExpressions: [{ key: app, operator: In, values: [cart] }] }, policyTypes: [Egress]',
      'out',
    );
    expect(ask(notIsolated, documents(workload('cart'), ingress, egress))).toEqual(['compliant']);
  });

  it('takes no policy of another namespace or for other pods', () => {
    const elsewhere = policy('podSelector: {}, policyTypes: [Ingress, Egress]', 'cart', 'other');
    const others = policy('podSelector: { matchLabels: { app: web } }, policyTypes: [Ingress, Egress]');
    expect(ask(notIsolated, documents(workload('cart'), elsewhere, others))[0]).toContain('ingress and egress');
  });

  it('has nothing to say of a pod in the network of its node', () => {
    expect(ask(notIsolated, workload('agent', { pod: ['hostNetwork: true'] }))).toEqual(['not-applicable']);
  });
});

describe('network-policy/allows-everything', () => {
  it('tells an empty rule from an empty list', () => {
    expect(ask(allowsEverything, policy('podSelector: {}, policyTypes: [Egress], egress: [{}]'))).toEqual([
      'spec.egress[0]: lets its pods call everybody on every port',
    ]);
    expect(ask(allowsEverything, policy('podSelector: {}, policyTypes: [Egress], egress: []'))).toEqual(['compliant']);
  });
});

describe('network-policy/ignored-rules', () => {
  it('knows that egress rules close egress where no types are written', () => {
    expect(ask(ignoredRules, policy('podSelector: {}, egress: [{ ports: [{ port: 53 }] }]'))).toEqual(['compliant']);
  });

  it('names the direction that is left out', () => {
    expect(
      ask(ignoredRules, policy('podSelector: {}, policyTypes: [Egress], ingress: [{ ports: [{ port: 80 }] }]')),
    ).toEqual(['spec.policyTypes: has ingress rules but policyTypes leaves Ingress out']);
  });
});

describe('network-policy/no-dns', () => {
  const egress = (rule: string): readonly string[] =>
    ask(noDns, documents(workload('cart'), policy(`podSelector: {}, policyTypes: [Egress], egress: [${rule}]`)));

  it('asks for UDP, within a range too', () => {
    expect(egress('{ ports: [{ port: 53, protocol: TCP }] }')[0]).toContain('cannot ask for their address');
    expect(egress('{ ports: [{ port: 1, endPort: 1023, protocol: UDP }] }')).toEqual(['compliant']);
    expect(egress('{ to: [{ podSelector: {} }] }')).toEqual(['compliant']);
  });

  it('has nothing to say of pods that may call nobody', () => {
    expect(ask(noDns, documents(workload('cart'), policy('podSelector: {}, policyTypes: [Egress]')))).toEqual([
      'not-applicable',
    ]);
  });
});
