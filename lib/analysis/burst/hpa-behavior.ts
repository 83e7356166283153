/** How fast an HPA may go in one direction. Kubernetes: "Horizontal Pod Autoscaling", configurable scaling behavior. */
export interface ScalingRules {
  /** In seconds. */
  readonly stabilizationWindow: number;
  readonly select: 'Max' | 'Min' | 'Disabled';
  readonly policies: readonly {
    readonly type: 'Pods' | 'Percent';
    readonly value: number;
    /** In seconds. */
    readonly period: number;
  }[];
  /** Undefined where the controller's own holds. */
  readonly tolerance: number | undefined;
}

export interface Behavior {
  readonly up: ScalingRules;
  readonly down: ScalingRules;
}

/** Kubernetes: "Horizontal Pod Autoscaling", default behavior. */
export const DEFAULT_BEHAVIOR: Behavior = {
  up: {
    stabilizationWindow: 0,
    select: 'Max',
    policies: [
      { type: 'Percent', value: 100, period: 15 },
      { type: 'Pods', value: 4, period: 15 },
    ],
    tolerance: undefined,
  },
  down: {
    stabilizationWindow: 300,
    select: 'Max',
    policies: [{ type: 'Percent', value: 100, period: 15 }],
    tolerance: undefined,
  },
};

interface Timed {
  readonly second: number;
  readonly replicas: number;
}

/** What an HPA remembers: its recommendations and what it did, as far back as its windows reach. */
export class BehaviorMemory {
  private recommendations: Timed[] = [];
  private raised: Timed[] = [];
  private lowered: Timed[] = [];

  constructor(private readonly behavior: Behavior) {}

  /** What becomes of a recommendation: first the windows, then the policies. Remembers both. */
  decide(second: number, current: number, wanted: number, { min, max }: { min: number; max: number }): number {
    if (this.recommendations.length === 0) this.recommendations.push({ second, replicas: current });
    const stable = this.stabilize(second, current, wanted);
    const decided = this.limit(second, current, stable, min, max);
    if (decided > current) this.raised.push({ second, replicas: decided - current });
    if (decided < current) this.lowered.push({ second, replicas: current - decided });
    return decided;
  }

  /** Up: the least of the window; down: the most of it. */
  private stabilize(second: number, current: number, wanted: number): number {
    const { up, down } = this.behavior;
    const longest = Math.max(up.stabilizationWindow, down.stabilizationWindow);
    this.recommendations = this.recommendations.filter((one) => one.second > second - longest);
    let [least, most] = [wanted, wanted];
    for (const { second: at, replicas } of this.recommendations) {
      if (at > second - up.stabilizationWindow) least = Math.min(least, replicas);
      if (at > second - down.stabilizationWindow) most = Math.max(most, replicas);
    }
    this.recommendations.push({ second, replicas: wanted });
    return Math.min(Math.max(current, least), most);
  }

  private limit(second: number, current: number, wanted: number, min: number, max: number): number {
    if (wanted > current) return Math.min(wanted, max, Math.max(current, this.bound('up', second, current)));
    if (wanted < current) return Math.max(wanted, min, Math.min(current, this.bound('down', second, current)));
    return current;
  }

  private bound(direction: 'up' | 'down', second: number, current: number): number {
    const { select, policies } = this.behavior[direction];
    if (select === 'Disabled' || policies.length === 0) return current;
    const bounds = policies.map(({ type, value, period }) => {
      const change = changeSince(this.raised, second - period) - changeSince(this.lowered, second - period);
      const start = current - change;
      const step = direction === 'up' ? value : -value;
      if (type === 'Pods') return start + step;
      const share = start * (1 + step / 100);
      return direction === 'up' ? Math.ceil(share) : Math.trunc(share);
    });
    // `Max` is the policy that changes most, `Min` the one that changes least.
    return (select === 'Max') === (direction === 'up') ? Math.max(...bounds) : Math.min(...bounds);
  }
}

function changeSince(events: readonly Timed[], second: number): number {
  let sum = 0;
  for (let at = events.length - 1; at >= 0; at -= 1) {
    const event = events[at] as Timed;
    if (event.second <= second) break;
    sum += event.replicas;
  }
  return sum;
}
