import fc from 'fast-check';
import { coverageOf } from '../../../lib/analysis/reachability/coverage';
import { reachDifference } from '../../../lib/analysis/reachability/difference';
import { meaningOf } from '../../../lib/analysis/reachability/ends';
import { entrancesOf } from '../../../lib/analysis/reachability/entrances';
import { policyProblems } from '../../../lib/analysis/reachability/problems';
import { connectionsOf, reachabilityOf } from '../../../lib/analysis/reachability/reachability';
import { why } from '../../../lib/analysis/reachability/why';
import { selects } from '../../../lib/analysis/label-selector';
import { worldOf } from '../../../lib/analysis/world';
import { formatProblem } from '../../../lib/core/errors';
import { app, artifactsOf, deployment, pairs, policy, reachOf } from './worlds';

const DENY = policy('default-deny', { podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
const [web, cart] = [deployment('web'), deployment('cart')];
const CART_FROM_WEB = policy('cart', {
  podSelector: app('cart'),
  ingress: [{ from: [{ podSelector: app('web') }], ports: [{ port: 'http' }] }],
});
const WEB_TO_CART = policy('web', {
  podSelector: app('web'),
  policyTypes: ['Egress'],
  egress: [{ to: [{ podSelector: app('cart') }] }],
});

describe('reachability', () => {
  it('needs both the egress of the caller and the ingress of the called', () => {
    expect(pairs(reachOf([web, cart]))).toHaveLength(2);
    expect(pairs(reachOf([web, cart, DENY]))).toEqual([]);
    expect(pairs(reachOf([web, cart, DENY, CART_FROM_WEB]))).toEqual([]);
    expect(pairs(reachOf([web, cart, DENY, CART_FROM_WEB, WEB_TO_CART]))).toEqual([
      'shop/Deployment/web -> shop/Deployment/cart TCP 8080',
    ]);
  });

  it('takes a named port as each called pod has it', () => {
    const other = deployment('other');
    const toHttp = policy('web', {
      podSelector: app('web'),
      policyTypes: ['Egress'],
      egress: [{ ports: [{ port: 'admin' }, { port: 53, protocol: 'UDP', endPort: 54 }] }],
    });

    expect(pairs(reachOf([web, other, toHttp])).filter((one) => one.startsWith('shop/Deployment/web'))).toEqual([
      'shop/Deployment/web -> shop/Deployment/other UDP 53-54',
    ]);
  });

  it('lets pods in the network of their node do what they want, where an engine is known', () => {
    const agent = deployment('agent', 'shop', { hostNetwork: true });
    const objects = [agent, cart, DENY];

    expect(pairs(reachOf(objects, 'calico'))).toEqual([]);
    expect(pairs(reachOf([agent, cart, WEB_TO_CART], 'calico'))).toHaveLength(2);
    const toAgent = why(reachOf(objects, 'calico'), { pods: 1 }, { pods: 0 });
    expect([toAgent.egress.open, toAgent.ingress.open]).toEqual([undefined, 'host-network']);
  });

  it('enforces nothing without an engine', () => {
    expect(pairs(reachOf([web, cart, DENY], 'none'))).toHaveLength(2);
  });

  it('takes a range for the pods whose addresses lie in it, but not with Cilium', () => {
    const pod = (name: string, podIP: string): object => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, namespace: 'shop', labels: { app: name } },
      spec: { containers: [{ name: 'main', image: 'a/b:1' }] },
      status: { podIP },
    });
    const fromRange = policy('b', {
      podSelector: app('b'),
      ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.0/24', except: ['10.0.0.9/32'] } }] }],
    });
    const objects = [pod('a', '10.0.0.4'), pod('b', '10.0.1.4'), pod('c', '10.0.0.9'), fromRange];

    const into = (engine: 'calico' | 'cilium'): readonly string[] =>
      pairs(reachOf(objects, engine)).filter((one) => one.includes('-> shop/Pod/b'));

    expect(into('calico')).toEqual(['shop/Pod/a -> shop/Pod/b all']);
    expect(into('cilium')).toEqual([]);
  });

  it('gives a direction that is closed nothing more when a policy is added to it for others', () => {
    const names = ['a', 'b', 'c'];
    const selector = fc.constantFrom({}, ...names.map(app));
    const rule = fc.record({ peer: fc.constantFrom({}, ...names.map(app)), port: fc.constantFrom(80, 443) });
    const some = fc
      .record({ selector, rules: fc.array(rule, { maxLength: 2 }), isIngress: fc.boolean() })
      .map(({ selector, rules, isIngress }) =>
        policy('p', {
          podSelector: selector,
          policyTypes: [isIngress ? 'Ingress' : 'Egress'],
          [isIngress ? 'ingress' : 'egress']: rules.map(({ peer, port }) => ({
            [isIngress ? 'from' : 'to']: [{ podSelector: peer }],
            ports: [{ port }],
          })),
        }),
      );
    fc.assert(
      fc.property(fc.array(some, { maxLength: 4 }), some, (policies, added) => {
        const pods = names.map((name) => deployment(name));
        const before = reachOf([...pods, ...policies]);
        const after = reachOf([...pods, ...policies, added]);
        const { podSelector, policyTypes } = (added as { spec: { podSelector: object; policyTypes: string[] } }).spec;
        const direction = policyTypes[0] as 'Ingress' | 'Egress';
        for (const one of connectionsOf(after)) {
          if (!('pods' in one.ends.from) || !('pods' in one.ends.to)) continue;
          const held = direction === 'Ingress' ? one.ends.to.pods : one.ends.from.pods;
          const isSelected = selects(podSelector, after.classes[held]?.labels ?? {});
          if (isSelected && before.closed(direction).has(held)) continue;
          const was = connectionsOf(before).find(({ from, to }) => from === one.from && to === one.to);
          expect(one.ports.minus(was?.ports ?? one.ports.minus(one.ports)).text).toBe('none');
        }
      }),
      { numRuns: 60 },
    );
  });

  it('says the same as asking the policies of both ends for every pair and port', () => {
    const labels = fc.record({ app: fc.constantFrom('a', 'b'), tier: fc.constantFrom('x', 'y') });
    const selector = fc.oneof(
      fc.constant({}),
      fc.constantFrom('a', 'b').map((value) => ({ matchLabels: { app: value } })),
      fc
        .tuple(fc.constantFrom('In', 'NotIn', 'Exists', 'DoesNotExist'), fc.constantFrom('app', 'tier', 'none'))
        .map(([operator, key]) => ({
          matchExpressions: [{ key, operator, ...(operator.includes('In') ? { values: ['a', 'x'] } : {}) }],
        })),
    );
    const rule = fc.record({ peers: fc.array(selector, { maxLength: 2 }), ports: fc.subarray([80, 81]) });
    const some = fc.record({
      on: selector,
      ingress: fc.array(rule, { maxLength: 2 }),
      egress: fc.array(rule, { maxLength: 2 }),
    });
    fc.assert(
      fc.property(fc.array(labels, { minLength: 2, maxLength: 5 }), fc.array(some, { maxLength: 4 }), (pods, specs) => {
        const objects = [
          ...pods.map((own, at) => ({
            apiVersion: 'v1',
            kind: 'Pod',
            metadata: { name: `p${at}`, namespace: 'shop', labels: own },
            spec: { containers: [{ name: 'main', image: 'a/b:1' }] },
          })),
          ...specs.map(({ on, ingress, egress }, at) =>
            policy(`n${at}`, {
              podSelector: on,
              policyTypes: ['Ingress', 'Egress'],
              ingress: ingress.map(({ peers, ports }) => ({
                from: peers.map((podSelector) => ({ podSelector })),
                ports: ports.map((port) => ({ port })),
              })),
              egress: egress.map(({ peers, ports }) => ({
                to: peers.map((podSelector) => ({ podSelector })),
                ports: ports.map((port) => ({ port })),
              })),
            }),
          ),
        ];
        const found = new Map(connectionsOf(reachOf(objects)).map((one) => [`${one.from} ${one.to}`, one.ports]));
        const lets = (list: 'ingress' | 'egress', held: object, other: object, port: number): boolean => {
          const own = specs.filter(({ on }) => selects(on, held as Record<string, string>));
          const rules = own.flatMap((spec) => spec[list]);
          return (
            own.length === 0 ||
            rules.some(
              ({ peers, ports }) =>
                (peers.length === 0 || peers.some((peer) => selects(peer, other as Record<string, string>))) &&
                (ports.length === 0 || ports.includes(port)),
            )
          );
        };
        pods.forEach((from, source) =>
          pods.forEach((to, target) => {
            if (source === target) return;
            for (const number of [80, 81, 82]) {
              const ports = found.get(`shop/Pod/p${source} shop/Pod/p${target}`);
              expect(ports?.has({ protocol: 'TCP', number }) ?? false).toBe(
                lets('egress', from, to, number) && lets('ingress', to, from, number),
              );
            }
          }),
        );
      }),
      { numRuns: 150 },
    );
  });
});

