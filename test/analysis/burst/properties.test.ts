import fc from 'fast-check';
import { ratedArrivals, suddenArrivals } from '../../../lib/analysis/burst/arrivals';
import { DEFAULT_ASSUMPTIONS } from '../../../lib/analysis/burst/assumptions';
import { DEFAULT_BEHAVIOR } from '../../../lib/analysis/burst/hpa-behavior';
import type { BurstModel, ScalerModel, Strategy } from '../../../lib/analysis/burst/model';
import { mostOf } from '../../../lib/analysis/burst/most-pods';
import { simulateBurst } from '../../../lib/analysis/burst/simulate';
import { hpa, model, pool, scaledObject, stage } from './models';

const strategies = fc.constantFrom<Strategy>({ kind: 'default' }, { kind: 'accurate' }, { kind: 'eager' });

const scalers = fc
  .record({
    kind: fc.constantFrom('hpa', 'scaled-object', 'scaled-job', 'fixed'),
    min: fc.nat(3),
    more: fc.integer({ min: 1, max: 20 }),
    target: fc.integer({ min: 1, max: 20 }),
    polling: fc.integer({ min: 1, max: 40 }),
    cooldown: fc.nat(120),
    strategy: strategies,
  })
  .map(({ kind, min, more, target, polling, cooldown, strategy }): ScalerModel => {
    const metrics = [{ kind: 'backlog', target, per: 'pod', activation: 0 }] as const;
    const max = min + more;
    switch (kind) {
      case 'hpa':
        return hpa({ min: Math.max(1, min), max, metrics });
      case 'scaled-object':
        return scaledObject({
          hpa: hpa({ min: Math.max(1, min), max, metrics }),
          min,
          pollingInterval: polling,
          cooldownPeriod: cooldown,
        });
      case 'scaled-job':
        return { kind, min, max, metrics, pollingInterval: polling, strategy, messagesPerJob: target };
      default:
        return { kind: 'fixed', replicas: max };
    }
  });

const arrivals = fc.oneof(
  fc.integer({ min: 1, max: 3000 }).map(suddenArrivals),
  fc
    .record({ rate: fc.integer({ min: 1, max: 100 }), shape: fc.constantFrom('steady' as const, 'spike' as const) })
    .map(({ rate, shape }) => ratedArrivals('', rate, 300, shape)),
);

const models = fc
  .record({
    arrivals,
    scaler: scalers,
    rate: fc.constantFrom(0.05, 0.5, 1, 5, 7.5),
    nodes: fc.nat(3),
    more: fc.nat(6),
    onVirtualNodes: fc.boolean(),
    most: fc.option(fc.integer({ min: 0, max: 500 }), { nil: undefined }),
    expireSeconds: fc.option(fc.integer({ min: 1, max: 300 }), { nil: undefined }),
    seed: fc.nat(),
    behind: fc.boolean(),
  })
  .map(({ arrivals, scaler, rate, nodes, more, onVirtualNodes, most, expireSeconds, seed, behind }): BurstModel => {
    const first = stage({ scaler, perReplicaPerSecond: rate, onVirtualNodes, pools: [0, 1] });
    const called = stage({ name: 'behind', scaler: { kind: 'fixed', replicas: 2 }, pools: [0, 1] });
    return model({
      arrivals,
      buffer: { most, expireSeconds },
      stages: behind ? [first, called] : [first],
      pools: [pool(nodes, nodes + more), pool(0, more, { name: 'other' })],
      hasVirtualNodes: onVirtualNodes,
      assumptions: { ...DEFAULT_ASSUMPTIONS, seed },
      before: 60,
      after: 600,
    });
  });

describe('every burst', () => {
  it('keeps all that arrived: done, lost or left', () => {
    fc.assert(
      fc.property(models, (one) => {
        const { arrived, done, dropped, expired, backlog } = simulateBurst(one);
        expect(done + dropped + expired + backlog).toBe(arrived);
        expect(arrived).toBe(one.arrivals.until(one.after));
      }),
      { numRuns: 30 },
    );
  });

  it('never has more pods than its scaler allows, nor more nodes than its pools', () => {
    fc.assert(
      fc.property(models, (one) => {
        const { points, stages, peakNodes, mostVirtual } = simulateBurst({ ...one, every: 1 });
        const most = mostOf(one.stages[0].scaler);
        expect(stages[0]?.peakReplicas).toBeLessThanOrEqual(most);
        const wrong = points.filter(
          ({ replicas, ready, backlog }) => replicas > most || ready > replicas || backlog < 0,
        );
        expect(wrong).toEqual([]);
        expect(peakNodes).toBeLessThanOrEqual(one.pools.reduce((sum, { max }) => sum + max, 0));
        expect(mostVirtual).toBeLessThanOrEqual(one.assumptions.containerGroups);
      }),
      { numRuns: 30 },
    );
  });

  it('has the same result for the same input', () => {
    fc.assert(
      fc.property(models, (one) => expect(simulateBurst(one)).toEqual(simulateBurst(one))),
      { numRuns: 10 },
    );
  });

  it('leaves no more behind with more pods of a fixed number', () => {
    fc.assert(
      fc.property(arrivals, fc.nat(10), fc.nat(10), fc.constantFrom(0.5, 3, 5), (come, pods, more, rate) => {
        const left = (replicas: number): number =>
          simulateBurst(
            model({
              arrivals: come,
              stages: [stage({ scaler: { kind: 'fixed', replicas }, perReplicaPerSecond: rate })],
              pools: [pool(6, 6)],
              after: 400,
            }),
          ).backlog;
        expect(left(pods + more)).toBeLessThanOrEqual(left(pods));
      }),
      { numRuns: 20 },
    );
  });

  it('leaves no more behind with a higher maximum, where nothing scales down meanwhile', () => {
    const behavior = { up: DEFAULT_BEHAVIOR.up, down: { ...DEFAULT_BEHAVIOR.down, select: 'Disabled' as const } };
    fc.assert(
      fc.property(arrivals, fc.integer({ min: 1, max: 10 }), fc.nat(10), (come, max, more) => {
        const left = (most: number): number =>
          simulateBurst(
            model({
              arrivals: come,
              stages: [stage({ scaler: hpa({ max: most, behavior }), perReplicaPerSecond: 1 })],
              pools: [pool(6, 6)],
              after: 400,
            }),
          ).backlog;
        expect(left(max + more)).toBeLessThanOrEqual(left(max));
      }),
      { numRuns: 20 },
    );
  });
});
