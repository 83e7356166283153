import { isSame } from '../../analysis/cluster/fields';
import { all, holds } from '../../analysis/cluster/truth';
import type { Rule } from '../rule';
import { clusterExamples } from '../cluster/examples';
import { eachPool } from '../cluster/judge';

/** The provider takes any name; Windows makes host names of it, and those are short. */
export const poolName: Rule = {
  id: 'pool/name',
  severity: 'error',
  what: 'has a name that AKS does not take',
  why: 'AKS refuses the pool in the middle of a deployment',
  fix: 'Use a lowercase letter and then lowercase letters and digits: 12 at most, 6 for a Windows pool',
  sources: ['Azure: Create Node Pools in AKS'],
  facts: ['POOL01'],
  examples: clusterExamples(
    { pools: { win: { name: 'windows1', os_type: 'Windows' } } },
    { pools: { win: { name: 'win1', os_type: 'Windows' } } },
    { unknown: { pools: { win: { name: '${var.name}', os_type: 'Windows' } } } },
  ),
  check: eachPool(({ name, os, fields, at }) => {
    // A rotation fails half-way where its temporary name is refused.
    return ['name', 'temporary_name_for_rotation'].map((argument) => {
      const text = argument === 'name' ? name : fields.text(argument);
      return {
        applies: argument === 'name' ? true : fields.has(argument),
        wrong: holds(text, (value) =>
          !/^[a-z][a-z0-9]{0,11}$/.test(value) ? true : all(isSame(os, 'Windows'), value.length > 6),
        ),
        at: at(argument),
        ...(argument === 'name' ? {} : { detail: 'has a temporary name for its rotation that AKS does not take' }),
      };
    });
  }),
};