describe('why', () => {
  it('names the rules that allow on both sides', () => {
    const reach = reachOf([web, cart, DENY, CART_FROM_WEB, WEB_TO_CART]);
    const { ports, egress, ingress } = why(reach, { pods: 0 }, { pods: 1 });

    expect(ports.text).toBe('TCP 8080');
    expect(egress.allowedBy.map(({ policy: by, field }) => [by.name, field])).toEqual([['web', ['spec', 'egress', 0]]]);
    expect(ingress.allowedBy.map(({ policy: by, field }) => [by.name, field])).toEqual([
      ['cart', ['spec', 'ingress', 0]],
    ]);
  });

  it('names the policies that close where no rule allows', () => {
    const { ports, egress, ingress } = why(reachOf([web, cart, DENY, CART_FROM_WEB]), { pods: 0 }, { pods: 1 });

    expect(ports.text).toBe('none');
    expect(egress.closedBy.map(({ name }) => name)).toEqual(['default-deny']);
    expect(egress.allowedBy).toEqual([]);
    expect(ingress.allowedBy).toHaveLength(1);
  });
});

describe('coverageOf', () => {
  it('tells open directions, policies that select nothing and rules that nothing meets', () => {
    const stray = policy('stray', { podSelector: app('gone'), ingress: [] });
    const shop = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } };
    const toNobody = policy('cart', {
      podSelector: app('cart'),
      ingress: [{ from: [{ podSelector: app('gone') }] }, { from: [{ namespaceSelector: {} }] }],
    });
    const { open, selectNothing, matchNothing } = coverageOf(reachOf([shop, web, cart, stray, toNobody]));

    expect(open).toEqual([
      { workload: 'shop/Deployment/web', direction: 'Ingress' },
      { workload: 'shop/Deployment/web', direction: 'Egress' },
      { workload: 'shop/Deployment/cart', direction: 'Egress' },
    ]);
    expect(selectNothing.map(({ name }) => name)).toEqual(['stray']);
    expect(matchNothing.map(({ field }) => field)).toEqual([['spec', 'ingress', 0]]);
  });
});

