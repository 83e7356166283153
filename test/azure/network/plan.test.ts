import fc from 'fast-check';
import { usableAddresses } from '../../../lib/core/address-space';
import { Cidr } from '../../../lib/core/cidr';
import { formatProblem } from '../../../lib/core/errors';
import { planAddresses, plannedLength } from '../../../lib/azure/network/plan';
import type { PlanInput, SubnetNeed } from '../../../lib/azure/network/plan-input';

const cidr = (text: string) => Cidr.parse(text);

const need = (path: string, props: Partial<SubnetNeed> = {}): SubnetNeed => ({
  path,
  name: path,
  needed: 0,
  arithmetic: '',
  waysOut: ['put less into it'],
  largestPrefixLength: 29,
  smallestAskedBy: 'Azure takes',
  headroom: true,
  ...props,
});

const input = (subnets: readonly SubnetNeed[], props: Partial<PlanInput> = {}): PlanInput => ({
  space: [cidr('10.20.0.0/16')],
  reserved: [],
  connected: [],
  taken: [],
  subnets,
  ...props,
});

const printed = (subnets: readonly SubnetNeed[], props: Partial<PlanInput> = {}) => {
  const { prefixes, problems } = planAddresses(input(subnets, props));
  return {
    prefixes: Object.fromEntries([...prefixes].map(([path, range]) => [path, range.toString()])),
    problems: problems.map(formatProblem),
  };
};

describe('An address plan', () => {
  it('gives each subnet the first free range for twice its need, in the order of declaration', () => {
    expect(
      printed([need('nodes', { needed: 2170 }), need('small', { needed: 3 }), need('other', { needed: 100 })]),
    ).toEqual({
      prefixes: { nodes: '10.20.0.0/19', small: '10.20.32.0/28', other: '10.20.33.0/24' },
      problems: [],
    });
  });

  it('fills the gap that alignment left', () => {
    const subnets = [need('a', { needed: 3 }), need('b', { needed: 1000 }), need('c', { needed: 3 })];
    expect(printed(subnets).prefixes).toEqual({ a: '10.20.0.0/28', b: '10.20.8.0/21', c: '10.20.0.16/28' });
  });

  it('does not double what never grows', () => {
    expect(plannedLength(need('api', { needed: 9, largestPrefixLength: 28, headroom: false }))).toBe(28);
    expect(plannedLength(need('api', { needed: 18, largestPrefixLength: 28, headroom: false }))).toBe(27);
  });

  it.each([
    [125, 24], // 125 x 2 + 5 = 255
    [126, 23],
    [0, 29],
  ])('counts the five addresses that Azure keeps: %d take a /%d', (needed, prefixLength) => {
    expect(plannedLength(need('nodes', { needed }))).toBe(prefixLength);
  });

  it('plans around what is pinned, recorded, taken and reserved, wherever that is declared', () => {
    const subnets = [
      need('planned', { needed: 100 }),
      need('pinned', { needed: 100, pinned: cidr('10.20.0.0/24') }),
      need('recorded', { needed: 100, recorded: cidr('10.20.2.0/24') }),
    ];
    const taken = [{ range: cidr('10.20.1.0/25'), what: 'the taken prefix' }];
    expect(printed(subnets, { taken })).toEqual({
      prefixes: { planned: '10.20.3.0/24', pinned: '10.20.0.0/24', recorded: '10.20.2.0/24' },
      problems: [],
    });
  });

  it('goes on in the next range of the network when the first is full', () => {
    const space = [cidr('10.20.0.0/24'), cidr('10.40.0.0/16')];
    const subnets = [need('a', { needed: 100 }), need('b', { needed: 100 })];
    expect(printed(subnets, { space }).prefixes).toEqual({ a: '10.20.0.0/24', b: '10.40.0.0/24' });
  });

  it('keeps a recorded range that holds the need without any room to grow', () => {
    const recorded = cidr('10.20.0.0/24');
    expect(printed([need('nodes', { needed: 251, recorded })]).problems).toEqual([]);
  });
});

