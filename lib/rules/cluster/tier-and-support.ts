import { isSame } from '../../analysis/cluster/fields';
import { all, holds, not } from '../../analysis/cluster/truth';
import { unknown } from '../../artifact/read/values';
import type { Rule } from '../rule';
import { clusterExamples } from './examples';
import { eachCluster } from './judge';

/** What belongs to which tier. */
export const tierAndSupport: Rule = {
  id: 'cluster/tier-does-not-include',
  severity: 'error',
  what: 'asks for something that its tier does not include',
  why: 'AKS refuses the setting',
  fix: "Use 'Premium' together with support plan 'AKSLongTermSupport', and 'Standard' or 'Premium' for cost analysis and more than 1,000 nodes",
  sources: [
    'Azure: Long-term support for AKS versions',
    'Azure: AKS Free, Standard, and Premium Pricing Tiers',
    'Azure: AKS cost analysis',
  ],
  facts: ['UP12', 'UP14', 'UP17', 'UP18'],
  examples: clusterExamples(
    { cluster: { sku_tier: 'Standard', support_plan: 'AKSLongTermSupport' } },
    { cluster: { sku_tier: 'Premium', support_plan: 'AKSLongTermSupport' } },
    { unknown: { cluster: { sku_tier: '${var.tier}', support_plan: 'AKSLongTermSupport' } } },
  ),
  check: eachCluster(({ fields, skuTier, pools, at }) => {
    const longTerm = isSame(fields.text('support_plan'), 'AKSLongTermSupport');
    const premium = isSame(skuTier, 'Premium');
    const costs = isSame(fields.flag('cost_analysis_enabled'), true);
    const most = pools.map(({ max }) => max);
    const nodes = most.includes(unknown) ? unknown : (most as readonly number[]).reduce((sum, max) => sum + max, 0);
    return [
      {
        wrong: all(longTerm, not(premium)),
        at: at('support_plan'),
        detail: "has long-term support without the tier 'Premium'",
      },
      {
        wrong: all(premium, not(longTerm)),
        at: at('sku_tier'),
        detail: "has the tier 'Premium' without long-term support: AKS takes the two together only",
      },
      {
        applies: costs,
        wrong: isSame(skuTier, 'Free'),
        at: at('cost_analysis_enabled'),
        detail: "has cost analysis on the tier 'Free'",
      },
      {
        applies: costs,
        wrong: isSame(fields.flag('storage_profile', 'disk_driver_enabled'), false),
        at: at('storage_profile', 'disk_driver_enabled'),
        detail: 'has cost analysis without the Azure Disk driver, where it keeps its data',
      },
      {
        applies: nodes !== unknown,
        wrong: holds(nodes, (sum) => sum > 5000),
        at: at('default_node_pool'),
        severity: 'warning',
        detail: 'lets its pools grow beyond the 5,000 nodes of a cluster, where it can no longer be upgraded',
        fix: 'Lower the maxima, or use several clusters',
      },
      {
        applies: isSame(skuTier, 'Free'),
        wrong: nodes === unknown ? false : holds(nodes, (sum) => sum > 1000),
        at: at('sku_tier'),
        detail: "lets its pools grow beyond the 1,000 nodes of the tier 'Free'",
      },
    ];
  }),
};
