import { isSame, or } from '../../analysis/cluster/fields';
import { all, any, not } from '../../analysis/cluster/truth';
import type { Rule } from '../rule';
import { clusterExamples } from './examples';
import { eachCluster } from './judge';

/** The two channels, and what they know of the nodes. */
export const upgradeChannels: Rule = {
  id: 'cluster/upgrade-channels-clash',
  severity: 'error',
  what: 'has upgrade channels that do not go together, or not with its nodes',
  why: 'AKS refuses the setting, or nodes get no patches although a channel is on',
  fix: "Set node_os_upgrade_channel to 'NodeImage', which every kind of node knows",
  sources: ['Azure: Autoupgrade Node OS Images in AKS'],
  facts: ['UP04', 'UP06', 'WIN07'],
  examples: clusterExamples(
    { cluster: { automatic_upgrade_channel: 'node-image', node_os_upgrade_channel: 'SecurityPatch' } },
    { cluster: { automatic_upgrade_channel: 'node-image', node_os_upgrade_channel: 'NodeImage' } },
    { unknown: { cluster: { automatic_upgrade_channel: 'node-image', node_os_upgrade_channel: '${var.channel}' } } },
  ),
  check: eachCluster(({ fields, pools, at }) => {
    const nodeChannel = fields.text('node_os_upgrade_channel');
    const place = at('node_os_upgrade_channel');
    const windows = any(...pools.map(({ os }) => isSame(os, 'Windows')));
    const linuxGpu = pools.map(({ machine, osSku }) =>
      all(isSame(osSku, 'AzureLinux', 'AzureLinux3'), typeof machine === 'object' && machine.gpus > 0),
    );
    return [
      {
        applies: isSame(fields.text('automatic_upgrade_channel'), 'node-image'),
        wrong: not(isSame(or<string>(nodeChannel, 'NodeImage'), 'NodeImage')),
        at: place,
        detail: "has the cluster channel 'node-image' with another node channel than 'NodeImage'",
      },
      {
        applies: windows,
        wrong: isSame(nodeChannel, 'SecurityPatch', 'Unmanaged'),
        at: place,
        severity: 'warning',
        detail: 'has Windows pools, which its node channel leaves without patches',
      },
      {
        applies: any(...linuxGpu),
        wrong: isSame(nodeChannel, 'SecurityPatch'),
        at: place,
        severity: 'warning',
        detail: 'has GPU pools on Azure Linux, which its node channel leaves without patches',
      },
    ];
  }),
};
