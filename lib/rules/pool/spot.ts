import { isSame, or } from '../../analysis/cluster/fields';
import { any, holds, not } from '../../analysis/cluster/truth';
import type { Rule } from '../rule';
import { clusterExamples } from '../cluster/examples';
import { eachPool, named } from '../cluster/judge';

/** Spot nodes have a price and an end; others have neither. */
export const spotSettings: Rule = {
  id: 'pool/spot-settings',
  severity: 'error',
  what: 'has settings of spot nodes that AKS does not take',
  why: 'AKS refuses the pool',
  fix: "Set spot_max_price to -1 or to a positive price with at most five decimals, and eviction_policy together with priority 'Spot' alone",
  sources: ['Azure: Add an Azure Spot node pool to an AKS cluster'],
  facts: ['POOL09'],
  examples: clusterExamples(
    { pools: { spot: { priority: 'Spot', spot_max_price: 0 } } },
    { pools: { spot: { priority: 'Spot', spot_max_price: 0.05, eviction_policy: 'Delete' } } },
    { notApplicable: {}, unknown: { pools: { spot: { priority: 'Spot', spot_max_price: '${var.price}' } } } },
  ),
  check: eachPool((pool) => {
    const { fields, priority, at } = pool;
    const who = named(pool);
    const price = or(fields.number('spot_max_price'), -1);
    return [
      {
        applies: isSame(priority, 'Spot'),
        wrong: holds(price, (value) => value !== -1 && (value <= 0 || !/^\d+(\.\d{1,5})?$/.test(String(value)))),
        at: at('spot_max_price'),
        detail: `${who} has a highest price that is neither -1 nor positive with at most five decimals`,
      },
      {
        applies: isSame(priority, 'Spot'),
        wrong: any(fields.has('upgrade_settings', 'max_surge'), fields.has('upgrade_settings', 'max_unavailable')),
        at: at('upgrade_settings'),
        detail: `${who} is of spot nodes and adds nodes while it is upgraded, which AKS does not do for them`,
        fix: 'Leave upgrade_settings out',
      },
      {
        applies: any(
          fields.has('eviction_policy'),
          holds(price, (value) => value !== -1),
        ),
        wrong: not(isSame(priority, 'Spot')),
        at: at(fields.has('eviction_policy') === true ? 'eviction_policy' : 'spot_max_price'),
        detail: `${who} has settings of spot nodes and is none`,
      },
    ];
  }),
};
