import { loadAll } from 'js-yaml';
import { CdkAksError, type Problem } from '../core/errors';
import { printYaml, printYamlDocuments } from './yaml';

/**
 * Reads what `terraform output -json` prints: `{ "NAME": { "value": …, "sensitive": … } }`.
 * @throws CdkAksError `late/outputs` for anything else
 */
export function parseOutputs(text: string): ReadonlyMap<string, unknown> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    parsed = undefined;
  }
  if (parsed === null || typeof parsed !== 'object' || Array.isArray(parsed)) {
    throw new CdkAksError([
      {
        rule: 'the outputs are no JSON object',
        fix: "Pass what 'terraform output -json' prints, in the folder of the cluster's environment",
        code: 'late/outputs',
      },
    ]);
  }
  return new Map(
    Object.entries(parsed).map(([name, output]) => [
      name,
      output !== null && typeof output === 'object' && 'value' in output
        ? (output as { value: unknown }).value
        : output,
    ]),
  );
}

/**
 * Puts values in place of `${NAME}`, as strings whatever they hold, and undoes the guard against Flux.
 *
 * @param names late values of the cluster; any other `${…}` is content and stays
 * @param substituted whether the text is guarded for Flux
 * @throws CdkAksError `late/missing-output` naming every value that the outputs lack
 */
export function fillLateValues(
  text: string,
  names: readonly string[],
  outputs: ReadonlyMap<string, unknown>,
  substituted: boolean,
): string {
  const problems: Problem[] = [];
  const valueOf = (name: string): string => {
    const value = outputs.get(name);
    if (typeof value === 'string' && !/[\r\n]/.test(value)) return value;
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    problems.push({
      property: name,
      rule: value === undefined ? 'is not among the outputs' : 'is not one line of text',
      fix: 'Deploy the environment first, then read its outputs',
      code: value === undefined ? 'late/missing-output' : 'late/not-one-line',
    });
    return '';
  };
  const known = new Set(names);
  const fill = (value: unknown): unknown => {
    if (typeof value === 'string') return fillText(value, known, valueOf, substituted);
    if (Array.isArray(value)) return value.map(fill);
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [fill(key) as string, fill(item)]));
  };
  const documents = loadAll(text).map(fill);
  if (problems.length > 0) throw new CdkAksError(unique(problems));
  return text.startsWith('---')
    ? printYamlDocuments(documents)
    : documents.map((document) => printYaml(document)).join('');
}

/** One text of it. */
export function fillText(
  text: string,
  known: ReadonlySet<string>,
  valueOf: (name: string) => string,
  substituted: boolean,
): string {
  if (!text.includes('$')) return text;
  // Under Flux `$$` is an escaped `$`, and a placeholder starts at a single one: one pass from the left, as Flux reads.
  const pattern = substituted ? /\$\$|\$\{([A-Z][A-Z0-9_]*)\}/g : /\$\{([A-Z][A-Z0-9_]*)\}/g;
  return text.replace(pattern, (match, name: string | undefined) => {
    if (name === undefined) return '$';
    return known.has(name) ? valueOf(name) : match;
  });
}

function unique(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [problem.property, problem])).values()];
}