describe('An address plan tells', () => {
  const nodes = {
    needed: 2170,
    arithmetic: "pool 'apps' needs (30 nodes + 10 surge + 30 rotating) x 31 = 2,170",
    waysOut: ['lower maxPods (30)', 'use overlay networking'],
  };

  it.each<[string, readonly SubnetNeed[], Partial<PlanInput>, readonly string[]]>([
    [
      'a pinned subnet that is too small, with the arithmetic and the ways out',
      [need('nodes', { ...nodes, pinned: cidr('10.20.0.0/24') })],
      {},
      [
        "subnet 'nodes' 10.20.0.0/24 holds 251 addresses; pool 'apps' needs (30 nodes + 10 surge + 30 rotating) x 31 = 2,170. " +
          'Give it 10.20.0.0/20 or more, lower maxPods (30), or use overlay networking. (address/subnet-too-small)',
      ],
    ],
    [
      'a pinned subnet that is too small and for which the network has no larger range at that place',
      [need('nodes', { ...nodes, pinned: cidr('10.20.0.0/24') })],
      { space: [cidr('10.20.0.0/23')] },
      [
        "subnet 'nodes' 10.20.0.0/24 holds 251 addresses; pool 'apps' needs (30 nodes + 10 surge + 30 rotating) x 31 = 2,170. " +
          'Give it a /20 or more, lower maxPods (30), or use overlay networking. (address/subnet-too-small)',
      ],
    ],
    [
      'a pinned subnet that is smaller than Azure takes',
      [
        need('AzureFirewallSubnet', {
          pinned: cidr('10.20.0.0/27'),
          largestPrefixLength: 26,
          smallestAskedBy: 'Azure takes for AzureFirewallSubnet',
        }),
      ],
      {},
      [
        "subnet 'AzureFirewallSubnet' 10.20.0.0/27 is smaller than a /26, the smallest that Azure takes for AzureFirewallSubnet. " +
          'Give it 10.20.0.0/26 or more. (address/subnet-too-small)',
      ],
    ],
    [
      'a recorded range that was outgrown',
      [need('nodes', { ...nodes, recorded: cidr('10.20.0.0/24') })],
      {},
      [
        "subnet 'nodes' is recorded as 10.20.0.0/24, which holds 251 addresses; pool 'apps' needs (30 nodes + 10 surge + 30 rotating) x 31 = 2,170; " +
          'a recorded range never changes, because Azure refuses to move a subnet in use. ' +
          'Put what is new into a subnet of its own, lower maxPods (30), or use overlay networking. (address/recorded-outgrown)',
      ],
    ],
    [
      'a pinned range that moves a recorded one',
      [need('nodes', { pinned: cidr('10.20.4.0/24'), recorded: cidr('10.20.0.0/24') })],
      {},
      [
        "subnet 'nodes' is given 10.20.4.0/24, but it is recorded as 10.20.0.0/24 in addresses.lock.json, and Azure refuses to move a subnet in use. " +
          'Give it 10.20.0.0/24, or, if nothing is in it yet, remove its entry from addresses.lock.json. (address/pin-moves-recorded)',
      ],
    ],
    [
      'a range outside the address space',
      [need('nodes', { pinned: cidr('10.30.0.0/24') })],
      {},
      [
        "subnet 'nodes' 10.30.0.0/24 lies outside the address space 10.20.0.0/16. " +
          'Give it a range inside, or add a range to addressSpace. (address/outside-space)',
      ],
    ],
    [
      'subnets that overlap, each pair once',
      [
        need('a', { pinned: cidr('10.20.0.0/24') }),
        need('b', { pinned: cidr('10.20.0.128/25') }),
        need('c', { recorded: cidr('10.20.0.192/26') }),
      ],
      {},
      [
        "subnet 'a' 10.20.0.0/24 overlaps subnet 'b' 10.20.0.128/25. Give one of them another range. (address/overlap)",
        "subnet 'a' 10.20.0.0/24 overlaps subnet 'c' 10.20.0.192/26. Give one of them another range. (address/overlap)",
        "subnet 'b' 10.20.0.128/25 overlaps subnet 'c' 10.20.0.192/26. Give one of them another range. (address/overlap)",
      ],
    ],
    [
      'a subnet where others are',
      [need('a', { pinned: cidr('10.20.0.0/24') })],
      { taken: [{ range: cidr('10.20.0.0/25'), what: 'the taken prefix' }] },
      [
        "subnet 'a' 10.20.0.0/24 overlaps the taken prefix 10.20.0.0/25. Give one of them another range. (address/overlap)",
      ],
    ],
    [
      'a network that overlaps a peer, and services that overlap the network and a peer',
      [],
      {
        connected: [{ range: cidr('10.0.0.0/9'), what: 'the reserved range' }],
        reserved: [{ range: cidr('10.20.0.0/20'), what: "the service range of cluster 'aks'" }],
      },
      [
        'the reserved range 10.0.0.0/9 overlaps the address space 10.20.0.0/16. ' +
          'Choose a range that nothing connected to the network uses. (address/reserved-overlap)',
        "the service range of cluster 'aks' 10.20.0.0/20 overlaps the address space 10.20.0.0/16. " +
          'Choose a range that nothing connected to the network uses. (address/reserved-overlap)',
        "the service range of cluster 'aks' 10.20.0.0/20 overlaps the reserved range 10.0.0.0/9. " +
          'Choose a range that nothing connected to the network uses. (address/reserved-overlap)',
      ],
    ],
    [
      'a network that is full',
      [
        need('a', { pinned: cidr('10.20.0.0/25') }),
        need('nodes', { ...nodes, needed: 60, arithmetic: 'pool needs 60' }),
      ],
      { space: [cidr('10.20.0.0/24')], taken: [{ range: cidr('10.20.0.128/26'), what: 'the taken prefix' }] },
      [
        "subnet 'nodes' needs a /25 (pool needs 60, and twice that to grow), and the largest free range of 10.20.0.0/24 is 10.20.0.192/26. " +
          'Add a range to addressSpace, lower maxPods (30), or use overlay networking. (address/space-exhausted)',
      ],
    ],
    [
      'a network that is full but for what is needed today',
      [
        need('a', { pinned: cidr('10.20.0.0/25') }),
        need('nodes', { ...nodes, needed: 100, arithmetic: 'pool needs 100' }),
      ],
      { space: [cidr('10.20.0.0/24')] },
      [
        "subnet 'nodes' needs a /24 (pool needs 100, and twice that to grow), and the largest free range of 10.20.0.0/24 is 10.20.0.128/25. " +
          'Add a range to addressSpace, give it 10.20.0.128/25, enough for today, as its prefix, lower maxPods (30), or use overlay networking. (address/space-exhausted)',
      ],
    ],
    [
      'a network of which nothing is free',
      [need('a', { pinned: cidr('10.20.0.0/24') }), need('b')],
      { space: [cidr('10.20.0.0/24')] },
      [
        "subnet 'b' needs a /29, and nothing of 10.20.0.0/24 is free. Add a range to addressSpace. (address/space-exhausted)",
      ],
    ],
    [
      'a subnet to plan in a network of which nothing is known',
      [need('a'), need('b', { pinned: cidr('10.20.0.0/24') })],
      { space: [] },
      [
        "subnet 'a' has no prefix, and the ranges of the network were not told. " +
          'Tell addressSpace and takenPrefixes of the network, or give the subnet a prefix. (address/space-unknown)',
      ],
    ],
  ])('%s', (_, subnets, props, messages) => {
    expect(printed(subnets, props).problems).toEqual(messages);
  });
});

