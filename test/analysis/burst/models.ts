import { DEFAULT_ASSUMPTIONS } from '../../../lib/analysis/burst/assumptions';
import { ratedArrivals } from '../../../lib/analysis/burst/arrivals';
import { DEFAULT_BEHAVIOR } from '../../../lib/analysis/burst/hpa-behavior';
import type { BurstModel, HpaScaler, Metric, Pool, ScaledObjectScaler, Stage } from '../../../lib/analysis/burst/model';

const BACKLOG: Metric = { kind: 'backlog', target: 5, per: 'pod', activation: 0 };

export function hpa(change: Partial<HpaScaler> = {}): HpaScaler {
  return { kind: 'hpa', min: 1, max: 30, metrics: [BACKLOG], behavior: DEFAULT_BEHAVIOR, ...change };
}

/** From none to thirty, five messages a pod, as in `examples/queue-burst`. */
export function scaledObject(change: Partial<ScaledObjectScaler> = {}): ScaledObjectScaler {
  return {
    kind: 'scaled-object',
    hpa: hpa(),
    min: 0,
    idle: undefined,
    pollingInterval: 5,
    cooldownPeriod: 30,
    ...change,
  };
}

export function stage(change: Partial<Stage> = {}): Stage {
  return {
    name: 'orders',
    size: { cpu: 500, memory: 512 },
    pools: [0],
    onVirtualNodes: false,
    startSeconds: 5,
    scaler: scaledObject(),
    perReplicaPerSecond: 5,
    callsPerMessage: 1,
    ...change,
  };
}

/** Nodes of four pods, all of them free. */
export function pool(nodes: number, max: number, change: Partial<Pool> = {}): Pool {
  const room = { cpu: 2000, memory: 4096, pods: 30 };
  return {
    name: 'apps',
    room,
    nodes: Array.from({ length: nodes }, () => room),
    min: nodes,
    max,
    autoscaled: true,
    obtainable: Infinity,
    ...change,
  };
}

export function model(change: Partial<BurstModel> = {}): BurstModel {
  return {
    arrivals: ratedArrivals('10/s for 10m', 10, 600),
    buffer: { most: undefined, expireSeconds: undefined },
    stages: [stage()],
    fillers: [],
    pools: [pool(2, 10)],
    hasVirtualNodes: false,
    assumptions: DEFAULT_ASSUMPTIONS,
    before: 600,
    after: 4200,
    every: 10,
    ...change,
  };
}
