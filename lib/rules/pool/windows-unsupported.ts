import { isSame } from '../../analysis/cluster/fields';
import { all, holds, type Truth } from '../../analysis/cluster/truth';
import { unknown } from '../../artifact/read/values';
import type { Severity } from '../../artifact/finding';
import type { Rule } from '../rule';
import { clusterExamples } from '../cluster/examples';
import { eachPool, type Judgement, named } from '../cluster/judge';

const WINDOWS = { win: { os_type: 'Windows', os_sku: 'Windows2022' } };

/** Windows nodes exist beside few of the things that Linux nodes know. */
export const windowsUnsupported: Rule = {
  id: 'pool/windows-unsupported',
  severity: 'error',
  what: 'is a Windows pool beside something that excludes Windows',
  why: 'AKS refuses the pool, or its nodes miss what the others have',
  fix: 'Use Azure CNI with Calico or without policies, or run Windows in a cluster of its own',
  sources: [
    'Azure: Windows Container Considerations in AKS',
    'Azure: Configure Azure CNI Powered by Cilium in AKS',
    'Azure: Configure AKS nodes with an HTTP proxy',
  ],
  facts: ['DP02', 'WIN06', 'ADD11'],
  examples: clusterExamples(
    {
      cluster: {
        network_profile: {
          network_plugin: 'azure',
          network_plugin_mode: 'overlay',
          network_data_plane: 'cilium',
          network_policy: 'cilium',
        },
      },
      pools: WINDOWS,
    },
    { cluster: { network_profile: { network_plugin: 'azure', network_policy: 'calico' } }, pools: WINDOWS },
    {
      notApplicable: {},
      unknown: { cluster: { network_profile: { network_plugin: '${var.plugin}' } }, pools: WINDOWS },
    },
  ),
  check: eachPool((pool, cluster) => {
    const applies = isSame(pool.os, 'Windows');
    const beside = (wrong: Truth, what: string, severity: Severity = 'error'): Judgement => ({
      applies,
      wrong,
      at: pool.at('os_type'),
      detail: `${named(pool)} is a Windows pool beside ${what}`,
      severity,
    });
    const own: Judgement = {
      applies,
      wrong: pool.fields.has('linux_os_config'),
      at: pool.at('linux_os_config'),
      detail: `${named(pool)} is a Windows pool with settings of Linux`,
    };
    if (cluster === undefined)
      return [own, { applies, wrong: unknown, at: [], because: 'its cluster is not in these files' }];
    const { fields, network } = cluster;
    return [
      own,
      beside(isSame(network.plugin, 'kubenet'), 'kubenet'),
      beside(isSame(network.plugin, 'none'), 'a network plugin of your own'),
      beside(isSame(network.dataPlane, 'cilium'), 'Cilium, which runs on Linux alone'),
      beside(isSame(fields.text('node_provisioning_profile', 'mode'), 'Auto'), 'node auto-provisioning'),
      beside(fields.has('http_proxy_config'), 'an HTTP proxy'),
      beside(isSame(network.outboundType, 'none', 'block'), 'network isolation'),
      beside(
        fields.has('custom_ca_trust_certificates_base64'),
        'certificate authorities of your own, which it does not trust',
        'warning',
      ),
      beside(
        all(
          holds(network.ipVersions, (all) => all.includes('IPv6')),
          isSame(network.policy, 'azure', 'calico'),
        ),
        'IPv6 and a policy engine',
      ),
    ];
  }),
};
