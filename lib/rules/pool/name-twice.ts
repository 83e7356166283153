import { unknown } from '../../artifact/read/values';
import type { Rule } from '../rule';
import { clusterExamples } from '../cluster/examples';
import { eachPool, named } from '../cluster/judge';

/** Pools are told apart by their names, while they rotate too. */
export const poolNameTwice: Rule = {
  id: 'pool/name-twice',
  severity: 'error',
  what: 'has the name of another pool of its cluster',
  why: 'AKS takes the two for one pool, or refuses the second',
  fix: 'Give each pool, and each temporary name, a name of its own',
  sources: ['Azure: Create Node Pools in AKS'],
  examples: clusterExamples(
    { pools: { apps: {}, more: { name: 'apps' } } },
    { pools: { apps: {}, more: {} } },
    { unknown: { pools: { apps: { name: '${var.name}' } } } },
  ),
  check: eachPool((pool, cluster) => {
    const others = (cluster?.pools ?? []).filter((other) => other !== pool);
    const temporary = pool.fields.text('temporary_name_for_rotation');
    const taken = others.flatMap(({ name, fields }) => [name, fields.text('temporary_name_for_rotation')]);
    return [
      {
        wrong: pool.name === unknown ? unknown : others.some(({ name }) => name === pool.name),
        at: pool.at('name'),
        detail: `${named(pool)} has the name of another pool of its cluster`,
      },
      {
        applies: temporary !== undefined,
        wrong: temporary === unknown ? unknown : taken.includes(temporary) || temporary === pool.name,
        at: pool.at('temporary_name_for_rotation'),
        detail: `${named(pool)} has a temporary name that is taken`,
      },
    ];
  }),
};
