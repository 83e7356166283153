import {
  type Behavior,
  BehaviorMemory,
  DEFAULT_BEHAVIOR,
  type ScalingRules,
} from '../../../lib/analysis/burst/hpa-behavior';
import { readBehavior } from '../../../lib/analysis/burst/read-behavior';

const RANGE = { min: 1, max: 100 };
const rules = (change: Partial<ScalingRules>): ScalingRules => ({ ...DEFAULT_BEHAVIOR.up, ...change });

/** What becomes of one wish after another, fifteen seconds apart. */
function decisions(behavior: Behavior, start: number, wishes: readonly number[]): readonly number[] {
  const memory = new BehaviorMemory(behavior);
  let current = start;
  return wishes.map((wanted, index) => (current = memory.decide(index * 15, current, wanted, RANGE)));
}

describe('the behavior of an HPA', () => {
  it('doubles or adds four every fifteen seconds by default, whichever is more', () => {
    expect(decisions(DEFAULT_BEHAVIOR, 1, [60, 60, 60, 60, 60])).toEqual([5, 10, 20, 40, 60]);
  });

  it('waits five minutes before it goes down by default', () => {
    const wishes = [10, ...Array.from({ length: 22 }, () => 2)];
    const found = decisions(DEFAULT_BEHAVIOR, 10, wishes);

    expect(found.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 10));
    expect(found.at(-1)).toBe(2);
  });

  it('takes the least of the window on the way up', () => {
    const up = rules({ stabilizationWindow: 60 });

    expect(decisions({ ...DEFAULT_BEHAVIOR, up }, 2, [4, 6, 5, 8, 8, 8])).toEqual([2, 2, 2, 2, 5, 5]);
  });

  it('adds up what it did within the period of a policy', () => {
    const up = rules({ policies: [{ type: 'Pods', value: 4, period: 60 }] });

    expect(decisions({ ...DEFAULT_BEHAVIOR, up }, 2, [20, 20, 20, 20, 20, 20])).toEqual([6, 6, 6, 6, 10, 10]);
  });

  it('takes the smaller of two policies where it is told so, and none where it is disabled', () => {
    const policies = DEFAULT_BEHAVIOR.up.policies;

    expect(decisions({ ...DEFAULT_BEHAVIOR, up: rules({ select: 'Min', policies }) }, 10, [60])).toEqual([14]);
    expect(decisions({ ...DEFAULT_BEHAVIOR, up: rules({ select: 'Disabled' }) }, 10, [60])).toEqual([10]);
  });

  it('goes down by no more than its policy, the larger step of two', () => {
    const down = rules({
      policies: [
        { type: 'Percent', value: 10, period: 60 },
        { type: 'Pods', value: 5, period: 60 },
      ],
    });

    expect(decisions({ ...DEFAULT_BEHAVIOR, down }, 80, [1, 1, 1, 1, 1])).toEqual([72, 72, 72, 72, 64]);
    expect(decisions({ ...DEFAULT_BEHAVIOR, down: { ...down, select: 'Min' } }, 80, [1])).toEqual([75]);
  });

  it('is read with the defaults of Kubernetes for what is not written', () => {
    expect(readBehavior(undefined)).toEqual(DEFAULT_BEHAVIOR);
    expect(
      readBehavior({
        scaleUp: { selectPolicy: 'Min', tolerance: '50m' },
        scaleDown: { stabilizationWindowSeconds: 0, policies: [{ type: 'Pods', value: 2, periodSeconds: 30 }] },
      }),
    ).toEqual({
      up: { ...DEFAULT_BEHAVIOR.up, select: 'Min', tolerance: 0.05 },
      down: {
        ...DEFAULT_BEHAVIOR.down,
        stabilizationWindow: 0,
        policies: [{ type: 'Pods', value: 2, period: 30 }],
      },
    });
  });
});
