import { once, readData } from '../../core/data-files';

/** A kind that no known minor serves any more. */
export interface RemovedKind {
  readonly apiVersion: string;
  readonly kind: string;
  readonly removedIn: string;
  /** `apiVersion` to write; left out where nothing replaces the kind. */
  readonly replacement?: string;
}

export interface DeprecatedAnnotation {
  /** Kind of the object that carries it, or `pod` for pods and their templates. */
  readonly on: string;
  readonly deprecatedIn?: string;
  readonly removedIn?: string;
  readonly fix: string;
}

interface Deprecations {
  readonly removedKinds: readonly RemovedKind[];
  readonly deprecatedKinds: readonly { apiVersion: string; kind: string; deprecatedIn: string; fix: string }[];
  /** What replaces a field, by `core.v1.PodSpec.serviceAccount`. */
  readonly deprecatedFields: Readonly<Record<string, string>>;
  /** By key; one that ends in `*` stands for all keys that start so. */
  readonly annotations: Readonly<Record<string, DeprecatedAnnotation>>;
  /** Label of today by label of yesterday. */
  readonly nodeLabels: Readonly<Record<string, string>>;
}

const data = once(() => readData<Deprecations>('kubernetes', 'deprecations.json'));

export function removedKind(apiVersion: string, kind: string): RemovedKind | undefined {
  return data().removedKinds.find((entry) => entry.apiVersion === apiVersion && entry.kind === kind);
}

/** What to do about a built-in kind that is deprecated in this minor; undefined for the others. */
export function deprecatedKind(
  apiVersion: string,
  kind: string,
  minor: number,
): { readonly deprecatedIn: string; readonly fix: string } | undefined {
  const entry = data().deprecatedKinds.find((one) => one.apiVersion === apiVersion && one.kind === kind);
  return entry && Number(entry.deprecatedIn.slice(2)) <= minor ? entry : undefined;
}

const byType = once(() => {
  const types = new Map<string, Record<string, string>>();
  for (const [path, fix] of Object.entries(data().deprecatedFields)) {
    const dot = path.lastIndexOf('.');
    const type = path.slice(0, dot);
    types.set(type, { ...types.get(type), [path.slice(dot + 1)]: fix });
  }
  return types;
});

/** What replaces the deprecated fields of a built-in type, by their names. */
export function deprecatedFields(type: string): Readonly<Record<string, string>> | undefined {
  return byType().get(type);
}

export function deprecatedAnnotation(key: string): DeprecatedAnnotation | undefined {
  const { annotations } = data();
  if (Object.hasOwn(annotations, key)) return annotations[key];
  const slash = key.indexOf('/');
  const wide = slash < 0 ? '' : `${key.slice(0, slash)}/*`;
  return Object.hasOwn(annotations, wide) ? annotations[wide] : undefined;
}

/** The label of nodes that replaces a deprecated one. */
export function nodeLabelToday(key: string): string | undefined {
  const { nodeLabels } = data();
  return Object.hasOwn(nodeLabels, key) ? nodeLabels[key] : undefined;
}