describe('reachDifference', () => {
  it('tells what opens and closes, of ranges only the addresses that differ', () => {
    const range = (cidr: string): object =>
      policy('cart', {
        podSelector: app('cart'),
        ingress: [{ from: [{ ipBlock: { cidr } }], ports: [{ port: 8080 }] }],
      });
    const of = (...objects: object[]) => connectionsOf(reachOf([web, cart, ...objects]));

    const told = reachDifference(of(range('10.0.0.0/8')), of(range('10.0.0.0/9'), WEB_TO_CART));

    expect(told.map(({ from, to, opened, closed }) => [from, to, opened.text, closed.text])).toEqual([
      ['10.128.0.0-10.255.255.255', 'shop/Deployment/cart', 'none', 'TCP 8080'],
      ['shop/Deployment/web', '0.0.0.0-255.255.255.255', 'none', 'all'],
    ]);
  });
});

describe('entrancesOf', () => {
  const service = (spec: object): object => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { selector: { app: 'web' }, ports: [{ port: 80, targetPort: 'http' }], ...spec },
  });
  const of = (...objects: object[]) => {
    const world = worldOf(artifactsOf([web, ...objects]));
    return reachabilityOf(world).flatMap((reach) =>
      entrancesOf(reach, world).map(({ through, to, ports, blocked }) => [through, to, ports.text, blocked.text]),
    );
  };

  it('follows a load balancer to the ports of pods, as far as policies let anybody in', () => {
    const outside = policy('web', {
      podSelector: app('web'),
      ingress: [{ from: [{ ipBlock: { cidr: '0.0.0.0/0' } }] }],
    });
    const inside = policy('web', { podSelector: app('web'), ingress: [{ from: [{ podSelector: {} }] }] });

    expect(of(service({ type: 'LoadBalancer' }), outside)).toEqual([
      ['shop/Service/web', 'shop/Deployment/web', 'TCP 8080', 'none'],
    ]);
    expect(of(service({ type: 'LoadBalancer' }), inside)).toEqual([
      ['shop/Service/web', 'shop/Deployment/web', 'none', 'TCP 8080'],
    ]);
    expect(of(service({}), outside)).toEqual([]);
  });
});

