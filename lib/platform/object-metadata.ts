import { dns1035Label, dnsLabel, dnsSubdomain } from '../core/dns-names';
import { InvalidValue, type Problems } from '../core/errors';
import { checkAnnotations, checkLabels } from '../core/metadata';
import { LateText } from './late-values';
import { asObject, podOf } from './pod-parts';

type Json = Readonly<Record<string, unknown>>;

/** Kubernetes: "CronJob": its jobs add eleven characters to the name. */
const LONGEST_CRON_JOB = 52;
const RBAC = 'rbac.authorization.k8s.io/';

/** Adds to `problems` what the API server refuses of names, labels and annotations. */
export function checkObjectMetadata(object: Json, problems: Problems): void {
  const { name, namespace, labels, annotations } = asObject(object.metadata);
  if (typeof name === 'string') problems.attempt(undefined, () => checkName(object, name));
  if (typeof namespace === 'string') problems.attempt(undefined, () => dnsLabel(namespace, 'metadata.namespace'));
  checkMaps('metadata.', labels, annotations, problems);
  const pod = podOf(object);
  if (pod === undefined || pod.prefix === '') return;
  checkMaps(`${pod.prefix}metadata.`, pod.metadata.labels, pod.metadata.annotations, problems);
}

/** Kubernetes: "Object Names and IDs"; the validation of each kind. */
function checkName(object: Json, name: string): void {
  const property = 'metadata.name';
  if (String(object.apiVersion).startsWith(RBAC)) {
    checkPathSegment(name, property);
    return;
  }
  if (object.apiVersion === 'v1' && object.kind === 'Namespace') dnsLabel(name, property);
  else if (object.apiVersion === 'v1' && object.kind === 'Service') dns1035Label(name, property);
  else dnsSubdomain(name, property);
  if (object.kind === 'CronJob' && name.length > LONGEST_CRON_JOB) {
    throw new InvalidValue({
      property,
      value: name,
      rule: `has ${name.length} characters; the name of a CronJob has at most ${LONGEST_CRON_JOB}`,
      fix: 'Shorten it',
      code: 'name/cron-job',
    });
  }
}

/** Roles and their bindings take any name that can stand in a URL, such as `system:reader`. */
function checkPathSegment(name: string, property: string): void {
  if (name !== '' && name !== '.' && name !== '..' && !/[/%]/.test(name)) return;
  throw new InvalidValue({
    property,
    value: name,
    rule: "is no part of a URL: it is empty, '.' or '..', or holds '/' or '%'",
    fix: 'Write letters, digits, hyphens, dots and colons',
    code: 'name/path-segment',
  });
}

function checkMaps(prefix: string, labels: unknown, annotations: unknown, problems: Problems): void {
  problems.attempt(undefined, () => checkLabels(texts(labels, `${prefix}labels`, problems), `${prefix}labels`));
  problems.attempt(undefined, () =>
    checkAnnotations(texts(annotations, `${prefix}annotations`, problems), `${prefix}annotations`),
  );
}

/** The entries that are text; what else there is, is told. Of a late text its literal part counts. */
function texts(map: unknown, property: string, problems: Problems): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const [key, value] of Object.entries(asObject(map))) {
    if (typeof value === 'string') found[key] = value;
    else if (value instanceof LateText) found[key] = value.literal;
    else if (value !== undefined) {
      problems.add({
        property: `${property}['${key}']`,
        value,
        rule: 'is no text, and the API server takes nothing else',
        fix: `Write '${String(value)}'`,
        code: 'metadata/not-text',
      });
    }
  }
  return found;
}
