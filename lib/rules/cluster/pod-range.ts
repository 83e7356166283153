import { Cidr } from '../../core/cidr';
import { isRfc1918, isRfc6598 } from '../../core/address-space';
import { isSame } from '../../analysis/cluster/fields';
import { holds } from '../../analysis/cluster/truth';
import type { Rule } from '../rule';
import { clusterExamples } from './examples';
import { eachCluster } from './judge';

function overlay(range: string): { cluster: Record<string, unknown> } {
  return { cluster: { network_profile: { network_plugin: 'azure', network_plugin_mode: 'overlay', pod_cidr: range } } };
}

/** Addresses that belong to somebody else. */
export const podRangePublic: Rule = {
  id: 'cluster/pod-range-public',
  severity: 'warning',
  what: 'gives its pods addresses of the internet',
  why: 'Azure accepts it without support, and pods never reach whoever owns these addresses',
  fix: 'Use a range of RFC 1918 (10.244.0.0/16) or RFC 6598 (100.64.0.0/10)',
  sources: ['Azure: Overview of Azure CNI Overlay Networking in AKS'],
  facts: ['NET10'],
  examples: clusterExamples(overlay('20.0.0.0/16'), overlay('10.244.0.0/16'), {
    notApplicable: {},
    unknown: overlay('${var.pods}'),
  }),
  check: eachCluster(({ fields, network, at }) => ({
    applies: network.mode === undefined ? false : isSame(network.mode, 'overlay'),
    wrong: holds(fields.text('network_profile', 'pod_cidr'), isPublic),
    at: at('network_profile', 'pod_cidr'),
  })),
};

function isPublic(text: string): boolean {
  try {
    const range = Cidr.parse(text);
    return !isRfc1918(range) && !isRfc6598(range);
  } catch {
    // What is no range at all is told by another rule.
    return false;
  }
}
