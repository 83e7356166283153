import fc from 'fast-check';
import { splitScale } from '../../../lib/azure/cluster/pool-scale';
import { PoolNames } from '../../../lib/azure/cluster/pool-names';
import { Problems } from '../../../lib/core/errors';
import { isAzureName } from '../../../lib/core/names';

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

describe('splitScale', () => {
  it('gives what is left over to the first', () => {
    expect(splitScale({ min: 4, max: 30, autoscaled: true }, 3)).toEqual([
      { min: 2, max: 10, autoscaled: true },
      { min: 1, max: 10, autoscaled: true },
      { min: 1, max: 10, autoscaled: true },
    ]);
  });

  it('keeps totals, bounds in order, and parts within one of each other', () => {
    const scales = fc
      .record({ parts: fc.integer({ min: 1, max: 4 }), min: fc.nat(1000), more: fc.nat(1000) })
      .filter(({ parts, min }) => min >= parts);
    fc.assert(
      fc.property(scales, ({ parts, min, more }) => {
        const split = splitScale({ min, max: min + more, autoscaled: true }, parts);
        expect(sum(split.map((one) => one.min))).toBe(min);
        expect(sum(split.map((one) => one.max))).toBe(min + more);
        for (const one of split) {
          expect(one.min).toBeGreaterThanOrEqual(1);
          expect(one.max).toBeGreaterThanOrEqual(one.min);
        }
        expect((split[0]?.min ?? 0) - (split.at(-1)?.min ?? 0)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('PoolNames.temporary', () => {
  const pool = { node: { path: 'prod/aks/pool', id: 'pool' } };

  it('is readable where it can be', () => {
    const names = new PoolNames();
    expect([names.temporary('apps', 'linux', pool), names.temporary('win', 'windows', pool)]).toEqual([
      'tmpapps',
      'tmpwin',
    ]);
  });

  it('is a valid name of its own for any set of pools, and the same on every run', () => {
    const linux = fc.stringMatching(/^[a-z][a-z0-9]{0,11}$/);
    const windows = fc.stringMatching(/^[a-z][a-z0-9]{0,5}$/);
    fc.assert(
      fc.property(
        fc.uniqueArray(
          fc.oneof(
            fc.record({ name: linux, os: fc.constant('linux' as const) }),
            fc.record({ name: windows, os: fc.constant('windows' as const) }),
          ),
          {
            selector: ({ name }) => name,
            maxLength: 30,
          },
        ),
        (pools) => {
          const run = () => {
            const names = new PoolNames();
            const problems = new Problems();
            for (const { name } of pools) names.claim(name, pool, problems);
            expect(problems.all).toEqual([]);
            return pools.map(({ name, os }) => names.temporary(name, os, pool));
          };
          const temporary = run();
          expect(run()).toEqual(temporary);
          expect(new Set([...temporary, ...pools.map(({ name }) => name)]).size).toBe(2 * pools.length);
          pools.forEach(({ os }, index) => {
            const type = os === 'windows' ? 'windowsNodePool' : 'linuxNodePool';
            expect(isAzureName(type, temporary[index] as string)).toBe(true);
          });
        },
      ),
    );
  });
});