describe('What is added later', () => {
  const sized = fc.record({
    needed: fc.integer({ min: 0, max: 4000 }),
    largestPrefixLength: fc.integer({ min: 22, max: 29 }),
    headroom: fc.boolean(),
  });
  const space = [cidr('10.20.0.0/16'), cidr('10.60.0.0/18')];
  const named = (subnets: readonly Partial<SubnetNeed>[]) => subnets.map((props, index) => need(`s${index}`, props));

  it('never moves what is planned, never overlaps, and stays inside the space', () => {
    fc.assert(
      fc.property(
        fc.array(sized, { minLength: 1, maxLength: 12 }),
        fc.array(fc.tuple(fc.nat(20), sized), { maxLength: 8 }),
        fc.array(fc.nat(400), { maxLength: 12 }),
        (first, added, growth) => {
          const before = planAddresses(input(named(first), { space }));
          const grown = named(first).map((subnet, index) => ({
            ...subnet,
            needed: subnet.needed + (growth[index] ?? 0),
            recorded: before.prefixes.get(subnet.path),
          }));
          const later: SubnetNeed[] = [...grown];
          added.forEach(([at, props], index) => later.splice(at, 0, need(`new${index}`, props)));
          const after = planAddresses(input(later, { space }));

          for (const [path, range] of before.prefixes) expect(after.prefixes.get(path)).toEqual(range);
          const ranges = [...after.prefixes.values()];
          ranges.forEach((range, index) => {
            expect(space.some((part) => part.contains(range))).toBe(true);
            expect(ranges.slice(index + 1).some((other) => other.overlaps(range))).toBe(false);
          });
          for (const subnet of later) {
            const range = after.prefixes.get(subnet.path);
            const told = after.problems.some(({ rule }) => rule.startsWith(`subnet '${subnet.name}'`));
            // Either it fits, or the plan says so.
            expect(told || (range !== undefined && usableAddresses(range) >= subnet.needed)).toBe(true);
          }
        },
      ),
    );
  });

  it('gives the same plan for the same program', () => {
    fc.assert(
      fc.property(fc.array(sized, { maxLength: 10 }), (subnets) => {
        expect(planAddresses(input(named(subnets), { space }))).toEqual(
          planAddresses(input(named(subnets), { space })),
        );
      }),
    );
  });
});
