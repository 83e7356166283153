import type { Assumptions } from './assumptions';
import type { PodCounts } from './hpa';
import type { MessageQueue } from './message-queue';
import type { Stage } from './model';
import { mostOf } from './most-pods';
import { type Pod, Pods } from './pods';
import { type ScalerLoop, scalerLoop } from './scaler-loop';
import type { Scheduler } from './scheduler';

/** A stage while it is simulated. */
export class RunningStage {
  readonly pods: Pods;
  readonly loop: ScalerLoop;
  readonly isJob: boolean;
  peakReplicas = 0;
  /** First second at which all its pods worked and work waited. */
  saturatedAt: number | undefined;
  /** How often the number of pods turned from up to down or back. */
  turns = 0;
  /** True once it had its most pods while work waited. */
  hitMaximum = false;
  private direction = 0;
  private credit = 0;
  private used: number[] = [];
  /** Jobs that work, by pod: what they have taken and when they are done. */
  private readonly jobs = new Map<Pod, { readonly taken: number; readonly doneAt: number }>();

  constructor(
    readonly model: Stage,
    number: number,
    private readonly assumptions: Assumptions,
  ) {
    this.isJob = model.scaler.kind === 'scaled-job';
    this.pods = new Pods(model, number, this.isJob);
    this.loop = scalerLoop(model.scaler, assumptions);
  }

  /** Work that its ready pods do in a second. */
  get capacity(): number {
    return this.pods.ready.length * this.model.perReplicaPerSecond;
  }

  /** Looks at its metrics and changes the number of its pods. */
  scale(second: number, queue: MessageQueue, rate: number, scheduler: Scheduler): void {
    const read = () => ({
      second,
      backlog: queue.backlog + this.inHand(),
      rate: rate * this.model.callsPerMessage,
      utilization: this.utilization(),
      counts: this.counts(second),
    });
    const pendingJobs = (): number => this.pods.pending.length + this.pods.starting.length;
    const wish = this.loop.look(second, read, pendingJobs);
    if (wish === undefined) return;
    if ('jobs' in wish) this.add(second, wish.jobs);
    else this.setReplicas(second, wish.replicas, scheduler);
  }

  add(second: number, count: number): void {
    for (let added = 0; added < count; added += 1) this.pods.create(second);
    if (count > 0) this.turn(1);
    this.peakReplicas = Math.max(this.peakReplicas, this.pods.count);
  }

  /**
   * Jobs take messages, work and end; those that find none end at once, but for the fewest that there are to be.
   * @param most messages that what they call can answer
   */
  runJobs(second: number, queue: MessageQueue, most: number, scheduler: Scheduler): void {
    const { scaler, perReplicaPerSecond } = this.model;
    if (scaler.kind !== 'scaled-job') return;
    let left = Math.floor(most);
    for (const pod of [...this.pods.ready]) {
      const job = this.jobs.get(pod);
      if (job && job.doneAt > second) continue;
      if (job) {
        queue.finish(job.taken);
        this.jobs.delete(pod);
        scheduler.remove(pod);
        continue;
      }
      // Behind a stage that answers no more they wait for their first message.
      if (left < 1 && queue.waiting > 0) continue;
      const taken = queue.take(Math.min(scaler.messagesPerJob, left));
      left -= taken;
      if (taken > 0) this.jobs.set(pod, { taken, doneAt: second + Math.ceil(taken / perReplicaPerSecond) });
      else if (this.pods.count > scaler.min) scheduler.remove(pod);
    }
  }

  /** Most pods that its scaler lets it have. */
  get most(): number {
    return mostOf(this.model.scaler);
  }

  /** What it can do this second: whole messages, with what was left over before. */
  offer(): number {
    return this.capacity / this.model.callsPerMessage + this.credit;
  }

  /** Tells how much was done of what it offered. */
  use(done: number, waits: boolean): void {
    const offered = this.offer();
    // Only a fraction of a message is carried on: a second without work is gone.
    this.credit = waits ? Math.min(offered - done, 1) : 0;
    const { capacity } = this;
    this.used.push(capacity === 0 ? 0 : Math.min(1, (done * this.model.callsPerMessage) / capacity));
    if (this.used.length > this.assumptions.cpuWindow) this.used.shift();
  }

  private setReplicas(second: number, wanted: number, scheduler: Scheduler): void {
    const { count } = this.pods;
    if (wanted > count) this.add(second, wanted - count);
    if (wanted < count) this.turn(-1);
    for (let left = count - wanted; left > 0; left -= 1) {
      const pod = this.pods.victim();
      if (pod) scheduler.remove(pod);
    }
  }

  private turn(direction: 1 | -1): void {
    if (this.direction !== 0 && this.direction !== direction) this.turns += 1;
    this.direction = direction;
  }

  /** A pod is believed once it was ready for a whole span of measuring. Kubernetes: `replica_calculator.go`, `groupPods`. */
  private counts(second: number): PodCounts {
    const { ready, starting, pending, count } = this.pods;
    const { virtualMetricsDelay, cpuWindow } = this.assumptions;
    let [measured, missing] = [0, 0];
    for (const { isVirtual, readyAt } of ready) {
      if (isVirtual && readyAt > second - virtualMetricsDelay) missing += 1;
      else if (readyAt <= second - cpuWindow) measured += 1;
    }
    const unready = starting.length + pending.length + ready.length - measured - missing;
    return { current: count, ready: ready.length, measured, unready, missing };
  }

  /**
   * Messages that pods of a Deployment work on, as queues count them until they are done: pods times the share of time that
   * they work, over as long as a message takes.
   */
  private inHand(): number {
    const span = Math.min(this.assumptions.cpuWindow, Math.max(1, Math.ceil(1 / this.model.perReplicaPerSecond)));
    return this.isJob ? 0 : this.meanUse(span) * this.pods.ready.length;
  }

  /** In percent of what is asked for. */
  private utilization(): number {
    return this.meanUse(this.assumptions.cpuWindow) * this.assumptions.cpuAtFullRate;
  }

  private meanUse(span: number): number {
    const last = this.used.slice(-span);
    return last.reduce((sum, share) => sum + share, 0) / Math.max(1, last.length);
  }
}
