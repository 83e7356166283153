import { isDnsLabel, isDnsSubdomain, isLabelValue, isQualifiedName } from '../../core/dns-names';
import { LARGEST_ANNOTATIONS } from '../../core/metadata';
import { isObject, isPlaceholder, printed, type Report } from '../report';
import { deprecatedAnnotation } from './deprecations';

/** Kinds whose name becomes part of a DNS name by itself; source: Kubernetes, "Object Names and IDs". */
const LABEL_KINDS: ReadonlySet<string> = new Set(['v1 Namespace', 'v1 Service']);

/** RBAC names may hold anything but a path: `system:controller:x`. */
const PATH_KINDS = /^rbac\.authorization\.k8s\.io\//;

export interface Scope {
  readonly apiVersion: string;
  readonly kind: string;
  /** Left out where the schema does not say. */
  readonly namespaced?: boolean;
  /** Whether a namespaced object must name its namespace. */
  readonly namespaceRequired: boolean;
}

/** Name, namespace, labels and annotations as the API server checks them, beyond their types. */
export function checkMetadata(metadata: unknown, scope: Scope, report: Report): void {
  if (!isObject(metadata)) {
    report.add('schema/required', 'is required', { at: ['metadata'] });
    return;
  }
  report.within('metadata', () => {
    checkName(metadata, scope, report);
    checkNamespace(metadata, scope, report);
    checkLabels(metadata.labels, report);
    checkAnnotations(metadata.annotations, [scope.kind], report);
  });
}

function checkName({ name, generateName }: Record<string, unknown>, { apiVersion, kind }: Scope, report: Report): void {
  if (name === undefined || name === '' || name === null) {
    if (generateName === undefined) report.add('schema/required', 'is required', { at: ['name'] });
    return;
  }
  if (typeof name !== 'string' || isPlaceholder(name)) return;
  if (PATH_KINDS.test(apiVersion)) {
    if (/[/%]/.test(name) || name === '.' || name === '..') addName(`'${name}' can't be part of a path`, report);
    return;
  }
  const isLabel = LABEL_KINDS.has(`${apiVersion} ${kind}`);
  const [isGood, longest, words] = isLabel ? [isDnsLabel, 63, 'a DNS label'] : [isDnsSubdomain, 253, 'a DNS subdomain'];
  if (!isGood(name)) addName(`'${name}' is not ${words} of at most ${longest} characters`, report);
}

function addName(message: string, report: Report, at = 'name'): void {
  report.add('schema/name', message, { at: [at], fix: "Use lower-case letters, digits and '-'" });
}

function checkNamespace({ namespace }: Record<string, unknown>, scope: Scope, report: Report): void {
  const kind = `${scope.apiVersion} ${scope.kind}`;
  if (scope.namespaced === false && namespace !== undefined && namespace !== null && namespace !== '') {
    report.add('schema/namespace', `${kind} belongs to the cluster and has no namespace`, {
      at: ['namespace'],
      severity: 'warning',
      fix: 'Remove the namespace, which the API server drops',
    });
  }
  if (scope.namespaced && scope.namespaceRequired && namespace === undefined) {
    report.add('schema/namespace', `${kind} needs a namespace`, {
      at: ['namespace'],
      severity: 'note',
      fix: 'Name its namespace, or the one that kubectl is told will hold it',
    });
  }
  if (typeof namespace === 'string' && namespace !== '' && !isDnsLabel(namespace) && !isPlaceholder(namespace)) {
    addName(`'${namespace}' is not a DNS label of at most 63 characters`, report, 'namespace');
  }
}

/** Labels of an object or of a template of objects. */
export function checkLabels(labels: unknown, report: Report): void {
  if (!isObject(labels)) return;
  report.within('labels', () => {
    for (const [key, value] of Object.entries(labels)) {
      checkKey(key, key, report);
      if (typeof value === 'string' && !isLabelValue(value) && !isPlaceholder(value)) {
        report.add('schema/label', `is ${printed(value)}, which is no label value`, { at: [key] });
      }
    }
  });
}

/** @param on kinds that a deprecated annotation may be told for */
export function checkAnnotations(annotations: unknown, on: readonly string[], report: Report): void {
  if (!isObject(annotations)) return;
  report.within('annotations', () => {
    let size = 0;
    for (const [key, value] of Object.entries(annotations)) {
      // Annotations are compared in lower case.
      checkKey(key, key.toLowerCase(), report);
      size += Buffer.byteLength(key) + Buffer.byteLength(String(value));
      const deprecated = deprecatedAnnotation(key);
      if (deprecated && on.includes(deprecated.on)) {
        const { removedIn, deprecatedIn, fix } = deprecated;
        const since = removedIn ? `does nothing since Kubernetes ${removedIn}` : `is deprecated since ${deprecatedIn}`;
        report.add('schema/deprecated', since, { at: [key], fix });
      }
    }
    if (size > LARGEST_ANNOTATIONS) {
      const fix = 'Move what is large to a ConfigMap';
      report.add('schema/length', `take ${size} bytes but may take ${LARGEST_ANNOTATIONS}`, { fix });
    }
  });
}

/** `prefix/name`, where the prefix is a DNS subdomain and may be left out. */
function checkKey(key: string, compared: string, report: Report): void {
  if (!isQualifiedName(compared)) {
    report.add('schema/label', `'${key}' is no label or annotation key`, { at: [key] });
  }
}
