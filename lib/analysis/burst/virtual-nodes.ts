import type { Assumptions } from './assumptions';
import type { PodSize } from './model';

const FIVE_MINUTES = 300;
const HOUR = 3600;

/** What the virtual node has created and runs, held against the quotas of its region. */
export class VirtualNodes {
  running = 0;
  /** Creations that a quota has put off. */
  refused = 0;
  mostRunning = 0;
  private millicores = 0;
  private readonly creations: number[] = [];

  constructor(private readonly quotas: Assumptions) {}

  /** Whether a quota has room for one more container group. */
  takes(size: PodSize, second: number): boolean {
    const { containerGroups, containerCores, creationsPerFiveMinutes, creationsPerHour } = this.quotas;
    return (
      this.running < containerGroups &&
      this.millicores + size.cpu <= containerCores * 1000 &&
      this.createdSince(second - FIVE_MINUTES) < creationsPerFiveMinutes &&
      this.createdSince(second - HOUR) < creationsPerHour
    );
  }

  create(size: PodSize, second: number): void {
    this.running += 1;
    this.mostRunning = Math.max(this.mostRunning, this.running);
    this.millicores += size.cpu;
    this.creations.push(second);
  }

  delete(size: PodSize): void {
    this.running -= 1;
    this.millicores -= size.cpu;
  }

  private createdSince(second: number): number {
    let count = 0;
    for (let at = this.creations.length - 1; at >= 0 && (this.creations[at] as number) > second; at -= 1) count += 1;
    return count;
  }
}
