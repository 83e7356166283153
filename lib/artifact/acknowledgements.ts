import { type Acknowledgement, isDate } from './acknowledgement';
import type { FieldPath } from './field-path';
import { compareFindings, type Finding } from './finding';
import type { Artifacts } from './read/artifacts';
import type { KubernetesObject, TerraformBlock } from './read/model';

/** Annotation of an object, and key of a Terraform block's comment `//`, in which what it accepts is written. */
export const ANNOTATION = 'cdk-aks.dev/acknowledge';

/** What the files accept, and what they say in vain. */
export interface StatedAcknowledgements {
  readonly all: readonly Acknowledgement[];
  readonly malformed: readonly Finding[];
}

/** Everything that programs (by the index), annotations and comments of the files accept. */
export function statedIn(artifacts: Artifacts): StatedAcknowledgements {
  const index = artifacts.files.find(({ holds }) => holds === 'index')?.path ?? '';
  const position = { file: index, line: 1, column: 1 };
  const all = artifacts.acknowledgements.map(({ path, ...one }): Acknowledgement => {
    return { ...one, scope: { path }, from: 'program', position };
  });
  const malformed: Finding[] = [];
  const subjects: readonly (readonly [KubernetesObject | TerraformBlock, string, FieldPath, unknown])[] = [
    ...artifacts.objects().map((object) => [object, object.id, FIELD, annotationOf(object)] as const),
    ...artifacts.terraform().map((block) => [block, block.address, ['//', ANNOTATION], commentOf(block)] as const),
  ];
  for (const [{ source, path }, object, field, text] of subjects) {
    if (text === undefined) continue;
    for (const line of linesOf(text)) {
      const parsed = parseLine(line);
      const where = artifacts.position(source, field);
      if (typeof parsed === 'string') malformed.push({ ...MALFORMED, message: parsed, object, path, ...where });
      else all.push({ ...parsed, scope: { object, file: source.file }, from: 'annotation', position: where });
    }
  }
  return { all, malformed: malformed.sort(compareFindings) };
}

const FIELD: FieldPath = ['metadata', 'annotations', ANNOTATION];

const MALFORMED = {
  rule: 'acknowledgement/malformed',
  severity: 'error',
  why: 'an acknowledgement that cannot be read accepts nothing',
  fix: "Write a line for each rule: 'zones/spread-not-enforced: one replica is enough for a cache', or with an end 'zones/spread-not-enforced until 2027-01-31: …'",
} as const;

function annotationOf({ body }: KubernetesObject): unknown {
  return valueIn(valueIn(valueIn(body, 'metadata'), 'annotations'), ANNOTATION);
}

function commentOf({ body }: TerraformBlock): unknown {
  return valueIn(valueIn(body, '//'), ANNOTATION);
}

function valueIn(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;
}

function linesOf(text: unknown): readonly unknown[] {
  if (typeof text !== 'string') return [text];
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.length === 0 ? [''] : lines;
}

/** `RULE: REASON` or `RULE until DATE: REASON`; what is wrong with it else. */
function parseLine(line: unknown): Pick<Acknowledgement, 'rule' | 'reason' | 'until'> | string {
  const name = `annotation '${ANNOTATION}'`;
  if (typeof line !== 'string') return `${name}: is no text`;
  const [, rule, end, reason = ''] =
    /^\s*([a-z0-9-]+\/[a-z0-9-]+)(?:\s+until\s+(\S+?))?\s*(?::(.*))?$/.exec(line) ?? [];
  if (rule === undefined) return `${name}: '${shorten(line)}' does not begin with a rule and a colon`;
  if (end !== undefined && !isDate(end)) return `${name}: '${end}' is no date such as 2027-01-31`;
  if (reason.trim() === '') return `${name}: accepts ${rule} without a reason`;
  return { rule, reason: reason.trim(), ...(end === undefined ? {} : { until: end }) };
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
