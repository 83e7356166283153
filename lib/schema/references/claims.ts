import { at, each, type Miss, type ObjectSet } from './object-set';

/** PersistentVolumeClaims that pods mount. */
export function* missingClaims(objects: ObjectSet): Generator<Miss> {
  for (const { object, namespace, spec, at: root } of objects.pods) {
    // A StatefulSet puts its own claims in place of volumes of their name.
    const own = [...each(object.body, 'spec', 'volumeClaimTemplates')].map(([claim]) => at(claim, 'metadata', 'name'));
    for (const [volume, path] of each(spec, 'volumes')) {
      if (own.includes(volume.name)) continue;
      const name = at(volume, 'persistentVolumeClaim', 'claimName');
      if (typeof name !== 'string' || name.includes('${') || objects.find('PersistentVolumeClaim', namespace, name))
        continue;
      yield {
        object,
        field: [...root, ...path, 'persistentVolumeClaim', 'claimName'],
        severity: 'warning',
        message: `names the PersistentVolumeClaim '${name}', which is not in these files: pods wait for it`,
        fix: `Add it to the namespace '${namespace}', or correct the name`,
      };
    }
  }
}
