import { DEFAULT_ASSUMPTIONS } from '../../../lib/analysis/burst/assumptions';
import { besides, ratedArrivals, suddenArrivals, together } from '../../../lib/analysis/burst/arrivals';
import type { BurstModel, Stage } from '../../../lib/analysis/burst/model';
import type { BurstPoint, BurstResult } from '../../../lib/analysis/burst/result';
import { simulateBurst } from '../../../lib/analysis/burst/simulate';
import { changed } from '../../../lib/analysis/burst/variants';
import { hpa, model, pool, scaledObject, stage } from './models';

/** Ten thousand transactions a minute, worked off by forty pods on ten nodes that do not exist yet. */
const TRANSACTIONS = model({
  arrivals: ratedArrivals('10000/min for 10m', 10_000 / 60, 600),
  stages: [stage({ scaler: scaledObject({ hpa: hpa({ max: 80 }) }) })],
  pools: [pool(0, 20)],
});

function at(result: BurstResult, second: number): BurstPoint {
  return result.points.find((point) => point.second === second) as BurstPoint;
}

describe('a burst of ten thousand transactions a minute', () => {
  const asItIs = simulateBurst(TRANSACTIONS);

  it('puts thirty thousand at risk while nodes take three minutes to boot', () => {
    // The scan at 0:10 asks for it, and the pods of five seconds before.
    expect(asItIs.firstNode).toEqual({ askedAt: 10, readyAt: 190, arrived: 30_000 });
    expect(at(asItIs, 180).ready).toBe(0);
    expect(at(asItIs, 180).backlog).toBeGreaterThanOrEqual(30_000);
    expect(asItIs.peakBacklog.count).toBeGreaterThan(30_000);
    expect(asItIs.done).toBe(100_000);
  });

  it('loses them where nothing holds them', () => {
    const { dropped, done, arrived } = simulateBurst({
      ...TRANSACTIONS,
      buffer: { most: 1000, expireSeconds: undefined },
    });

    expect(dropped).toBeGreaterThan(30_000);
    expect(done + dropped).toBe(arrived);
  });

  it('loses what is too old', () => {
    const { expired, oldest, done, arrived } = simulateBurst({
      ...TRANSACTIONS,
      buffer: { most: undefined, expireSeconds: 60 },
    });

    expect(expired).toBeGreaterThan(20_000);
    expect(oldest.age).toBeLessThan(60);
    expect(done + expired).toBe(arrived);
  });

  it.each(['virtual-nodes', 'cron', 'spare'] as const)('puts fewer at risk with %s', (variant) => {
    const result = simulateBurst(changed(TRANSACTIONS, variant).model);

    expect(result.peakBacklog.count).toBeLessThan(asItIs.peakBacklog.count * 0.6);
    expect(result.oldest.age).toBeLessThan(asItIs.oldest.age);
    expect(result.done).toBe(100_000);
  });

  it('needs no waiting at all with a cron trigger before the peak', () => {
    const { told, model: early } = changed(TRANSACTIONS, 'cron');
    const result = simulateBurst(early);

    expect(told).toBe('34 pods by cron, 5 min before');
    expect(result.peakBacklog.count).toBeLessThan(2500);
    expect(at(result, 0).ready).toBe(34);
  });

  it('tells what spare nodes cost', () => {
    const { told, model: spare } = changed(TRANSACTIONS, 'spare');

    expect(told).toBe('9 spare nodes');
    expect(simulateBurst(spare).nodeHours).toBeGreaterThan(asItIs.nodeHours);
  });
});

describe('three hundred messages', () => {
  const HUNDREDS = model({
    arrivals: suddenArrivals(300),
    stages: [stage({ onVirtualNodes: true })],
    pools: [pool(1, 1)],
    hasVirtualNodes: true,
  });

  it('are worked off by thirty pods at most, and none is left after the cooldown', () => {
    const result = simulateBurst({ ...HUNDREDS, stages: [stage({ onVirtualNodes: true, perReplicaPerSecond: 0.05 })] });

    expect(result.done).toBe(300);
    expect(result.stages[0]?.peakReplicas).toBe(30);
    expect(result.mostVirtual).toBe(26);
    expect(result.quotaHit).toBe(false);
    const absorbedAt = result.absorbedAt as number;
    const gone = result.points.find(({ second, replicas }) => second > absorbedAt && replicas === 0) as BurstPoint;
    // Thirty seconds after what is in hand, to the next poll and point.
    expect(gone.second - absorbedAt).toBeGreaterThanOrEqual(30);
    expect(gone.second - absorbedAt).toBeLessThanOrEqual(60);
  });

  it('wait for container groups where the quota has fewer', () => {
    const slow = stage({ onVirtualNodes: true, perReplicaPerSecond: 0.05 });
    const quotas = { ...DEFAULT_ASSUMPTIONS, containerGroups: 10 };
    const result = simulateBurst({ ...HUNDREDS, stages: [slow], assumptions: quotas });

    expect(result.mostVirtual).toBe(10);
    expect(result.quotaHit).toBe(true);
    expect(result.done).toBe(300);
  });
});

