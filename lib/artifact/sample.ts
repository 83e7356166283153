/*
 * Building blocks of the examples that rules show: short but whole files.
 */

/** The text of a file. */
export function lines(...all: readonly string[]): string {
  return `${all.join('\n')}\n`;
}

/** Any object: its spec and other fields as lines. */
export function object(
  apiVersion: string,
  kind: string,
  name: string,
  body: readonly string[],
  namespace = 'shop',
): string {
  const place = namespace === '' ? '' : `, namespace: ${namespace}`;
  return lines(`apiVersion: ${apiVersion}`, `kind: ${kind}`, `metadata: { name: ${name}${place} }`, ...body);
}

/** Several objects in one file. */
export function documents(...parts: readonly string[]): string {
  return parts.map((part) => `---\n${part}`).join('');
}

export type Blocks = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

/** A file of Terraform JSON: resources by type and name, and other parts of it. */
export function terraform(resource: Blocks, more: Readonly<Record<string, unknown>> = {}): string {
  const text = JSON.stringify({ ...more, resource }, undefined, 2);
  return `${text.replace(PLAIN_LIST, onOneLine)}\n`;
}

const PLAIN_LIST = /\[\n(?:\s*(?:"[^"\n]*"|[\d.]+),?\n)+\s*\]/g;
const LONGEST_LIST = 80;

/** A list of texts and numbers, if it is short enough. */
function onOneLine(list: string): string {
  const short = list
    .replace(/\s*\n\s*/g, ' ')
    .replace('[ ', '[')
    .replace(/ \]$/, ']');
  return short.length > LONGEST_LIST ? list : short;
}
