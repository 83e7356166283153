import type { KubernetesObject } from '../../artifact/read/model';
import { folderOf } from '../../artifact/read/paths';
import { groupOf } from '../kubernetes/kinds';
import { type Miss, namespaceOf, type ObjectSet } from './object-set';

/** The same object twice: what is applied last wins, and GitOps tools refuse it. */
export function* duplicateObjects(objects: ObjectSet): Generator<Miss> {
  const seen = new Map<string, KubernetesObject>();
  for (const object of objects.objects) {
    if (object.name === '' || object.body.metadata === undefined) continue;
    const key = [groupOf(object.apiVersion), object.kind, namespaceOf(object), object.name].join(' ');
    const before = seen.get(key);
    if (before === undefined) {
      seen.set(key, object);
      continue;
    }
    // Folders side by side may be meant for different clusters.
    const isBeside = folderOf(before.source.file) === folderOf(object.source.file);
    yield {
      object,
      field: ['metadata', 'name'],
      severity: isBeside ? 'error' : 'warning',
      message: `is the name of the ${object.kind} in ${before.source.file} too`,
      fix: isBeside
        ? 'Remove or rename one of the two'
        : 'Say which folder belongs to which cluster, or rename one of the two',
    };
  }
}
