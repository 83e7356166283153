import type { Body, KubernetesObject } from '../../artifact/read/model';
import { asBody } from '../../analysis/workload/workloads';
import { renameKey, updateAt, withKey, withoutAnnotation } from '../body';
import type { Answer, ObjectFix } from '../fix';

const rule = 'schema/deprecated';

/** An annotation of old times, and the annotation or the field of the spec that says the same. */
interface Old {
  readonly kind: string;
  readonly key: string;
  readonly annotation?: string;
  readonly field?: string;
  /** The value in its new place; undefined where it can't be told. */
  readonly value: (text: string) => unknown;
}

const asIs = (text: string): string => text;

/** Source: Kubernetes, "Well-Known Labels, Annotations and Taints". */
const TABLE: readonly Old[] = [
  {
    kind: 'PersistentVolumeClaim',
    key: 'volume.beta.kubernetes.io/storage-class',
    field: 'storageClassName',
    value: asIs,
  },
  {
    kind: 'PersistentVolume',
    key: 'volume.beta.kubernetes.io/mount-options',
    field: 'mountOptions',
    value: (text) => text.split(','),
  },
  {
    kind: 'Service',
    key: 'service.alpha.kubernetes.io/tolerate-unready-endpoints',
    field: 'publishNotReadyAddresses',
    value: (text) => (text === 'true' ? true : text === 'false' ? false : undefined),
  },
  {
    kind: 'Service',
    key: 'service.kubernetes.io/topology-aware-hints',
    annotation: 'service.kubernetes.io/topology-mode',
    value: (text) =>
      /^(auto|disabled)$/i.test(text) ? text[0]?.toUpperCase() + text.slice(1).toLowerCase() : undefined,
  },
  {
    kind: 'StorageClass',
    key: 'storageclass.beta.kubernetes.io/is-default-class',
    annotation: 'storageclass.kubernetes.io/is-default-class',
    value: asIs,
  },
];

/** Annotations that an annotation of another name, or a field of the spec, has replaced. */
export const oldAnnotations: readonly ObjectFix[] = TABLE.map((old) => (object) => {
  const written = annotationsOf(object)[old.key];
  if (object.kind !== old.kind || typeof written !== 'string') return undefined;
  const value = old.value(written);
  if (value === undefined) return { rule, whyNot: `${old.key} says '${written}', which says nothing` };
  return old.annotation === undefined
    ? toField(object, old, value)
    : toAnnotation(object, old.key, old.annotation, value);
});

function toField(object: KubernetesObject, { key, field = '' }: Old, value: unknown): Answer {
  const spec = asBody(object.body.spec) ?? {};
  const there = spec[field];
  if (there !== undefined && JSON.stringify(there) !== JSON.stringify(value)) {
    return { rule, whyNot: `spec.${field} says something else than ${key}` };
  }
  const without = updateAt(object.body, ['metadata'], (metadata) => withoutAnnotation(metadata as Body, key));
  const body = { ...without, spec: withKey(spec, field, value) };
  return { rule, what: `the annotation ${key} becomes spec.${field}`, body };
}

function toAnnotation(object: KubernetesObject, key: string, today: string, value: unknown): Answer {
  const there = annotationsOf(object)[today];
  if (there !== undefined && there !== value) return { rule, whyNot: `${today} says something else than ${key}` };
  const body = updateAt(object.body, ['metadata'], (metadata) =>
    there === undefined
      ? updateAt(metadata, ['annotations'], (all) => ({ ...renameKey(all as Body, key, today), [today]: value }))
      : withoutAnnotation(metadata as Body, key),
  );
  const written = String(annotationsOf(object)[key]);
  return { rule, what: `the annotation ${key} becomes ${today}`, body, inOtherWords: { [written]: String(value) } };
}

function annotationsOf({ body }: KubernetesObject): Body {
  return asBody(asBody(body.metadata)?.annotations) ?? {};
}