describe('the cluster autoscaler', () => {
  const BUSY: Partial<BurstModel> = {
    stages: [stage({ scaler: scaledObject({ hpa: hpa({ max: 40 }) }), perReplicaPerSecond: 0.25 })],
  };

  it('gives nodes back ten minutes after nobody needs them', () => {
    const result = simulateBurst(model(BUSY));
    const last = result.points.at(-1) as BurstPoint;

    expect(result.peakNodes).toBe(10);
    expect(last.nodes).toBe(2);
  });

  it('gives nodes back on which little runs, if that has room elsewhere', () => {
    // Three pods, one on each of three nodes.
    const cpu = hpa({ min: 3, max: 40, metrics: [{ kind: 'cpu', target: 60 }] });
    const run = (utilizationThreshold: number): BurstPoint => {
      const assumptions = { ...DEFAULT_ASSUMPTIONS, utilizationThreshold };
      return simulateBurst(
        model({ stages: [stage({ scaler: cpu })], pools: [pool(3, 10, { min: 1 })], assumptions }),
      ).points.at(-1) as BurstPoint;
    };

    expect(run(0.5)).toMatchObject({ nodes: 1, replicas: 3, ready: 3 });
    expect(run(0)).toMatchObject({ nodes: 3, replicas: 3 });
  });

  it('tells of pools that are full', () => {
    const result = simulateBurst(model({ ...BUSY, pools: [pool(1, 3)] }));

    expect(result.peakNodes).toBe(3);
    expect(result.fullPools).toEqual(['apps']);
    expect(simulateBurst(model({ ...BUSY, pools: [pool(3, 3, { autoscaled: false })] })).fullPools).toEqual(['apps']);
  });

  it('tries again after a pause where Azure has no nodes, and takes another pool meanwhile', () => {
    const pools = [pool(1, 9, { obtainable: 2 }), pool(0, 9, { name: 'other' })];
    const busy = stage({ scaler: scaledObject({ hpa: hpa({ max: 40 }) }), perReplicaPerSecond: 0.25, pools: [0, 1] });
    const inOrder = { ...DEFAULT_ASSUMPTIONS, expander: 'priority' as const };
    const result = simulateBurst(model({ stages: [busy], pools, assumptions: inOrder }));

    expect(result.refusedPools).toEqual(['apps']);
    expect(result.peakNodes).toBe(10);
  });

  it('boots nodes in place of pods that only hold room', () => {
    const room = {
      count: 8,
      name: 'headroom',
      size: { cpu: 500, memory: 512 },
      pools: [0],
      onVirtualNodes: false,
      startSeconds: 0,
    };
    const held = simulateBurst(model({ ...BUSY, pools: [pool(2, 10)], fillers: [room] }));

    // Eight pods run at once in place of those, and nodes for both come.
    expect(at(held, 60).ready).toBe(8);
    expect(held.peakNodes).toBe(10);
    expect(held.fullPools).toEqual(['apps']);
  });
});

