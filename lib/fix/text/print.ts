import { printYaml } from '../../artifact/yaml';
import type { Style } from './style';

/** One line of what is added, with the scalar that it holds, so that a comment about it finds its way. */
export interface Line {
  readonly text: string;
  readonly scalar?: string;
}

/** A scalar in the manner of the one it replaces. */
export function printScalar(value: unknown, like: string | undefined, isJson: boolean, inFlow: boolean): string {
  if (isJson || typeof value !== 'string') return JSON.stringify(value);
  if (like === 'QUOTE_DOUBLE') return JSON.stringify(value);
  if (like === 'QUOTE_SINGLE' && !value.includes('\n')) return `'${value.replaceAll("'", "''")}'`;
  const plain = printYaml(value).trimEnd();
  return inFlow && plain === value && !/^[\w./$-]+$/.test(value) ? JSON.stringify(value) : plain;
}

/** `name: value` in block style, indented by its column. */
export function printEntry(key: string, value: unknown, column: number, style: Style): readonly Line[] {
  const name = printYaml({ [key]: 0 }).slice(0, -' 0\n'.length);
  return withFirst(`${' '.repeat(column)}${name}`, value, column, style);
}

/** `- value` in block style, indented by its column. */
export function printItem(value: unknown, column: number, style: Style): readonly Line[] {
  const lines = printBlock(value, column + 2, style);
  const dash = `${' '.repeat(column)}- `;
  if (lines === undefined) return scalarLines(`${dash.trimEnd()}`, value, column);
  return lines.map((line, index) => (index === 0 ? { ...line, text: dash + line.text.slice(column + 2) } : line));
}

/** Lines of a collection with something in it; undefined for anything else. */
function printBlock(value: unknown, column: number, style: Style): readonly Line[] | undefined {
  if (Array.isArray(value) && value.length > 0) return value.flatMap((item) => printItem(item, column, style));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const entries = Object.entries(value);
  return entries.length === 0 ? undefined : entries.flatMap(([key, item]) => printEntry(key, item, column, style));
}

function withFirst(name: string, value: unknown, column: number, style: Style): readonly Line[] {
  const isList = Array.isArray(value);
  const deeper = isList && !style.indentedLists ? column : column + style.indent.length;
  const lines = printBlock(value, deeper, style);
  return lines === undefined ? scalarLines(name, value, column) : [{ text: name }, ...lines];
}

function scalarLines(name: string, value: unknown, column: number): readonly Line[] {
  const [first, ...others] = printYaml(value).trimEnd().split('\n') as [string, ...string[]];
  const deeper = others.map((text) => ({ text: text === '' ? '' : ' '.repeat(column) + text }));
  return [{ text: `${name} ${first}`, ...(others.length === 0 && { scalar: String(value) }) }, ...deeper];
}

/** How the entries of a collection in flow style, or of JSON, are set. */
export interface FlowStyle {
  /** What stands behind the opening and before the closing brace of a map: a space, or nothing. */
  readonly pad: string;
  readonly colon: string;
  readonly comma: string;
  readonly isJson: boolean;
  /** With entries on lines of their own: the line break with the indentation of the collection's entries, and a level. */
  readonly lines?: {
    readonly newLine: string;
    readonly column: string;
    readonly indent: string;
    /** Lists of scalars stand on one line all the same. */
    readonly shortLists: boolean;
  };
}

export function printFlow(value: unknown, flow: FlowStyle): string {
  if (typeof value !== 'object' || value === null) return printScalar(value, undefined, flow.isJson, true);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  const pad = Array.isArray(value) ? '' : flow.pad;
  const isShort = flow.lines?.shortLists === true && Array.isArray(value) && value.every(isScalarValue);
  const lines = isShort ? undefined : flow.lines;
  const inner = lines && { ...flow, lines: { ...lines, column: lines.column + lines.indent } };
  const parts = Array.isArray(value)
    ? value.map((item) => printFlow(item, inner ?? flow))
    : Object.entries(value).map(([key, item]) => printFlowEntry(key, item, inner ?? flow));
  if (parts.length === 0) return `${open}${close}`;
  if (!lines || !inner) return `${open}${pad}${parts.join(flow.comma)}${pad}${close}`;
  const deeper = lines.newLine + inner.lines.column;
  return `${open}${deeper}${parts.join(`,${deeper}`)}${lines.newLine}${lines.column}${close}`;
}

function isScalarValue(value: unknown): boolean {
  return typeof value !== 'object' || value === null;
}

export function printFlowEntry(key: string, value: unknown, flow: FlowStyle): string {
  return `${printScalar(key, undefined, flow.isJson, true)}${flow.colon}${printFlow(value, flow)}`;
}
