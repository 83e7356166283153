import type { FieldPath } from '../../artifact/field-path';
import type { Body, KubernetesObject } from '../../artifact/read/model';
import { isObject } from '../report';
import { at, each, type Miss, type ObjectSet } from './object-set';
import type { Pods } from './pods';
import { producedSecrets } from './produced-secrets';

/** One mention of a ConfigMap or Secret in a pod. */
interface Mention {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: unknown;
  readonly optional: boolean;
  /** What happens without it. */
  readonly effect?: string;
  readonly field: FieldPath;
  /** Keys that must be there. */
  readonly keys: readonly { readonly key: unknown; readonly field: FieldPath }[];
}

const CONTAINERS = ['initContainers', 'containers'];

/** Every namespace has them. Kubernetes: "kube-controller-manager", `--root-ca-file`; Istio: its root certificate. */
const EVERYWHERE: ReadonlySet<string> = new Set(['kube-root-ca.crt', 'istio-ca-root-cert']);

/** ConfigMaps and Secrets that pods name, and keys of those that are there. */
export function* missingConfig(objects: ObjectSet): Generator<Miss> {
  const produced = producedSecrets(objects);
  for (const pods of objects.pods) {
    for (const { kind, name, optional, effect = 'pods wait for it', field, keys } of mentions(pods)) {
      if (typeof name !== 'string' || name === '' || name.includes('${') || optional || EVERYWHERE.has(name)) continue;
      const found = objects.find(kind, pods.namespace, name);
      if (found) yield* missingKeys(pods.object, found, keys);
      else if (kind === 'ConfigMap') yield miss(pods, field, 'warning', kind, name, effect);
      else if (!produced.has(`${pods.namespace}/${name}`)) yield miss(pods, field, 'note', kind, name, effect);
    }
  }
}

function miss(
  pods: Pods,
  field: FieldPath,
  severity: Miss['severity'],
  kind: string,
  name: string,
  effect: string,
): Miss {
  const message = `names the ${kind} '${name}', which is not in these files: ${effect}`;
  return {
    object: pods.object,
    field,
    severity,
    message,
    fix: `Add it to the namespace '${pods.namespace}', or correct the name`,
  };
}

function* missingKeys(object: KubernetesObject, found: KubernetesObject, keys: Mention['keys']): Generator<Miss> {
  const fields = found.kind === 'Secret' ? ['data', 'stringData'] : ['data', 'binaryData'];
  const there = fields.flatMap((field) => (isObject(found.body[field]) ? Object.keys(found.body[field]) : []));
  for (const { key, field } of keys) {
    if (typeof key !== 'string' || there.includes(key)) continue;
    const message = `names the key '${key}', which the ${found.kind} '${found.name}' does not have`;
    const fix = there.length > 0 ? `Name one of ${there.slice(0, 8).join(', ')}` : 'Add the key';
    yield { object, field, severity: 'error', message, fix };
  }
}

function* mentions({ spec, at: root }: Pods): Generator<Mention> {
  for (const [volume, path] of each(spec, 'volumes')) yield* volumeMentions(volume, [...root, ...path]);
  for (const list of CONTAINERS) {
    for (const [container, path] of each(spec, list)) yield* containerMentions(container, [...root, ...path]);
  }
  for (const [secret, path] of each(spec, 'imagePullSecrets')) {
    const field = [...root, ...path, 'name'];
    yield {
      kind: 'Secret',
      name: secret.name,
      optional: false,
      effect: "private images can't be pulled",
      field,
      keys: [],
    };
  }
}

function* volumeMentions(volume: Body, path: FieldPath): Generator<Mention> {
  yield* sourceMention('ConfigMap', volume.configMap, 'name', [...path, 'configMap']);
  yield* sourceMention('Secret', volume.secret, 'secretName', [...path, 'secret']);
  for (const [source, place] of each(volume, 'projected', 'sources')) {
    yield* sourceMention('ConfigMap', source.configMap, 'name', [...path, ...place, 'configMap']);
    yield* sourceMention('Secret', source.secret, 'name', [...path, ...place, 'secret']);
  }
}

function* sourceMention(
  kind: Mention['kind'],
  source: unknown,
  nameField: string,
  path: FieldPath,
): Generator<Mention> {
  if (!isObject(source)) return;
  const keys = [...each(source, 'items')].map(([item, place]) => ({
    key: item.key,
    field: [...path, ...place, 'key'],
  }));
  yield { kind, name: source[nameField], optional: source.optional === true, field: [...path, nameField], keys };
}

function* containerMentions(container: Body, path: FieldPath): Generator<Mention> {
  for (const [source, place] of each(container, 'envFrom')) {
    for (const [kind, field] of [
      ['ConfigMap', 'configMapRef'],
      ['Secret', 'secretRef'],
    ] as const) {
      yield* sourceMention(kind, source[field], 'name', [...path, ...place, field]);
    }
  }
  for (const [variable, place] of each(container, 'env')) {
    for (const [kind, field] of [
      ['ConfigMap', 'configMapKeyRef'],
      ['Secret', 'secretKeyRef'],
    ] as const) {
      const source = at(variable, 'valueFrom', field);
      if (!isObject(source)) continue;
      const here = [...path, ...place, 'valueFrom', field];
      const keys = [{ key: source.key, field: [...here, 'key'] }];
      yield { kind, name: source.name, optional: source.optional === true, field: [...here, 'name'], keys };
    }
  }
}
