import { asBody } from '../../analysis/workload/workloads';
import { isSame, type Maybe } from '../../analysis/cluster/fields';
import { all, holds, type Truth } from '../../analysis/cluster/truth';
import type { TerraformBlock } from '../../artifact/read/model';
import type { Rule } from '../rule';
import { clusterExamples } from './examples';
import { eachCluster, type Judgement } from './judge';

/** A channel moves the version on, and the program still says the old one. */
export const versionBesideChannel: Rule = {
  id: 'cluster/version-beside-channel',
  severity: 'warning',
  what: 'has a version written out that its upgrade channel moves on from',
  why: 'once the channel has upgraded it, every plan asks for a downgrade, which AKS refuses',
  fix: "Write the minor version alone ('1.35') with the channel patch; ignore kubernetes_version with stable or rapid",
  sources: ['Azure: Automatically upgrade an AKS cluster', 'Terraform: azurerm_kubernetes_cluster, kubernetes_version'],
  examples: clusterExamples(
    { cluster: { automatic_upgrade_channel: 'patch', kubernetes_version: '1.35.1' } },
    { cluster: { automatic_upgrade_channel: 'patch', kubernetes_version: '1.35' } },
    {
      notApplicable: { cluster: { automatic_upgrade_channel: 'none' } },
      unknown: { cluster: { automatic_upgrade_channel: '${var.channel}', kubernetes_version: '1.35.1' } },
    },
  ),
  check: eachCluster(({ block, fields, pools, at }) => {
    const channel = fields.text('automatic_upgrade_channel');
    const minorMoves = isSame(channel, 'stable', 'rapid');
    const moves = isSame(channel, 'patch', 'stable', 'rapid');
    const isMoved = (version: Maybe<string>): Truth =>
      holds(version, (text) => (/^\d+\.\d+\.\d+/.test(text) ? true : minorMoves));
    return [
      {
        applies: all(moves, fields.has('kubernetes_version')),
        wrong: all(!isIgnored(block, 'kubernetes_version'), isMoved(fields.text('kubernetes_version'))),
        at: at('kubernetes_version'),
        detail: `has version ${String(fields.text('kubernetes_version'))}, which its channel '${String(channel)}' moves on from`,
      },
      ...pools.map((pool): Judgement => ({
        applies: all(moves, pool.fields.has('orchestrator_version')),
        wrong: all(!isIgnored(pool.block, 'orchestrator_version'), isMoved(pool.kubernetesVersion)),
        at: pool.isDefault ? pool.at('orchestrator_version') : at('automatic_upgrade_channel'),
        detail: `has a pool ${String(pool.name)} of version ${String(pool.kubernetesVersion)}, which its channel '${String(channel)}' moves on from`,
      })),
    ];
  }),
};

function isIgnored({ body }: TerraformBlock, argument: string): boolean {
  return ([body.lifecycle].flat() as readonly unknown[]).some((one) => {
    const ignored = asBody(one)?.ignore_changes;
    return ignored === 'all' || (Array.isArray(ignored) && ignored.some((name) => String(name).endsWith(argument)));
  });
}
