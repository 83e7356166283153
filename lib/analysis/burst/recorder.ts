import type { BurstModel } from './model';
import type { BurstPoint, BurstResult } from './result';
import type { SimulationState } from './simulate';

const HOUR = 3600;

/** Watches a simulation and sums it up. */
export class Recorder {
  private readonly points: BurstPoint[] = [];
  private peak = { count: 0, second: 0 };
  private oldest = { age: 0, second: 0 };
  private absorbedAt: number | undefined;
  private peakNodes = 0;
  private nodeSeconds = 0;
  private virtualSeconds = 0;

  constructor(private readonly model: BurstModel) {}

  record(second: number, { queue, nodes, virtual, stages: [first] }: SimulationState): void {
    const { arrivals, every } = this.model;
    const { backlog } = queue;
    const [ready, age] = [nodes.readyAt(second), queue.oldestAge(second)];
    if (backlog > this.peak.count) this.peak = { count: backlog, second };
    if (age > this.oldest.age) this.oldest = { age, second };
    if (backlog === 0 && second >= arrivals.seconds - 1) this.absorbedAt ??= second;
    this.peakNodes = Math.max(this.peakNodes, ready);
    // A node costs from the time it is asked for.
    this.nodeSeconds += nodes.all.length;
    this.virtualSeconds += virtual?.running ?? 0;
    if (second % every !== 0) return;
    this.points.push({
      second,
      backlog,
      oldest: age,
      lost: queue.dropped + queue.expired,
      done: queue.done,
      replicas: first.pods.count,
      ready: first.pods.ready.length,
      virtual: virtual?.running ?? 0,
      nodes: ready,
    });
  }

  result({ queue, virtual, stages, autoscaler }: SimulationState): BurstResult {
    const saturated = stages.filter(({ saturatedAt }) => saturatedAt !== undefined);
    const [firstSaturated] = saturated.sort((a, b) => Number(a.saturatedAt) - Number(b.saturatedAt));
    return {
      arrived: queue.arrived,
      done: queue.done,
      dropped: queue.dropped,
      expired: queue.expired,
      backlog: queue.backlog,
      peakBacklog: this.peak,
      oldest: this.oldest,
      absorbedAt: this.absorbedAt,
      firstNode: this.firstNode(autoscaler.firstAskedAt),
      peakNodes: this.peakNodes,
      nodeHours: this.nodeSeconds / HOUR,
      virtualHours: this.virtualSeconds / HOUR,
      mostVirtual: virtual?.mostRunning ?? 0,
      quotaHit: (virtual?.refused ?? 0) > 0,
      fullPools: [...autoscaler.trouble.full].sort(),
      refusedPools: [...autoscaler.trouble.refused].sort(),
      stages: stages.map(({ model: { name }, peakReplicas, turns, saturatedAt, hitMaximum }) => ({
        name,
        peakReplicas,
        turns,
        saturatedAt,
        hitMaximum,
      })),
      firstSaturated: firstSaturated?.model.name,
      points: this.points,
    };
  }

  private firstNode(askedAt: number | undefined): BurstResult['firstNode'] {
    if (askedAt === undefined) return undefined;
    const { arrivals, assumptions } = this.model;
    const readyAt = askedAt + assumptions.nodeProvisioning;
    return { askedAt, readyAt, arrived: arrivals.until(readyAt) - arrivals.until(askedAt) };
  }
}
