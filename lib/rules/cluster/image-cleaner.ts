import { isSame } from '../../analysis/cluster/fields';
import { any, holds, not } from '../../analysis/cluster/truth';
import type { Rule } from '../rule';
import { clusterExamples } from './examples';
import { eachCluster } from './judge';

/** The cleaner runs between once a day and once in three months. */
export const imageCleaner: Rule = {
  id: 'cluster/image-cleaner-interval',
  severity: 'error',
  what: 'has an image cleaner without an interval that AKS takes',
  why: 'AKS refuses the setting',
  fix: 'Set image_cleaner_interval_hours between 24 and 2160; 168 is once a week',
  sources: ['Azure: Use Image Cleaner on AKS'],
  facts: ['ADD08'],
  saidBy: ['schema/range'],
  examples: clusterExamples(
    { cluster: { image_cleaner_enabled: true, image_cleaner_interval_hours: 12 } },
    { cluster: { image_cleaner_enabled: true, image_cleaner_interval_hours: 168 } },
    {
      notApplicable: {},
      unknown: { cluster: { image_cleaner_enabled: true, image_cleaner_interval_hours: '${var.hours}' } },
    },
  ),
  check: eachCluster(({ fields, at }) => ({
    applies: isSame(fields.flag('image_cleaner_enabled'), true),
    wrong: any(
      not(fields.has('image_cleaner_interval_hours')),
      holds(fields.number('image_cleaner_interval_hours'), (hours) => hours < 24 || hours > 2160),
    ),
    at: at('image_cleaner_interval_hours'),
  })),
};
