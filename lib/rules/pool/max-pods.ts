import { isSame } from '../../analysis/cluster/fields';
import { holds } from '../../analysis/cluster/truth';
import { unknown } from '../../artifact/read/values';
import type { Rule } from '../rule';
import { clusterExamples } from '../cluster/examples';
import { eachPool, named } from '../cluster/judge';

const OVERLAY = { network_profile: { network_plugin: 'azure', network_plugin_mode: 'overlay' } };

/** Pods on a node: what AKS takes, and what is worth having. */
export const maxPodsRule: Rule = {
  id: 'pool/max-pods',
  severity: 'error',
  what: 'has a number of pods on a node that AKS does not take or that wastes it',
  why: 'AKS refuses numbers outside 10 to 250; few pods on a node leave its processors idle',
  fix: 'Set max_pods between 10 and 250: 50 or more where pods cost no address of the subnet, up to 110 on Windows',
  sources: ['Azure: Concepts - IP address planning in AKS', 'Azure: Overview of Azure CNI Overlay Networking in AKS'],
  covers: ['checkov/CKV_AZURE_168', 'psrule/Azure.AKS.NodeMinPods'],
  facts: ['NET21', 'NET23'],
  examples: clusterExamples(
    { cluster: OVERLAY, system: { max_pods: 300 } },
    { cluster: OVERLAY, system: { max_pods: 110 } },
    { unknown: { cluster: OVERLAY, system: { max_pods: '${var.pods}' } } },
  ),
  check: eachPool((pool, cluster) => {
    const { maxPods, os, at } = pool;
    const model = cluster?.network.model ?? unknown;
    const who = named(pool);
    return [
      {
        wrong: holds(maxPods, (pods) => pods < 10 || pods > 250),
        at: at('max_pods'),
        detail: `${who} has max_pods outside 10 to 250`,
      },
      {
        applies: isSame(os, 'Windows'),
        wrong: holds(maxPods, (pods) => pods > 110),
        at: at('max_pods'),
        severity: 'warning',
        detail: `${who} has more than the 110 pods on a Windows node that Azure advises`,
      },
      {
        applies: model === unknown ? false : isSame(model, 'overlay', 'kubenet'),
        wrong: holds(maxPods, (pods) => pods < 50),
        at: at('max_pods'),
        severity: 'note',
        detail: `${who} has room for fewer than 50 pods on a node although they cost no address`,
      },
    ];
  }),
};
