import fc from 'fast-check';
import type { networkingV1 } from '../../../lib/kubernetes/api';
import { type FlowRule, mergeRules, toEgress, toIngress } from '../../../lib/kubernetes/connect/rules';

const peers: readonly (networkingV1.NetworkPolicyPeer | undefined)[] = [
  undefined,
  { podSelector: {} },
  { podSelector: { matchLabels: { app: 'a' } } },
  { namespaceSelector: { matchLabels: { team: 'b' } } },
  { ipBlock: { cidr: '10.0.0.0/8' } },
  { ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } },
];
const port = fc.record({
  port: fc.constantFrom<number | string>(80, 443, 8080, 'http', 'metrics'),
  protocol: fc.constantFrom('TCP' as const, 'UDP' as const),
});
const rule: fc.Arbitrary<FlowRule> = fc.record({
  peer: fc.constantFrom(...peers),
  ports: fc.option(fc.array(port, { minLength: 1, maxLength: 4 }), { nil: undefined }),
});
const rules = fc.array(rule, { maxLength: 12 });

/** What rules allow, spelled out: a peer and a port at a time. */
function allowed(given: readonly FlowRule[]): readonly string[] {
  const all = new Set(given.filter((one) => !one.ports).map((one) => JSON.stringify(one.peer ?? null)));
  const single = given
    .filter((one) => one.ports && !all.has(JSON.stringify(one.peer ?? null)))
    .flatMap((one) => (one.ports ?? []).map((p) => JSON.stringify([one.peer ?? null, p.port, p.protocol])));
  return [...new Set([...all, ...single])].sort();
}

describe('the rules of a policy', () => {
  it('allow after merging what they allowed before', () => {
    fc.assert(fc.property(rules, (given) => expect(allowed(mergeRules(given))).toEqual(allowed(given))));
  });

  it('are the same in whatever order and however often they were given', () => {
    fc.assert(
      fc.property(
        rules.chain((given) =>
          fc.tuple(fc.constant(given), fc.shuffledSubarray([...given, ...given], { minLength: given.length * 2 })),
        ),
        ([given, shuffled]) => expect(mergeRules(shuffled)).toEqual(mergeRules(given)),
      ),
    );
  });

  it('are one for each peer', () => {
    fc.assert(
      fc.property(rules, (given) => {
        const keys = mergeRules(given).map(({ peer }) => JSON.stringify(peer ?? null));
        expect(new Set(keys).size).toBe(keys.length);
      }),
    );
  });

  it('name no peer for everything and no port for all ports', () => {
    expect(toIngress([{}])).toEqual([{}]);
    expect(toEgress([{ peer: { podSelector: {} } }])).toEqual([{ to: [{ podSelector: {} }] }]);
  });

  it('keep ranges that are planned later in the order of calls, behind those that are known', () => {
    const range = (cidr: string): FlowRule => ({
      peer: { ipBlock: { cidr } },
      ports: [{ port: 443, protocol: 'TCP' }],
    });
    const later = [range('${TfToken[TOKEN.9]}'), range('${TfToken[TOKEN.10]}')];

    expect(mergeRules([...later, range('10.0.0.0/8'), ...later])).toEqual([range('10.0.0.0/8'), ...later]);
  });
});
