import type { Buffer } from './model';

/** Messages that came in the same second. */
interface Cohort {
  readonly second: number;
  count: number;
}

/** Work that waits, first in first out. */
export class MessageQueue {
  /** Messages that wait. */
  waiting = 0;
  /** Messages that a job has taken and not yet done. */
  taken = 0;
  arrived = 0;
  done = 0;
  /** Lost because the buffer was full. */
  dropped = 0;
  /** Lost because they waited too long. */
  expired = 0;
  private readonly cohorts: Cohort[] = [];
  private head = 0;

  constructor(private readonly buffer: Buffer) {}

  /** Messages that are not done. */
  get backlog(): number {
    return this.waiting + this.taken;
  }

  arrive(second: number, count: number): void {
    if (count === 0) return;
    this.arrived += count;
    this.waiting += count;
    this.cohorts.push({ second, count });
  }

  /** What is too much or too old is lost. */
  lose(second: number): void {
    const { most = Infinity, expireSeconds = Infinity } = this.buffer;
    if (this.waiting > most) this.dropped += this.remove(this.waiting - most);
    for (let oldest = this.cohorts[this.head]; oldest !== undefined; oldest = this.cohorts[this.head]) {
      if (second - oldest.second < expireSeconds) break;
      this.expired += this.remove(oldest.count);
    }
  }

  /** Works off so many, or what there is. Returns how many. */
  workOff(count: number): number {
    const worked = this.remove(count);
    this.done += worked;
    return worked;
  }

  /** A job takes so many, or what there is. Returns how many. */
  take(count: number): number {
    const taken = this.remove(count);
    this.taken += taken;
    return taken;
  }

  /** A job has done what it took. */
  finish(count: number): void {
    this.taken -= count;
    this.done += count;
  }

  /** Seconds that the oldest waits. */
  oldestAge(second: number): number {
    const oldest = this.cohorts[this.head];
    return oldest === undefined ? 0 : second - oldest.second;
  }

  /** The oldest go first. */
  private remove(count: number): number {
    let left = Math.min(count, this.waiting);
    const removed = left;
    this.waiting -= removed;
    while (left > 0) {
      const oldest = this.cohorts[this.head] as Cohort;
      const part = Math.min(left, oldest.count);
      oldest.count -= part;
      left -= part;
      if (oldest.count === 0) this.head += 1;
    }
    return removed;
  }
}
