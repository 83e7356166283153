import type { FieldPath } from '../../artifact/field-path';
import type { Artifacts } from '../../artifact/read/artifacts';
import type { Body, KubernetesObject } from '../../artifact/read/model';
import { objectIndex } from '../../analysis/objects';
import { type Storage, storageOf } from '../../analysis/storage/classes';
import { asBody, asList } from '../../analysis/workload/workloads';

/** A claim for storage: an object of its own, or a template of a StatefulSet. */
export interface Claim {
  readonly object: KubernetesObject;
  readonly spec: Body;
  readonly field: FieldPath;
  /** Undefined where the class is not known, or the volume exists already. */
  readonly storage: Storage | undefined;
}

export function claimsOf(artifacts: Artifacts): readonly Claim[] {
  const objects = objectIndex(artifacts);
  const make = (object: KubernetesObject, spec: Body, field: FieldPath): Claim => {
    const name = typeof spec.storageClassName === 'string' ? spec.storageClassName : undefined;
    const isBound = spec.volumeName !== undefined || name === '';
    return { object, spec, field, storage: isBound ? undefined : storageOf(object, name, artifacts) };
  };
  return [
    ...objects.ofKind('PersistentVolumeClaim').map((object) => make(object, asBody(object.body.spec) ?? {}, ['spec'])),
    ...objects
      .ofKind('StatefulSet')
      .flatMap((object) =>
        asList(asBody(object.body.spec)?.volumeClaimTemplates).map((item, index) =>
          make(object, asBody(asBody(item)?.spec) ?? {}, ['spec', 'volumeClaimTemplates', index, 'spec']),
        ),
      ),
  ];
}
