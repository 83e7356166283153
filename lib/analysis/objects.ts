import type { Artifacts } from '../artifact/read/artifacts';
import type { KubernetesObject } from '../artifact/read/model';

/** Objects by kind, by name and by namespace, so that a rule asks for one without walking all. */
export interface ObjectIndex {
  /** Every object of a kind, of whatever group. */
  ofKind(kind: string): readonly KubernetesObject[];
  /** The object of a name in the cluster and namespace of another; the namespace is left out for cluster-wide kinds. */
  beside(other: KubernetesObject, kind: string, name: string, namespace?: string): KubernetesObject | undefined;
  /** Objects of a kind in the cluster and namespace of another. */
  allBeside(other: KubernetesObject, kind: string): readonly KubernetesObject[];
}

const indexes = new WeakMap<Artifacts, ObjectIndex>();

/** Worked out once for each set of artifacts. */
export function objectIndex(artifacts: Artifacts): ObjectIndex {
  const known = indexes.get(artifacts);
  if (known) return known;
  const kinds = new Map<string, KubernetesObject[]>();
  const names = new Map<string, KubernetesObject>();
  const places = new Map<string, KubernetesObject[]>();
  for (const object of artifacts.objects()) {
    append(kinds, object.kind, object);
    append(places, key(object.cluster, object.kind, namespaceOf(object)), object);
    names.set(key(object.cluster, object.kind, object.namespace ?? '', object.name), object);
    if (object.namespace === undefined) {
      names.set(key(object.cluster, object.kind, 'default', object.name), object);
    }
  }
  const index: ObjectIndex = {
    ofKind: (kind) => kinds.get(kind) ?? [],
    beside: (other, kind, name, namespace) => names.get(key(other.cluster, kind, namespace ?? '', name)),
    allBeside: (other, kind) => places.get(key(other.cluster, kind, namespaceOf(other))) ?? [],
  };
  indexes.set(artifacts, index);
  return index;
}

/** The namespace an object lands in: `default` where it names none. */
export function namespaceOf(object: KubernetesObject): string {
  return object.namespace ?? 'default';
}

function key(cluster = '', kind: string, namespace: string, name = ''): string {
  return `${cluster}\n${kind}\n${namespace}\n${name}`;
}

function append<K, V>(map: Map<K, V[]>, at: K, value: V): void {
  const list = map.get(at);
  if (list) list.push(value);
  else map.set(at, [value]);
}
