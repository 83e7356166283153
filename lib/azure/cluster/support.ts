import type { Problems } from '../../core/errors';

/** `Premium` brings long-term support of a version, and nothing without it. */
export type ClusterTier = 'Free' | 'Standard' | 'Premium';

/** `AKSLongTermSupport` keeps a minor patched for two years. Azure: "Long-term support for AKS versions". */
export type SupportPlan = 'KubernetesOfficial' | 'AKSLongTermSupport';

/** What Azure promises for the cluster. */
export interface SupportProps {
  /**
   * `Free` promises no availability and takes 1,000 nodes; `Premium` means long-term support.
   * @default 'Standard'
   */
  readonly tier?: ClusterTier;
  /**
   * How long a minor is kept patched. Azure takes `AKSLongTermSupport` and the tier `Premium` only together; it can't be
   * given up once the community has ended the minor.
   * @default - 'AKSLongTermSupport' with the tier 'Premium', else 'KubernetesOfficial'
   */
  readonly supportPlan?: SupportPlan;
  /**
   * Tells what namespaces and workloads cost. Not with the tier `Free`; needs the disk driver. Azure: "AKS cost analysis".
   * @default false
   */
  readonly costAnalysis?: boolean;
}

export interface ResolvedSupport {
  readonly tier: ClusterTier;
  readonly plan: SupportPlan;
  readonly costAnalysis: boolean;
}

/** UP14, UP17 and UP18. */
export function resolveSupport(props: SupportProps, diskDriver: boolean, problems: Problems): ResolvedSupport {
  const tier = props.tier ?? 'Standard';
  const plan = props.supportPlan ?? (tier === 'Premium' ? 'AKSLongTermSupport' : 'KubernetesOfficial');
  const costAnalysis = props.costAnalysis ?? false;
  if ((plan === 'AKSLongTermSupport') !== (tier === 'Premium')) {
    problems.add({
      property: 'supportPlan',
      value: plan,
      rule: `does not go with the tier '${tier}': Azure takes 'AKSLongTermSupport' and 'Premium' together only`,
      fix:
        tier === 'Premium'
          ? "Leave it out, or use tier 'Standard' (UP14)"
          : "Use tier 'Premium', or leave it out (UP14)",
      code: 'cluster/support-plan',
    });
  }
  if (costAnalysis && tier === 'Free') {
    problems.add({
      property: 'costAnalysis',
      value: true,
      rule: "is not in the tier 'Free'",
      fix: "Use tier 'Standard', or leave it out (UP17)",
      code: 'cluster/cost-analysis-tier',
    });
  }
  if (costAnalysis && !diskDriver) {
    problems.add({
      property: 'costAnalysis',
      value: true,
      rule: 'keeps its data on a disk, and storageDrivers.disk is false',
      fix: 'Turn the disk driver on, or leave it out (UP18)',
      code: 'cluster/cost-analysis-disk',
    });
  }
  return { tier, plan, costAnalysis };
}

export function supportArguments({ tier, plan, costAnalysis }: ResolvedSupport) {
  return { skuTier: tier, supportPlan: plan, costAnalysisEnabled: costAnalysis };
}
