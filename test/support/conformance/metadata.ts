import { isObject, joinField, type Report } from './problem';

const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const QUALIFIED_NAME = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const LONGEST_ANNOTATIONS = 256 * 1024;

/** Kinds whose name becomes part of a DNS name by itself; source: Kubernetes, "Object Names and IDs". */
const LABEL_KINDS: ReadonlySet<string> = new Set(['v1 Namespace', 'v1 Service']);

/** RBAC names may hold anything but a path: `system:controller:x`. */
const PATH_KINDS = /^rbac\.authorization\.k8s\.io\//;

export interface Scope {
  /** `apps/v1 Deployment` */
  readonly kind: string;
  /** Left out where the schema does not say. */
  readonly namespaced?: boolean;
  /** Whether a namespaced object must name its namespace. */
  readonly namespaceRequired: boolean;
}

/** Name, namespace, labels and annotations as the API server checks them, beyond their types. */
export function checkMetadata(metadata: unknown, scope: Scope, report: Report): void {
  if (!isObject(metadata)) {
    report.add('metadata', 'schema/required', 'is required');
    return;
  }
  checkName(metadata, scope.kind, report);
  checkNamespace(metadata, scope, report);
  if (isObject(metadata.labels)) {
    for (const [key, value] of Object.entries(metadata.labels)) {
      checkKey(key, 'metadata.labels', report);
      if (typeof value === 'string' && (value.length > 63 || (value !== '' && !QUALIFIED_NAME.test(value)))) {
        report.add(
          joinField('metadata.labels', key),
          'schema/label',
          `is ${JSON.stringify(value)}, which is no label value`,
        );
      }
    }
  }
  if (isObject(metadata.annotations)) checkAnnotations(metadata.annotations, report);
}

function checkName({ name, generateName }: Record<string, unknown>, kind: string, report: Report): void {
  if (name === undefined || name === '') {
    if (generateName === undefined) report.add('metadata.name', 'schema/required', 'is required');
    return;
  }
  if (typeof name !== 'string') return;
  if (PATH_KINDS.test(kind)) {
    if (/[/%]/.test(name) || name === '.' || name === '..')
      report.add('metadata.name', 'schema/name', `'${name}' can't be part of a path`);
    return;
  }
  const [rule, longest, words] = LABEL_KINDS.has(kind)
    ? [LABEL, 63, 'a DNS label']
    : [SUBDOMAIN, 253, 'a DNS subdomain'];
  if (name.length > longest || !rule.test(name)) {
    report.add('metadata.name', 'schema/name', `'${name}' is not ${words as string} of at most ${longest} characters`);
  }
}

function checkNamespace({ namespace }: Record<string, unknown>, scope: Scope, report: Report): void {
  if (scope.namespaced === false && namespace !== undefined) {
    report.add('metadata.namespace', 'schema/namespace', `${scope.kind} belongs to the cluster and has no namespace`);
  }
  if (scope.namespaced && scope.namespaceRequired && namespace === undefined) {
    report.add('metadata.namespace', 'schema/namespace', `${scope.kind} needs a namespace`);
  }
  if (typeof namespace === 'string' && (namespace.length > 63 || !LABEL.test(namespace))) {
    report.add('metadata.namespace', 'schema/name', `'${namespace}' is not a DNS label of at most 63 characters`);
  }
}

function checkAnnotations(annotations: Record<string, unknown>, report: Report): void {
  let size = 0;
  for (const [key, value] of Object.entries(annotations)) {
    checkKey(key, 'metadata.annotations', report);
    size += Buffer.byteLength(key) + Buffer.byteLength(String(value));
  }
  if (size > LONGEST_ANNOTATIONS) {
    report.add('metadata.annotations', 'schema/length', `take ${size} bytes but may take ${LONGEST_ANNOTATIONS}`);
  }
}

/** `prefix/name`, where the prefix is a DNS subdomain and may be left out. Annotations are compared in lower case. */
function checkKey(key: string, at: string, report: Report): void {
  const parts = key.split('/');
  const name = parts.pop() ?? '';
  const prefix = parts[0];
  const isGood =
    parts.length <= 1 &&
    name.length <= 63 &&
    QUALIFIED_NAME.test(name) &&
    (prefix === undefined ||
      (prefix.length <= 253 && SUBDOMAIN.test(at.endsWith('labels') ? prefix : prefix.toLowerCase())));
  if (!isGood) report.add(joinField(at, key), 'schema/label', `'${key}' is no label or annotation key`);
}
