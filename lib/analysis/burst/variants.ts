import type { BurstModel, Metric, Pool, ScalerModel, Stage } from './model';
import { mostOf } from './most-pods';
import { countThatFit } from './nodes';

/** Ways to be ready for a burst, each to be compared with what is. */
export const VARIANTS = ['virtual-nodes', 'cron', 'spare'] as const;
export type Variant = (typeof VARIANTS)[number];

/** A model with one thing changed. */
export interface ChangedModel {
  /** What was changed, in words. */
  readonly told: string;
  readonly model: BurstModel;
}

/** Seconds in front of what a new node takes, for the loops that ask for it. */
const LEAD = 120;
const MINUTE = 60;

/** @param spareNodes nodes that stand ready in 'spare'; as many as the peak takes where undefined */
export function changed(model: BurstModel, variant: Variant, spareNodes?: number): ChangedModel {
  switch (variant) {
    case 'virtual-nodes':
      return withVirtualNodes(model);
    case 'cron':
      return withCron(model);
    default:
      return withSpareNodes(model, spareNodes ?? nodesForPeak(model));
  }
}

/** Nodes that stand ready besides those that are needed, in the pools of the first stage; no pool grows beyond its most. */
export function withSpareNodes(model: BurstModel, count: number): ChangedModel {
  const { pools: own } = model.stages[0];
  const pools = model.pools.map((pool) => ({ ...pool, nodes: [...pool.nodes] }));
  let added = 0;
  while (added < count) {
    const open = own
      .flatMap((at) => pools[at] ?? [])
      .filter(({ nodes, max, autoscaled }) => !autoscaled || nodes.length < max);
    const [first, ...others] = open;
    if (!first) break;
    const smallest = others.reduce((a, b) => (b.nodes.length < a.nodes.length ? b : a), first);
    smallest.nodes.push(smallest.room);
    added += 1;
  }
  const grown = pools.map((pool): Pool => ({ ...pool, min: Math.max(pool.min, pool.nodes.length) }));
  return { told: `${added} spare ${added === 1 ? 'node' : 'nodes'}`, model: { ...model, pools: grown } };
}

function withVirtualNodes(model: BurstModel): ChangedModel {
  const [first, ...others] = model.stages;
  const stages = [{ ...first, onVirtualNodes: true }, ...others] as const;
  return { told: 'virtual nodes for what does not fit', model: { ...model, hasVirtualNodes: true, stages } };
}

function withCron(model: BurstModel): ChangedModel {
  const [first, ...others] = model.stages;
  const lead = Math.min(model.before, model.assumptions.nodeProvisioning + LEAD);
  const replicas = podsForPeak(model);
  const { seconds } = model.arrivals;
  const window: Metric = { kind: 'window', replicas, isOpen: (second) => second >= -lead && second < seconds };
  const stages = [{ ...first, scaler: withMetric(first.scaler, window) }, ...others] as const;
  return { told: `${replicas} pods by cron, ${Math.round(lead / MINUTE)} min before`, model: { ...model, stages } };
}

function withMetric(scaler: ScalerModel, metric: Metric): ScalerModel {
  switch (scaler.kind) {
    case 'fixed':
      return scaler;
    case 'scaled-object':
      return { ...scaler, hpa: { ...scaler.hpa, metrics: [...scaler.hpa.metrics, metric] } };
    default:
      return { ...scaler, metrics: [...scaler.metrics, metric] };
  }
}

/** Pods that work off the busiest minute as it comes in. */
function podsForPeak({ arrivals, stages: [{ perReplicaPerSecond, scaler }] }: BurstModel): number {
  const span = Math.min(MINUTE, arrivals.seconds);
  let most = 0;
  for (let second = 0; second < arrivals.seconds; second += span) {
    most = Math.max(most, arrivals.until(second + span - 1) - arrivals.until(second - 1));
  }
  return Math.min(mostOf(scaler), Math.ceil(most / span / perReplicaPerSecond));
}

function nodesForPeak(model: BurstModel): number {
  const { pools, size }: Stage = model.stages[0];
  const perNode = Math.max(1, ...pools.map((at) => countThatFit(model.pools[at]?.room ?? NO_ROOM, size)));
  return Math.ceil(podsForPeak(model) / perNode);
}

const NO_ROOM = { cpu: 0, memory: 0, pods: 0 };
