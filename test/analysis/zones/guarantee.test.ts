import fc from 'fast-check';
import { type Demand, demandOf, KUBERNETES_DEFAULTS } from '../../../lib/analysis/scheduler/demand';
import { Filters } from '../../../lib/analysis/scheduler/filter';
import { HOSTNAME, type SimNode, ZONE } from '../../../lib/analysis/scheduler/node';
import { ClusterState, type SimPod } from '../../../lib/analysis/scheduler/state';
import { guaranteeAfter, mostInDomains } from '../../../lib/analysis/zones/guarantee';
import { workloadsOf } from '../../../lib/analysis/workload/workloads';
import { readArtifacts } from '../../../lib/artifact/read/artifacts';

const LABELS = { app: 'web' };
const spread = (topologyKey: string, more: object = {}): object => ({
  maxSkew: 1,
  topologyKey,
  whenUnsatisfiable: 'DoNotSchedule',
  labelSelector: { matchLabels: LABELS },
  ...more,
});
const apart = (topologyKey: string): object => ({
  podAntiAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey, labelSelector: { matchLabels: LABELS } }],
  },
});

function demandWith(spec: object): Demand {
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', namespace: 'shop', labels: LABELS },
    spec: { containers: [{ name: 'main', image: 'a/b:1', resources: { requests: { cpu: '1' } } }], ...spec },
  };
  const [workload] = workloadsOf(readArtifacts([{ path: 'a.yaml', content: JSON.stringify(pod) }]));
  if (!workload) throw new Error('no workload');
  return demandOf(workload, {
    name: 'web',
    added: {},
    defaults: KUBERNETES_DEFAULTS,
    priorityOf: () => ({ value: 0, preempts: true }),
    namespaceLabels: () => ({}),
  });
}

const nodeIn = (zone: string, at: number, cores: number, isTainted = false): SimNode => ({
  name: `n${zone}-${at}`,
  labels: { [ZONE]: zone, [HOSTNAME]: `n${zone}-${at}` },
  taints: isTainted ? [{ key: 'system', effect: 'NoSchedule' }] : [],
  offers: { cpu: cores * 1000, memory: 1e9, others: new Map() },
  pods: 30,
});

function guarantee(demand: Demand, nodes: readonly SimNode[], pods: number, zone: string): number {
  return guaranteeAfter({
    demand,
    tallies: new ClusterState(nodes, [demand]).talliesOf(demand),
    pods,
    nodes,
    isSure: () => true,
    isLost: ({ labels }) => labels[ZONE] === zone,
    others: [demand],
  }).ready;
}

/** Fewest survivors of every placement of all pods that the filters allow, one after the other; undefined where there is none. */
function bruteForce(demand: Demand, nodes: readonly SimNode[], pods: number, zone: string): number | undefined {
  const state = new ClusterState(nodes, [demand]);
  const seen = new Set<string>();
  let fewest: number | undefined;
  const search = (left: number, counts: readonly number[]): void => {
    const key = counts.join();
    if (seen.has(key)) return;
    seen.add(key);
    if (left === 0) {
      const alive = counts.reduce((sum, count, at) => sum + (nodes[at]?.labels[ZONE] === zone ? 0 : count), 0);
      fewest = Math.min(fewest ?? Infinity, alive);
      return;
    }
    const pod: SimPod = { name: `p${left}`, demand, owner: 0, claims: [], born: left };
    const filters = new Filters(state, pod);
    const free = nodes.flatMap((_, at) => (filters.reason(at) === undefined ? [at] : []));
    for (const at of free) {
      state.bind(pod, at);
      search(
        left - 1,
        counts.map((count, node) => (node === at ? count + 1 : count)),
      );
      state.remove(pod);
    }
  };
  search(
    pods,
    nodes.map(() => 0),
  );
  return fewest;
}

