import { load, YAMLException } from 'js-yaml';
import { lineAndColumn, Unreadable } from './diagnose';
import { readJson } from './json-document';
import { DEEPEST_NESTING } from './limits';
import { measure, tooDeep } from './measure';
import { KUBERNETES_SCALARS } from './yaml-scalars';
import { splitYaml, type YamlChunk } from './yaml-stream';

/** One document of a file. */
export interface ReadDocument {
  readonly value: unknown;
  readonly chunk: YamlChunk;
}

const FIXES: readonly (readonly [RegExp, string])[] = [
  [/tab characters/, 'Indent with spaces'],
  [/unknown tag/, 'Write plain YAML: an API server knows no tags of its own'],
  [/unidentified alias/, "Define the anchor before it is used, or quote text that starts with '*'"],
];

/**
 * Every document of a file, YAML or JSON.
 * @param fail takes what is wrong with one document; the others are read on
 */
export function readDocuments(text: string, fail: (problem: Unreadable) => void): readonly ReadDocument[] {
  const isJson = /^\s*(?:\{(?!\{)|\[)/.test(text);
  const chunks = splitYaml(text);
  return chunks.flatMap((chunk) => {
    try {
      const value = isJson && chunks.length === 1 ? readJsonOrYaml(chunk.text) : readYaml(chunk.text);
      return [{ value, chunk }];
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      fail(moved(error, lineAndColumn(text, chunk.offset).line - 1));
      return [];
    }
  });
}

/** YAML in flow style looks like JSON; what is neither is told as JSON, which it was meant to be. */
function readJsonOrYaml(text: string): unknown {
  try {
    return readJson(text);
  } catch (error) {
    if (!(error instanceof Unreadable) || error.rule !== 'read/json') throw error;
    try {
      return readYaml(text);
    } catch {
      throw error;
    }
  }
}

function readYaml(text: string): unknown {
  try {
    const options = { schema: KUBERNETES_SCALARS, maxDepth: DEEPEST_NESTING };
    const value: unknown = load(text, options);
    measure(value);
    return value;
  } catch (error) {
    throw templateIn(text) ?? (error instanceof Unreadable ? placed(error, text) : toUnreadable(error, text));
  }
}

/** A chart's own files are read by nobody but Helm; some of them even look like YAML. */
function templateIn(text: string): Unreadable | undefined {
  const template = /\{\{.*?\}\}/.exec(text);
  if (template === null) return undefined;
  const { line, column } = lineAndColumn(text, template.index);
  const rule = `is a template and no YAML yet: ${template[0].slice(0, 40)}`;
  return new Unreadable(
    'read/template',
    rule,
    'Check what it renders to: helm template … | cdk-aks check -',
    line,
    column,
  );
}

/** What is found in the value alone has no place of its own; the key that it names has one. */
function placed(problem: Unreadable, text: string): Unreadable {
  const offset = problem.rule === 'read/reserved-key' ? text.indexOf('__proto__') : -1;
  if (offset < 0) return problem;
  const { line, column } = lineAndColumn(text, offset);
  return new Unreadable(problem.rule, problem.message, problem.fix, line, column);
}

function toUnreadable(error: unknown, text: string): Unreadable {
  if (!(error instanceof YAMLException)) {
    return new Unreadable('read/yaml', 'is no YAML that can be read', 'Write it in a plainer form');
  }
  const { line = 0, column = 0, position = 0 } = (error.mark as typeof error.mark | undefined) ?? {};
  if (error.reason === 'duplicated mapping key') {
    const key = /[^\s:,{}]*/.exec(text.slice(position))?.[0] ?? '';
    const rule = `the key '${key}' stands twice`;
    return new Unreadable('read/duplicate-key', rule, 'Remove one of the two', line + 1, column + 1);
  }
  if (error.reason.startsWith('nesting exceeded')) return tooDeep(line + 1, column + 1);
  const fix = FIXES.find(([pattern]) => pattern.test(error.reason))?.[1] ?? 'Mend the YAML';
  return new Unreadable('read/yaml', `is no YAML: ${error.reason}`, fix, line + 1, column + 1);
}

function moved(problem: Unreadable, lines: number): Unreadable {
  return new Unreadable(problem.rule, problem.message, problem.fix, problem.line + lines, problem.column);
}
