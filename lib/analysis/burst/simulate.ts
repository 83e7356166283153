import { Autoscaler } from './autoscaler';
import { MessageQueue } from './message-queue';
import type { BurstModel } from './model';
import { Nodes } from './nodes';
import { Pods } from './pods';
import { Recorder } from './recorder';
import type { BurstResult } from './result';
import { RunningStage } from './running-stage';
import { Scheduler } from './scheduler';
import { VirtualNodes } from './virtual-nodes';

/** Long enough for pods that are there from the start to be ready before anything is counted. */
const SETTLING = 600;
/** Sums of rates are a little off. */
const EPSILON = 1e-9;

/**
 * Simulates a burst second by second. Each control loop has just looked when the burst begins, which is the worst that its
 * clock can do. The calls of a message are made while it is worked on: a stage does no more than those behind it can answer.
 */
export function simulateBurst(model: BurstModel): BurstResult {
  return new Simulation(model).run();
}

/** What the recorder reads. */
export interface SimulationState {
  readonly queue: MessageQueue;
  readonly nodes: Nodes;
  readonly virtual: VirtualNodes | undefined;
  readonly stages: readonly [RunningStage, ...RunningStage[]];
  readonly autoscaler: Autoscaler;
}

class Simulation implements SimulationState {
  readonly queue: MessageQueue;
  readonly nodes: Nodes;
  readonly virtual: VirtualNodes | undefined;
  readonly stages: readonly [RunningStage, ...RunningStage[]];
  readonly autoscaler: Autoscaler;
  /** In order of priority: those that hold room come last. */
  private readonly groups: readonly Pods[];
  private readonly scheduler: Scheduler;

  constructor(private readonly model: BurstModel) {
    const { assumptions, stages, fillers, pools, before } = model;
    const [first, ...others] = stages;
    this.queue = new MessageQueue(model.buffer);
    this.nodes = new Nodes(pools);
    this.virtual = model.hasVirtualNodes ? new VirtualNodes(assumptions) : undefined;
    this.stages = [
      new RunningStage(first, 0, assumptions),
      ...others.map((stage, index) => new RunningStage(stage, index + 1, assumptions)),
    ];
    const room = fillers.map((group, index) => new Pods(group, stages.length + index));
    this.groups = [...this.stages.map(({ pods }) => pods), ...room];
    this.scheduler = new Scheduler(this.nodes, this.virtual, assumptions, room);
    this.autoscaler = new Autoscaler(this.nodes, assumptions);
    this.settle(-before - SETTLING);
  }

  run(): BurstResult {
    const { before, after } = this.model;
    const recorder = new Recorder(this.model);
    for (let second = -before; second < after; second += 1) {
      this.step(second);
      recorder.record(second, this);
    }
    return recorder.result(this);
  }

  /** What is there while nothing happens. */
  private settle(second: number): void {
    for (const stage of this.stages) stage.add(second, stage.loop.initial);
    this.model.fillers.forEach(({ count }, index) => {
      const group = this.groups[this.stages.length + index];
      for (let made = 0; made < count; made += 1) group?.create(second);
    });
    for (const group of this.groups) {
      this.scheduler.place(group, second);
      group.becomeReady(second + SETTLING);
    }
  }

  private step(second: number): void {
    const { arrivals, assumptions } = this.model;
    const [came, before] = [arrivals.until(second), arrivals.until(second - 1)];
    const lately = before - arrivals.until(second - 2);
    for (const group of this.groups) group.becomeReady(second);
    for (const stage of this.stages) stage.scale(second, this.queue, lately, this.scheduler);
    for (const group of this.groups) this.scheduler.place(group, second);
    if (second % assumptions.scanInterval === 0) this.autoscaler.scan(second, this.groups);
    this.queue.arrive(second, came - before);
    this.work(second, came - before);
    this.queue.lose(second);
  }

  /** @param came messages that came this second */
  private work(second: number, came: number): void {
    const [first, ...behind] = this.stages;
    const [own, called] = [first.offer(), Math.min(...behind.map((stage) => stage.offer()))];
    const before = this.queue.done;
    const waited = this.queue.backlog - came;
    if (first.isJob) first.runJobs(second, this.queue, called, this.scheduler);
    else this.queue.workOff(Math.floor(Math.min(own, called) + EPSILON));
    const waits = this.queue.waiting > 0;
    if (waits) this.noteLimit(second, Math.min(own, called), this.queue.backlog > waited);
    for (const stage of this.stages) stage.use(this.queue.done - before, waits);
  }

  /** The stage that others wait for, once more comes than is done and it can't grow any more. */
  private noteLimit(second: number, least: number, isBehind: boolean): void {
    const isBooting = this.nodes.all.some(({ readyAt }) => readyAt > second);
    for (const stage of this.stages) {
      const isFull = stage.pods.count >= stage.most;
      if (isFull) stage.hitMaximum = true;
      const mayGrow = !isFull || stage.pods.starting.length > 0 || (stage.pods.pending.length > 0 && isBooting);
      if (isBehind && !mayGrow && stage.offer() <= least) stage.saturatedAt ??= second;
    }
  }
}
