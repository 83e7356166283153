import type { KubernetesSchema, ObjectForm } from './grammar';
import { customResource, customResourceIndex, KUBERNETES_MINORS, kubernetesSchema } from './load';
import { checkMetadata } from './metadata';
import { didYouMean, isObject, Report, type SchemaProblem } from './problem';
import { walk } from './walk';

/** Groups whose definitions are not published in a form that we could read. */
const GROUPS_WITHOUT_SCHEMA: ReadonlySet<string> = new Set(['alb.networking.azure.io']);

export interface KubernetesOptions {
  /**
   * Whether a namespaced object must name its namespace. A plain chart may leave that to `kubectl -n`.
   * @default true
   */
  readonly namespaceRequired?: boolean;
}

/**
 * Everything in an object that an API server of this minor would refuse or silently drop, as far as the schemas tell:
 * built-in kinds of the minor, and custom resources. The items of a `List` are checked one by one.
 *
 * @param minor such as `1.34`
 */
export function kubernetesProblems(
  object: unknown,
  minor: string,
  { namespaceRequired = true }: KubernetesOptions = {},
): readonly SchemaProblem[] {
  const schema = kubernetesSchema(minor);
  if (isObject(object) && object.apiVersion === 'v1' && object.kind === 'List' && Array.isArray(object.items)) {
    return object.items.flatMap((item) => kubernetesProblems(item, minor, { namespaceRequired }));
  }
  const report = new Report(describe(object));
  const found = findKind(object, schema, report);
  if (found === undefined || !isObject(object)) return report.problems;
  if (found.form) walk(object, found.form, '', schema, report);
  if (isObject(object.metadata) && found.isCustom)
    walk(object.metadata, '@meta.v1.ObjectMeta', 'metadata', schema, report);
  checkMetadata(
    object.metadata,
    { kind: `${object.apiVersion} ${object.kind}`, namespaced: found.namespaced, namespaceRequired },
    report,
  );
  return report.problems;
}

interface FoundKind {
  /** Left out where no schema exists. */
  readonly form?: ObjectForm | string;
  readonly namespaced?: boolean;
  readonly isCustom: boolean;
}

function findKind(object: unknown, schema: KubernetesSchema, report: Report): FoundKind | undefined {
  if (!isObject(object)) {
    report.add('', 'schema/type', 'is not an object');
    return undefined;
  }
  const { apiVersion, kind } = object;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') {
    if (typeof apiVersion !== 'string') report.add('apiVersion', 'schema/required', 'is required');
    if (typeof kind !== 'string') report.add('kind', 'schema/required', 'is required');
    return undefined;
  }
  const builtIn = schema.kinds[`${apiVersion} ${kind}`];
  if (builtIn) return { form: `@${builtIn.type}`, namespaced: builtIn.namespaced, isCustom: false };
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  if (GROUPS_WITHOUT_SCHEMA.has(group)) return { isCustom: true };
  return findCustom(group, apiVersion, kind, report) ?? reportUnknown(apiVersion, kind, schema, report);
}

function findCustom(group: string, apiVersion: string, kind: string, report: Report): FoundKind | undefined {
  const resource = customResource(group, kind);
  if (resource === undefined) return undefined;
  const name = apiVersion.slice(group.length + 1);
  const version = resource.versions[name];
  const served = Object.keys(resource.versions).filter((candidate) => !resource.versions[candidate]?.deprecated);
  if (version === undefined) {
    report.add(
      'apiVersion',
      'schema/unknown-kind',
      `${kind} of ${group} has no version '${name}', there is ${served.join(', ')}`,
    );
    return { namespaced: resource.namespaced, isCustom: true };
  }
  if (version.deprecated) {
    report.add('apiVersion', 'schema/deprecated', `${apiVersion} ${kind} is deprecated, use ${served.join(' or ')}`);
  }
  return { form: wholeObject(version.schema), namespaced: resource.namespaced, isCustom: true };
}

/** Every object has these three, also where a definition does not spell them out; metadata is checked apart. */
function wholeObject(form: ObjectForm): ObjectForm {
  return { ...form, fields: { ...form.fields, apiVersion: 'string', kind: 'string', metadata: 'any' } };
}

function reportUnknown(apiVersion: string, kind: string, schema: KubernetesSchema, report: Report): undefined {
  const key = `${apiVersion} ${kind}`;
  const others = KUBERNETES_MINORS.filter((minor) => kubernetesSchema(minor).kinds[key] !== undefined);
  if (others.length > 0) {
    const range = others.length === 1 ? others[0] : `${others[0]} to ${others.at(-1)}`;
    report.add('', 'schema/unknown-kind', `Kubernetes ${schema.minor} does not serve ${key}, Kubernetes ${range} does`);
    return undefined;
  }
  const custom = customResourceIndex().filter(({ group }) => apiVersion.startsWith(`${group}/`));
  const known = [...Object.keys(schema.kinds), ...custom.map((entry) => `${apiVersion} ${entry.kind}`)];
  report.add('', 'schema/unknown-kind', `unknown kind '${key}'${didYouMean(key, known)}`);
  return undefined;
}

/** `apps/v1 Deployment shop/cart` */
function describe(object: unknown): string {
  if (!isObject(object)) return 'object';
  const metadata = isObject(object.metadata) ? object.metadata : {};
  const name = metadata.name ?? metadata.generateName ?? '(no name)';
  const place = metadata.namespace === undefined ? name : `${metadata.namespace}/${name}`;
  return `${object.apiVersion ?? '(no apiVersion)'} ${object.kind ?? '(no kind)'} ${place}`;
}
