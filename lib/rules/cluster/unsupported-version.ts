import { isAtLeast, minorOf } from '../../analysis/cluster/versions';
import { isSame } from '../../analysis/cluster/fields';
import { all, holds, not } from '../../analysis/cluster/truth';
import type { Rule } from '../rule';
import { clusterExamples } from './examples';
import { eachCluster } from './judge';

/** At the documentation's snapshot of August 2026. Azure: "Supported Kubernetes versions in AKS". */
const OLDEST_COMMUNITY = 34;
const OLDEST_LONG_TERM = 31;

/** Versions leave AKS on dates that are known; this judges by the documents, not by the clock. */
export const unsupportedVersion: Rule = {
  id: 'cluster/unsupported-version',
  severity: 'error',
  what: 'asks for a version of Kubernetes that AKS no longer gives to new clusters',
  why: 'AKS refuses it, and clusters that still run it get no fixes',
  fix: "Use 1.34 or later; 1.31 to 1.33 need tier 'Premium' with long-term support",
  sources: ['Azure: Supported Kubernetes Versions in AKS'],
  covers: ['psrule/Azure.AKS.Version'],
  facts: ['UP02'],
  examples: clusterExamples(
    { cluster: { kubernetes_version: '1.29' } },
    { cluster: { kubernetes_version: '1.35' } },
    { unknown: { cluster: { kubernetes_version: '${var.version}' } } },
  ),
  check: eachCluster(({ fields, kubernetesVersion, at }) => {
    const longTerm = isSame(fields.text('support_plan'), 'AKSLongTermSupport');
    const minor = minorOf(kubernetesVersion);
    const place = at('kubernetes_version');
    return [
      { applies: kubernetesVersion !== undefined, wrong: holds(minor, (own) => own < OLDEST_LONG_TERM), at: place },
      {
        applies: kubernetesVersion !== undefined,
        wrong: all(
          holds(minor, (own) => own >= OLDEST_LONG_TERM && own < OLDEST_COMMUNITY),
          not(longTerm),
        ),
        at: place,
        severity: 'warning',
        detail: 'asks for a version of Kubernetes that AKS gives to new clusters with long-term support alone',
        because:
          isAtLeast(kubernetesVersion, OLDEST_COMMUNITY) === true
            ? 'its support plan is not in these files'
            : 'its version or support plan is not in these files',
      },
    ];
  }),
};
