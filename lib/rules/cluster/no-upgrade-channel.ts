import { isSame } from '../../analysis/cluster/fields';
import { any, not } from '../../analysis/cluster/truth';
import type { Rule } from '../rule';
import { clusterExamples } from './examples';
import { eachCluster } from './judge';

/** What nobody upgrades falls out of support within a year. */
export const noUpgradeChannel: Rule = {
  id: 'cluster/no-upgrade-channel',
  severity: 'warning',
  what: 'is upgraded only when somebody thinks of it',
  why: 'security patches of Kubernetes and of the nodes wait for a person',
  fix: "Set automatic_upgrade_channel to 'patch' and node_os_upgrade_channel to 'NodeImage' or 'SecurityPatch'",
  sources: ['Azure: Automatically upgrade an AKS cluster', 'Azure: Autoupgrade Node OS Images in AKS'],
  covers: ['checkov/CKV_AZURE_171', 'psrule/Azure.AKS.AutoUpgrade', 'psrule/Azure.AKS.NodeAutoUpgrade'],
  examples: clusterExamples(
    { cluster: { node_os_upgrade_channel: 'None' } },
    { cluster: { automatic_upgrade_channel: 'patch', node_os_upgrade_channel: 'NodeImage' } },
    { unknown: { cluster: { automatic_upgrade_channel: '${var.channel}' } } },
  ),
  check: eachCluster(({ fields, at }) => [
    {
      wrong: any(
        not(fields.has('automatic_upgrade_channel')),
        isSame(fields.text('automatic_upgrade_channel'), 'none'),
      ),
      at: at('automatic_upgrade_channel'),
    },
    {
      // AKS uses NodeImage where nothing is written.
      wrong: isSame(fields.text('node_os_upgrade_channel'), 'None', 'Unmanaged'),
      at: at('node_os_upgrade_channel'),
      detail: 'leaves the images of its nodes as they are',
    },
  ]),
};