describe('the call graph', () => {
  const payments = (change: Partial<Stage> = {}): Stage =>
    stage({ name: 'payments', scaler: { kind: 'fixed', replicas: 2 }, perReplicaPerSecond: 10, ...change });

  it('is as fast as its slowest stage, which is named', () => {
    const orders = stage({ scaler: scaledObject({ hpa: hpa({ max: 8 }) }), perReplicaPerSecond: 10 });
    const arrivals = ratedArrivals('40/s for 10m', 40, 600);
    const result = simulateBurst(model({ arrivals, stages: [orders, payments()], pools: [pool(4, 4)] }));

    expect(result.firstSaturated).toBe('payments');
    // Twenty of forty a second are left, each second.
    expect(result.peakBacklog.count).toBeGreaterThan(12_000);
  });

  it('counts how often a message calls', () => {
    const orders = stage({ scaler: { kind: 'fixed', replicas: 4 }, perReplicaPerSecond: 10 });
    const twice = simulateBurst(
      model({
        stages: [orders, payments({ callsPerMessage: 2 })],
        pools: [pool(4, 4)],
        arrivals: suddenArrivals(1000),
      }),
    );

    // Two pods of ten calls a second, two calls a message.
    expect(twice.absorbedAt).toBe(99);
  });

  it('scales a stage behind by its CPU', () => {
    const orders = stage({ scaler: { kind: 'fixed', replicas: 4 }, perReplicaPerSecond: 10 });
    const cpu = hpa({ min: 1, max: 6, metrics: [{ kind: 'cpu', target: 60 }] });
    const result = simulateBurst(model({ stages: [orders, payments({ scaler: cpu })], pools: [pool(4, 4)] }));
    const [, behind] = result.stages;

    // Ten a second are a pod at its full rate: 100 of 60 percent is two pods.
    expect(behind?.peakReplicas).toBe(2);
    expect(result.backlog).toBe(0);
  });

  it('counts how often pods go up and down', () => {
    const nervous = scaledObject({
      hpa: hpa({
        behavior: {
          up: {
            stabilizationWindow: 0,
            select: 'Max',
            policies: [{ type: 'Pods', value: 30, period: 15 }],
            tolerance: undefined,
          },
          down: {
            stabilizationWindow: 0,
            select: 'Max',
            policies: [{ type: 'Percent', value: 100, period: 15 }],
            tolerance: undefined,
          },
        },
      }),
    });
    const calm = simulateBurst(model({ pools: [pool(8, 8)], arrivals: ratedArrivals('', 30, 900) }));
    const result = simulateBurst(
      model({ stages: [stage({ scaler: nervous })], pools: [pool(8, 8)], arrivals: ratedArrivals('', 30, 900) }),
    );

    expect(result.stages[0]?.turns).toBeGreaterThan(10);
    // The window of five minutes holds the pods that drained the queue; then too few are left, and it begins again.
    expect(calm.stages[0]?.turns).toBe(5);
  });
});

describe('pods', () => {
  it('of a StatefulSet start one after the other', () => {
    const scaler = scaledObject({ hpa: hpa({ max: 6 }) });
    const run = (inOrder: boolean): BurstResult =>
      simulateBurst(
        model({ stages: [stage({ scaler, inOrder })], arrivals: suddenArrivals(3000), pools: [pool(2, 2)] }),
      );
    const [ordered, parallel] = [run(true), run(false)];

    // Five seconds to start and ten to pull, once on each node.
    expect(at(parallel, 40).ready).toBe(6);
    expect(at(ordered, 40).ready).toBe(3);
    expect(ordered.done).toBe(3000);
  });
});

describe('what comes in besides', () => {
  it('is worked off before the burst and after it, which ends once nothing of both waits', () => {
    const arrivals = together(ratedArrivals('', 60, 300), besides('', 10));
    const result = simulateBurst(model({ arrivals, pools: [pool(8, 8)] }));

    expect(at(result, -60).ready).toBeGreaterThan(0);
    expect(result.arrived).toBe(60 * 300 + 10 * (600 + 4200));
    expect(result.absorbedAt).toBeGreaterThanOrEqual(299);
    expect(result.absorbedAt).toBeLessThan(600);
  });
});

describe('jobs', () => {
  const slow = stage({
    scaler: {
      kind: 'scaled-job',
      min: 0,
      max: 6,
      metrics: [{ kind: 'backlog', target: 1, per: 'pod', activation: 0 }],
      pollingInterval: 10,
      strategy: { kind: 'default' },
      messagesPerJob: 1,
    },
    perReplicaPerSecond: 0.1,
  });

  it('start by the table of KEDA, work off one message each and end', () => {
    const result = simulateBurst(model({ stages: [slow], arrivals: suddenArrivals(20), pools: [pool(2, 2)] }));

    expect(result.done).toBe(20);
    expect(result.stages[0]?.peakReplicas).toBe(6);
    expect(result.points.at(-1)?.replicas).toBe(0);
  });

  it('wait for what they call', () => {
    const called = stage({ name: 'called', scaler: { kind: 'fixed', replicas: 1 }, perReplicaPerSecond: 0.1 });
    const run = (...stages: readonly [Stage, ...Stage[]]): BurstResult =>
      simulateBurst(model({ stages, arrivals: suddenArrivals(20), pools: [pool(2, 2)] }));
    const [alone, behind] = [run(slow), run(slow, called)];

    expect(behind.done).toBe(20);
    // One in ten seconds, in place of six.
    expect(behind.absorbedAt).toBeGreaterThan(190);
    expect(alone.absorbedAt).toBeLessThan(100);
  });

  it('of a minimum wait for messages', () => {
    const { scaler } = slow;
    const kept = { ...slow, scaler: { ...scaler, min: 2 } as typeof scaler };
    const result = simulateBurst(model({ stages: [kept], arrivals: suddenArrivals(20), pools: [pool(2, 2)] }));

    expect(at(result, 0).ready).toBe(2);
    expect(result.points.at(-1)?.replicas).toBe(2);
    expect(result.done).toBe(20);
  });
});
