import { type ReachAnswer, answerReach } from '../reach/answer';
import { reachabilityOf } from '../../analysis/reachability/reachability';
import { operatedWorkloads } from '../../analysis/workload/operated';
import type { Workload } from '../../analysis/workload/workloads';
import { worldOf, type World } from '../../analysis/world';
import type { Severity } from '../../artifact/finding';
import type { Artifacts } from '../../artifact/read/artifacts';
import type { JudgedChange } from '../changes/verdict';
import type { Verdict } from '../verdict';

/** More connections than these are told by namespace alone. */
const MOST_CONNECTIONS = 20_000;

/** Everything that a report of a platform tells. */
export interface PlatformReport {
  readonly artifacts: Artifacts;
  readonly world: World;
  /** Everything that makes pods, and pods that an operator makes of an object. */
  readonly workloads: readonly Workload[];
  readonly verdict: Verdict;
  /** What makes a check fail. */
  readonly failOn: Severity;
  /** Who reaches whom, by cluster. */
  readonly reach: readonly ReachAnswer[];
  /** What changed, and since when; undefined where nobody asked. */
  readonly changes?: PlatformChanges;
}

export interface PlatformChanges {
  /** `origin/main`, or a folder. */
  readonly since: string;
  readonly all: readonly JudgedChange[];
}

/** @param verdict judged without a day: a report that is checked in is the same tomorrow */
export function platformReport(
  artifacts: Artifacts,
  verdict: Verdict,
  failOn: Severity,
  changes?: PlatformChanges,
): PlatformReport {
  const world = worldOf(artifacts);
  const reach = reachabilityOf(world).map((one) => answerReach(one, world, {}, MOST_CONNECTIONS));
  const workloads = [...world.workloads, ...operatedWorkloads(artifacts)];
  return { artifacts, world, workloads, verdict, failOn, reach, changes };
}
