import { not } from '../../analysis/cluster/truth';
import type { Rule } from '../rule';
import { clusterExamples } from '../cluster/examples';
import { eachPool, named } from '../cluster/judge';

/** A change of size, zones or disk rebuilds a pool beside itself, for which it needs a second name. */
export const rotationName: Rule = {
  id: 'pool/no-rotation-name',
  severity: 'note',
  what: 'has no temporary name to be rebuilt under',
  why: 'a change of size, zones, disk or subnet then stops with an error in the middle of a deployment',
  fix: 'Set temporary_name_for_rotation to a second name that no other pool has',
  sources: ['Terraform: azurerm_kubernetes_cluster, temporary_name_for_rotation'],
  facts: ['POOL06'],
  examples: clusterExamples(
    {},
    { system: { temporary_name_for_rotation: 'tmpsystem' } },
    { unknown: { system: { temporary_name_for_rotation: '${var.name}' } } },
  ),
  check: eachPool((pool) => ({
    wrong: not(pool.fields.has('temporary_name_for_rotation')),
    at: pool.at('name'),
    detail: `${named(pool)} has no temporary name to be rebuilt under`,
  })),
};
