import { isSame } from '../../analysis/cluster/fields';
import type { Rule } from '../rule';
import { clusterExamples } from './examples';
import { eachCluster } from './judge';

/** Free control planes are for trying things out. */
export const noSla: Rule = {
  id: 'cluster/no-uptime-promise',
  severity: 'warning',
  what: 'is of the Free tier, whose API server has no promised uptime',
  why: 'it scales less, is limited to 1,000 nodes and may be slow or gone when everybody needs it; cost analysis and long-term support exclude it',
  fix: "Set sku_tier to 'Standard', or to 'Premium' with long-term support",
  sources: ['Azure: AKS Free, Standard, and Premium Pricing Tiers'],
  covers: ['checkov/CKV_AZURE_170', 'psrule/Azure.AKS.UptimeSLA', 'aprl/0611251f'],
  examples: clusterExamples(
    {},
    { cluster: { sku_tier: 'Premium', support_plan: 'AKSLongTermSupport' } },
    {
      unknown: { cluster: { sku_tier: '${var.tier}' } },
    },
  ),
  check: eachCluster(({ skuTier, at }) => ({ wrong: isSame(skuTier, 'Free'), at: at('sku_tier') })),
};