describe('guaranteeAfter', () => {
  const three = ['1', '2', '3'].flatMap((zone) => [nodeIn(zone, 0, 8), nodeIn(zone, 1, 8)]);

  it.each([
    ['three over three zones keep two', { topologySpreadConstraints: [spread(ZONE)] }, 3, 2],
    ['seven over three zones keep four', { topologySpreadConstraints: [spread(ZONE)] }, 7, 4],
    ['nothing is kept without a constraint', {}, 3, 0],
    [
      'a soft constraint keeps nothing',
      { topologySpreadConstraints: [spread(ZONE, { whenUnsatisfiable: 'ScheduleAnyway' })] },
      3,
      0,
    ],
    ['three that share no zone keep two', { affinity: apart(ZONE) }, 3, 2],
    ['three that share no node keep one', { affinity: apart(HOSTNAME) }, 3, 1],
    ['a skew of two lets more be in one zone', { topologySpreadConstraints: [spread(ZONE, { maxSkew: 2 })] }, 6, 3],
  ])('%s', (_, spec, pods, ready) => {
    expect(guarantee(demandWith(spec), three, pods, '2')).toBe(ready);
  });

  it('counts the room of nodes', () => {
    const nodes = [nodeIn('1', 0, 8), nodeIn('2', 0, 2)];

    expect(guarantee(demandWith({}), nodes, 5, '2')).toBe(3);
    expect(guarantee(demandWith({}), nodes, 5, '1')).toBe(0);
  });

  it('knows that a zone that takes no pod holds the others back', () => {
    const nodes = [nodeIn('1', 0, 8), nodeIn('2', 0, 8), nodeIn('3', 0, 8, true)];
    const demand = demandWith({ topologySpreadConstraints: [spread(ZONE)] });

    expect(guarantee(demand, nodes, 2, '2')).toBe(1);
  });

  it('is never better than a placement that the constraints allow', () => {
    const nodes = fc
      .array(fc.tuple(fc.constantFrom('1', '2', '3'), fc.integer({ min: 1, max: 4 }), fc.boolean()), {
        minLength: 1,
        maxLength: 5,
      })
      .map((list) => list.map(([zone, cores, isTainted], at) => nodeIn(zone, at, cores, isTainted && at > 1)));
    const constraint = fc.record({
      topologyKey: fc.constantFrom(ZONE, HOSTNAME),
      maxSkew: fc.integer({ min: 1, max: 2 }),
      minDomains: fc.constantFrom(undefined, 2, 3),
      nodeTaintsPolicy: fc.constantFrom('Honor', 'Ignore'),
    });
    const spec = fc.oneof(
      fc.constant({}),
      fc.constantFrom(ZONE, HOSTNAME).map((key) => ({ affinity: apart(key) })),
      fc.array(constraint, { minLength: 1, maxLength: 2 }).map((list) => ({
        topologySpreadConstraints: list.map(({ topologyKey, ...more }) => spread(topologyKey, more)),
      })),
    );
    fc.assert(
      fc.property(
        nodes,
        spec,
        fc.integer({ min: 1, max: 5 }),
        fc.constantFrom('1', '2', '3'),
        (own, wanted, pods, zone) => {
          const demand = demandWith(wanted);
          const fewest = bruteForce(demand, own, pods, zone);
          if (fewest === undefined) return;
          expect(guarantee(demand, own, pods, zone)).toBeLessThanOrEqual(fewest);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('does not rise when a constraint is taken away', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 3 }), (pods, maxSkew) => {
        const tight = demandWith({ topologySpreadConstraints: [spread(ZONE, { maxSkew })] });

        expect(guarantee(demandWith({}), three, pods, '1')).toBeLessThanOrEqual(guarantee(tight, three, pods, '1'));
      }),
    );
  });
});

describe('mostInDomains', () => {
  it('never lets more than the share and the skew be in one of the domains', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 2, max: 5 }),
        (pods, skew, domains) => {
          const most = mostInDomains({ pods, skew, domains, lost: 1, isHeldBack: false });

          expect(most).toBeLessThanOrEqual(Math.floor((pods + (domains - 1) * skew) / domains));
          expect(most).toBeGreaterThanOrEqual(Math.min(pods, Math.ceil(pods / domains)));
        },
      ),
    );
  });
});
