import { FACTS_NOT_COVERED } from '../../lib/rules/coverage/facts';
import { RULES } from '../../lib/rules/table';

/** Facts of compatibility: ids of each area, counted from 01. */
const AREAS = { VN: 11, NET: 33, DP: 24, EG: 35, EP: 10, API: 23, ID: 24, POOL: 23, VM: 17, WIN: 11, UP: 22, ADD: 24 };

const FACTS = Object.entries(AREAS).flatMap(([area, count]) =>
  Array.from({ length: count }, (_, index) => `${area}${String(index + 1).padStart(2, '0')}`),
);

describe('facts of compatibility', () => {
  const held = new Set(RULES.flatMap(({ facts = [] }) => facts));

  it('are 257', () => {
    expect(FACTS).toHaveLength(257);
  });

  it.each(FACTS)('%s is held by a rule, or listed with the reason why not', (fact) => {
    expect([held.has(fact), FACTS_NOT_COVERED[fact] !== undefined]).toContain(true);
  });

  it('names no fact that there is not', () => {
    expect([...held, ...Object.keys(FACTS_NOT_COVERED)].filter((fact) => !FACTS.includes(fact))).toEqual([]);
  });
});