describe('meaningOf', () => {
  it.each([
    ['shop/Deployment/web', ['shop/Deployment/web']],
    ['shop/web', ['shop/Deployment/web']],
    ['web', ['shop/Deployment/web']],
    ['shop/', ['shop/Deployment/cart', 'shop/Deployment/web']],
  ])('takes %s for workloads', (text, workloads) => {
    const meant = meaningOf(text, reachOf([web, cart]));

    expect(meant && 'workloads' in meant ? [...meant.workloads] : undefined).toEqual(workloads);
  });

  it('takes ranges for addresses, and other words for nothing', () => {
    expect(meaningOf('10.0.0.0/8', reachOf([web]))).toEqual({
      addresses: { family: 'IPv4', first: 167772160n, last: 184549375n },
    });
    expect(meaningOf('wbe', reachOf([web]))).toBeUndefined();
  });
});

describe('policyProblems', () => {
  it('tells everything that the API server refuses, with its place', () => {
    const broken = policy('cart', {
      podSelector: {},
      ingress: [
        {
          from: [
            { ipBlock: { cidr: '10.0.0.1/8' } },
            { ipBlock: { cidr: '10.0.0.0/8', except: ['11.0.0.0/16', 'x'] } },
          ],
          ports: [{ port: 70_000 }, { port: 90, endPort: 80 }, { port: 'http', endPort: 90 }, { protocol: 'ICMP' }],
        },
      ],
    });

    expect(policyProblems(artifactsOf([web, broken])).map(formatProblem)).toEqual([
      "[all.yaml:3] 'spec.ingress[0].from[0].ipBlock.cidr' (10.0.0.1/8) is no range of addresses. Write one such as 10.0.0.0/8, without bits beyond its mask. (reach/invalid-policy)",
      "[all.yaml:3] 'spec.ingress[0].from[1].ipBlock.except[0]' (11.0.0.0/16) does not lie in 10.0.0.0/8. Write a part of 10.0.0.0/8, or leave it out. (reach/invalid-policy)",
      "[all.yaml:3] 'spec.ingress[0].from[1].ipBlock.except[1]' (x) is no range of addresses. Write one such as 10.0.0.0/8, without bits beyond its mask. (reach/invalid-policy)",
      "[all.yaml:3] 'spec.ingress[0].ports[0].port' (70000) is no port. Write a whole number from 1 to 65535, or the name of a port. (reach/invalid-policy)",
      "[all.yaml:3] 'spec.ingress[0].ports[1].endPort' (80) is below port (90). Write the last port of the range. (reach/invalid-policy)",
      "[all.yaml:3] 'spec.ingress[0].ports[2].endPort' (90) needs a port by number to start from. Write port as a number, or leave endPort out. (reach/invalid-policy)",
      "[all.yaml:3] 'spec.ingress[0].ports[3].protocol' (ICMP) is no protocol of policies. Write one of SCTP, TCP, UDP. (reach/invalid-policy)",
    ]);
  });
});
