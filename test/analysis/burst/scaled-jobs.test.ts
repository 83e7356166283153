import type { Strategy } from '../../../lib/analysis/burst/model';
import { jobsToStart } from '../../../lib/analysis/burst/scaled-jobs';

const DEFAULT: Strategy = { kind: 'default' };

describe('jobs that KEDA starts', () => {
  it.each([
    [10, 3, 1, 0, 3],
    [10, 3, 2, 0, 3],
    [10, 3, 1, 1, 2],
    [10, 100, 1, 0, 10],
    [4, 3, 5, 0, 1],
  ])('are, for %d messages, at most %d, target %d and %d running: %d', (queue, max, target, running, jobs) => {
    expect(jobsToStart({ queue, max, target, running, pending: 0, min: 0 }, DEFAULT)).toBe(jobs);
  });

  it('are counted without those that work where messages that are worked on are not in the queue', () => {
    const counts = { queue: 4, max: 10, target: 1, running: 3, pending: 1, min: 0 };

    expect(jobsToStart(counts, DEFAULT)).toBe(1);
    expect(jobsToStart(counts, { kind: 'accurate' })).toBe(3);
    expect(jobsToStart({ ...counts, queue: 9 }, { kind: 'accurate' })).toBe(7);
  });

  it('take every free slot where the strategy is eager', () => {
    const three = { queue: 3, max: 10, target: 1, running: 0, pending: 0, min: 0 };

    expect(jobsToStart(three, { kind: 'eager' })).toBe(3);
    expect(jobsToStart({ ...three, running: 3 }, { kind: 'eager' })).toBe(3);
    expect(jobsToStart({ ...three, running: 3 }, DEFAULT)).toBe(0);
  });

  it('are less a deduction and a share of those that run where the strategy is custom', () => {
    const counts = { queue: 20, max: 20, target: 1, running: 4, pending: 0, min: 0 };

    expect(jobsToStart(counts, { kind: 'custom', deduction: 3, runningShare: 0.5 })).toBe(15);
  });

  it('come on top of a minimum, which is started first', () => {
    const counts = { queue: 0, max: 3, target: 1, pending: 0, min: 2 };

    expect(jobsToStart({ ...counts, running: 0 }, DEFAULT)).toBe(2);
    expect(jobsToStart({ ...counts, running: 2, queue: 10 }, DEFAULT)).toBe(3);
  });
});
