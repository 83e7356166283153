import { kubernetesSchema } from '../data';
import { isObject, Report, type SchemaProblem } from '../report';
import type { CustomResource } from './grammar';
import { findKind, type Vocabulary } from './kinds';
import { checkMetadata } from './metadata';
import { walk } from './walk';

export interface ObjectOptions {
  /**
   * Whether a namespaced object must name its namespace. `kubectl -n` may say it as well.
   * @default true
   */
  readonly namespaceRequired?: boolean;
}

const NONE: ReadonlyMap<string, CustomResource> = new Map();

/** @throws Error for a minor without schema */
export function vocabularyOf(minor: string, defined = NONE): Vocabulary {
  return { schema: kubernetesSchema(minor), defined };
}

/**
 * Everything in one object that an API server would refuse or silently drop, as far as its schema tells, with names,
 * labels and annotations, and what the API server checks in built-in kinds besides.
 */
export function objectProblems(
  body: unknown,
  vocabulary: Vocabulary,
  { namespaceRequired = true }: ObjectOptions = {},
): readonly SchemaProblem[] {
  const report = new Report();
  if (!isObject(body)) {
    report.add('schema/type', 'is not an object', { fix: 'Write an object with apiVersion, kind and metadata' });
    return report.problems;
  }
  const found = findKind(body, vocabulary, report);
  if (found === undefined) return report.problems;
  if (found.form) walk(body, found.form, vocabulary.schema, report);
  if (found.isCustom && isObject(body.metadata)) {
    report.within('metadata', () => walk(body.metadata, '@meta.v1.ObjectMeta', vocabulary.schema, report));
  }
  const { apiVersion, kind } = body as { apiVersion: string; kind: string };
  // What nobody describes may be no object of the API at all, such as the settings of a tool.
  if (found.isCustom && found.form === undefined && body.metadata === undefined) return report.problems;
  checkMetadata(body.metadata, { apiVersion, kind, namespaced: found.namespaced, namespaceRequired }, report);
  return report.problems;
}
