import type { KubernetesObject } from '../../artifact/read/model';
import { groupOf } from '../kubernetes/kinds';
import { type Miss, namespaceOf, type ObjectSet } from './object-set';

/**
 * The same object twice: what is applied last wins, and GitOps tools refuse it.
 * @param isWhole whether the files are known to be applied together
 */
export function* duplicateObjects(objects: ObjectSet, isWhole: boolean): Generator<Miss> {
  const seen = new Map<string, KubernetesObject>();
  for (const object of objects.objects) {
    if (object.name === '' || object.body.metadata === undefined) continue;
    const key = [groupOf(object.apiVersion), object.kind, namespaceOf(object), object.name].join(' ');
    const before = seen.get(key);
    if (before === undefined) {
      seen.set(key, object);
      continue;
    }
    // Several files may be meant for different clusters, or for one after the other.
    const isCertain = before.source.file === object.source.file || isWhole;
    yield {
      object,
      field: ['metadata', 'name'],
      severity: isCertain ? 'error' : 'warning',
      message: `is the name of the ${object.kind} in ${before.source.file} too`,
      fix: isCertain
        ? 'Remove or rename one of the two'
        : 'Check the files apart if they are applied apart; else rename one of the two',
    };
  }
}
