import { closest, distance } from 'fastest-levenshtein';

/** One place where a rendered object differs from what its schema accepts. */
export interface SchemaProblem {
  /** The object, as `apps/v1 Deployment shop/cart` or `azurerm_subnet.nodes`. */
  readonly object: string;
  /** The field, as `spec.template.spec.containers[0].image`; empty for the object as a whole. */
  readonly field: string;
  /** What is wrong, as a sentence without its full stop. */
  readonly message: string;
  /** Stable identifier in words: `schema/unknown-field`. */
  readonly code: `schema/${string}`;
}

/** Collects the problems of one object. */
export class Report {
  readonly problems: SchemaProblem[] = [];

  constructor(private readonly object: string) {}

  add(field: string, code: SchemaProblem['code'], message: string): void {
    this.problems.push({ object: this.object, field, message, code });
  }
}

/** `apps/v1 Deployment shop/cart: spec.replicaz: unknown field, did you mean 'replicas' (schema/unknown-field)` */
export function formatSchemaProblem({ object, field, message, code }: SchemaProblem): string {
  return `${object}: ${field === '' ? '' : `${field}: `}${message} (${code})`;
}

/** `, did you mean 'replicas'?` where a known name is near enough to be meant: in its letters or in its words. */
export function didYouMean(name: string, known: readonly string[]): string {
  const meant = sameButForCase(name, known) ?? nearInLetters(name, known) ?? nearInWords(name, known);
  return meant === undefined ? '' : `, did you mean '${meant}'?`;
}

function sameButForCase(name: string, known: readonly string[]): string | undefined {
  return known.find((candidate) => candidate.toLowerCase() === name.toLowerCase());
}

function nearInLetters(name: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const best = closest(name, known);
  return distance(name, best) <= Math.max(2, Math.floor(name.length / 3)) ? best : undefined;
}

/** `enable_auto_scaling` means `auto_scaling_enabled`: every word is there, if in another form or order. */
function nearInWords(name: string, known: readonly string[]): string | undefined {
  const wanted = stems(name);
  if (wanted.length < 2) return undefined;
  const holders = known.filter((candidate) => {
    const offered = new Set(stems(candidate));
    return wanted.every((stem) => offered.has(stem));
  });
  return holders.sort((a, b) => a.length - b.length)[0];
}

function stems(name: string): readonly string[] {
  const words = name.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase();
  return words.split(/[^a-z0-9]+/).map((word) => word.slice(0, 5));
}

export function joinField(at: string, name: string | number): string {
  if (typeof name === 'number') return `${at}[${name}]`;
  if (!/^[\w$-]+$/.test(name)) return `${at}['${name}']`;
  return at === '' ? name : `${at}.${name}`;
}

/** What a value is, in the words of JSON. */
export function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  return `${typeof value === 'string' ? 'the string' : `the ${typeof value}`} ${JSON.stringify(value)}`;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
