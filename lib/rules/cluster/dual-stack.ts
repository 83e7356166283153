import { isSame } from '../../analysis/cluster/fields';
import { all, holds, not } from '../../analysis/cluster/truth';
import type { Rule } from '../rule';
import { clusterExamples } from './examples';
import { eachCluster } from './judge';

const BOTH = { network_plugin: 'azure', ip_versions: ['IPv4', 'IPv6'] };

/** IPv6 beside IPv4 needs an overlay, and excludes much. */
export const dualStack: Rule = {
  id: 'cluster/dual-stack-unsupported',
  severity: 'error',
  what: 'has IPv6 where AKS does not support it',
  why: 'AKS refuses the cluster, or traffic of one family goes nowhere',
  fix: "Use network_plugin_mode 'overlay' with ip_versions [IPv4, IPv6], or IPv4 alone",
  sources: ['Azure: Configure dual-stack networking in AKS'],
  facts: ['NET06', 'DP21'],
  examples: clusterExamples(
    { cluster: { network_profile: BOTH } },
    { cluster: { network_profile: { ...BOTH, network_plugin_mode: 'overlay' } } },
    {
      notApplicable: { cluster: { network_profile: { network_plugin: 'azure' } } },
      unknown: { cluster: { network_profile: { ...BOTH, network_plugin_mode: '${var.mode}' } } },
    },
  ),
  check: eachCluster(({ fields, network, at }) => {
    const applies = holds(network.ipVersions, (all) => all.includes('IPv6'));
    const versions = at('network_profile', 'ip_versions');
    const large = (cidr: string): boolean => cidr.includes(':') && Number(cidr.split('/')[1]) < 108;
    return [
      {
        applies,
        wrong: not(isSame(network.mode, 'overlay')),
        at: versions,
        detail: 'has IPv6 without an overlay network, which it needs',
      },
      {
        applies,
        wrong: holds(network.ipVersions, (all) => all[0] !== 'IPv4'),
        at: versions,
        detail: 'has IPv6 alone or first; only IPv4, or IPv4 and then IPv6, exist',
      },
      {
        applies,
        wrong: holds(fields.texts('network_profile', 'service_cidrs'), (all) => all.some(large)),
        at: at('network_profile', 'service_cidrs'),
        detail: 'has an IPv6 range for Services that is larger than /108',
        fix: 'Use a /108 or smaller',
      },
      {
        applies,
        wrong: isSame(network.outboundType, 'managedNATGateway', 'userAssignedNATGateway'),
        at: at('network_profile', 'outbound_type'),
        severity: 'warning',
        detail: 'has IPv6 and leaves through a NAT gateway of the Standard tier, which carries IPv4 alone',
      },
      {
        applies,
        wrong: all(isSame(fields.text('node_provisioning_profile', 'mode'), 'Auto')),
        at: at('node_provisioning_profile', 'mode'),
        severity: 'warning',
        detail: 'has IPv6 beside node auto-provisioning, which knows IPv4 alone',
      },
    ];
  }),
};
