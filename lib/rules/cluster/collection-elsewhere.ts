import { blockBehind } from '../../analysis/cluster/blocks';
import { Fields, type Maybe } from '../../analysis/cluster/fields';
import type { World } from '../../analysis/world';
import { unknown, type Value } from '../../artifact/read/values';
import type { Rule } from '../rule';
import { cluster } from '../sample';
import { NO_CLUSTER } from './examples';
import { eachBlock, type Judgement } from './judge';
import { collection } from './metrics-sample';

const example = (location: string): Record<string, string> => ({
  'cdk.tf.json': cluster({ more: collection(location) }),
});

const TARGETS = [
  { names: ['destinations', 'monitor_account', 'monitor_account_id'], what: 'workspace' },
  { names: ['destinations', 'log_analytics', 'workspace_resource_id'], what: 'workspace' },
  { names: ['data_collection_endpoint_id'], what: 'endpoint' },
] as const;

/** What takes data somewhere lies where the data goes, not where it comes from. */
export const collectionElsewhere: Rule = {
  id: 'cluster/collection-elsewhere',
  severity: 'warning',
  what: 'lies in another region than the workspace that it takes data to',
  why: 'Azure refuses the rule, or nothing arrives',
  fix: 'Put the rule and its endpoint into the region of the workspace; the cluster may lie in another one',
  sources: ['Azure: Data collection rules in Azure Monitor', 'Azure: Data collection endpoints in Azure Monitor'],
  examples: {
    failing: example('northeurope'),
    mended: example('West Europe'),
    notApplicable: NO_CLUSTER,
    unknown: example('${var.location}'),
  },
  check: eachBlock('azurerm_monitor_data_collection_rule', (fields, _, world) =>
    TARGETS.filter(({ names }) => fields.has(...names) !== false).map(({ names, what }): Judgement => {
      const here = fields.text('location');
      const there = regionOf(world, fields.raw(...names));
      const told = typeof here === 'string' && typeof there === 'string';
      return {
        wrong: told ? plain(here) !== plain(there) : unknown,
        at: fields.path('location'),
        detail: `lies in ${String(told && here)}, and its ${what} in ${String(told && there)}`,
        because: 'the region of the rule, or of what it names, is not in these files',
      };
    }),
  ),
};

function regionOf({ artifacts }: World, id: Value | undefined): Maybe<string> {
  const block = blockBehind(artifacts, id);
  return typeof block === 'object' && block.mode === 'resource'
    ? new Fields(block.arguments, block.body).text('location')
    : unknown;
}

function plain(region: string): string {
  return region.toLowerCase().replace(/ /g, '');
}
