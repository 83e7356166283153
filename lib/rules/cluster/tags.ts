import { isSame } from '../../analysis/cluster/fields';
import { all, holds } from '../../analysis/cluster/truth';
import { unknown } from '../../artifact/read/values';
import type { Rule } from '../rule';
import { clusterExamples } from './examples';
import { eachCluster } from './judge';

/** Azure keeps tags without regard to case. */
export const clusterTags: Rule = {
  id: 'cluster/tags',
  severity: 'warning',
  what: 'has tags that Azure does not keep as they are written',
  why: 'names that differ in case become one tag; the zone of a private cluster takes 15 at most',
  fix: 'Use each name once, and 15 tags or fewer on a private cluster',
  sources: ['Azure: Use Azure tags in AKS'],
  facts: ['ADD21'],
  examples: clusterExamples(
    { cluster: { tags: { Team: 'shop', team: 'shop' } } },
    { cluster: { tags: { team: 'shop' } } },
    { notApplicable: {}, unknown: { cluster: { tags: '${var.tags}' } } },
  ),
  check: eachCluster(({ fields, at }) => {
    const tags = fields.value('tags');
    const names = tags === undefined || tags === unknown ? tags : Object.keys(tags as object);
    return [
      {
        applies: tags !== undefined,
        wrong: holds(names, (all) => new Set(all.map((name) => name.toLowerCase())).size < all.length),
        at: at('tags'),
        detail: 'has tags whose names differ in case alone: Azure keeps one of them',
      },
      {
        applies: tags !== undefined,
        wrong: all(
          isSame(fields.flag('private_cluster_enabled'), true),
          holds(names, (all) => all.length > 15),
        ),
        at: at('tags'),
        detail: 'is private and has more than the 15 tags that its DNS zone takes',
      },
    ];
  }),
};
