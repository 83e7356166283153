import type { FieldPath } from '../../artifact/field-path';
import type { Artifacts } from '../../artifact/read/artifacts';
import type { Body, KubernetesObject, TerraformBlock } from '../../artifact/read/model';
import { isSensitive } from '../../core/sensitive-attributes';
import { asBody } from '../workload/workloads';
import { HIDDEN, isOfSecret, looksSecret, nameIn } from './hide';
import { allowedNames, argumentOf, nameOfText } from './texts';

/** Shorter texts stand for themselves only where a message quotes them: others are parts of many words. */
const SHORTEST_WORD = 6;
/** So much of a longer text tells it, also where the rest is cut off. */
const TELLING = 12;

/** The secrets that stand in one file, so that no report repeats them. */
export class WrittenSecrets {
  /** Longest first: one may be part of another. */
  private readonly parts: readonly string[];

  /** @param texts values that are secret, whole */
  constructor(texts: Iterable<string>) {
    const parts = new Set<string>();
    for (const text of texts) for (const part of partsOf(text)) parts.add(part);
    this.parts = [...parts].sort((a, b) => b.length - a.length);
  }

  /** Whether the file holds none. */
  get isEmpty(): boolean {
    return this.parts.length === 0;
  }

  /** Whether any part of a secret may stand in a line. */
  areIn(line: string): boolean {
    return this.parts.some((part) => line.includes(part.slice(0, TELLING)));
  }

  /** A text without them. */
  hide(text: string): string {
    return this.parts.reduce(hidePart, text);
  }
}

/** A text, its lines, and what they are in the quotes of JSON. */
function partsOf(text: string): readonly string[] {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  return lines.filter((line) => line !== '').flatMap((line) => [line, JSON.stringify(line).slice(1, -1)]);
}

function hidePart(text: string, part: string): string {
  if (part.length < SHORTEST_WORD) {
    return text.replaceAll(`"${part}"`, `"${HIDDEN}"`).replaceAll(`the number ${part} `, `the number ${HIDDEN} `);
  }
  const beginning = part.slice(0, TELLING);
  let result = '';
  let from = 0;
  for (let at = text.indexOf(beginning); at >= 0; at = text.indexOf(beginning, from)) {
    let end = at + beginning.length;
    while (end < text.length && text[end] === part[end - at]) end++;
    result += text.slice(from, at) + HIDDEN;
    from = end;
  }
  return result + text.slice(from);
}

/** Those of a file of the artifacts, or of one object in it, found when they are asked for. */
export type SecretsOf = (file: string, object?: string) => WrittenSecrets;

export function writtenSecrets(artifacts: Artifacts): SecretsOf {
  let finder = finders.get(artifacts);
  if (finder === undefined) finders.set(artifacts, (finder = new Finder(artifacts)));
  return (file, object) => (finder as Finder).of(file, object);
}

const finders = new WeakMap<Artifacts, Finder>();

class Finder {
  private readonly known = new Map<string, WrittenSecrets>();
  private readonly objects = new Map<string, KubernetesObject[]>();

  constructor(private readonly artifacts: Artifacts) {
    for (const object of artifacts.objects()) {
      const others = this.objects.get(object.source.file);
      if (others) others.push(object);
      else this.objects.set(object.source.file, [object]);
    }
  }

  /** What is no object of Kubernetes is not told apart from the rest of its file. */
  of(file: string, object?: string): WrittenSecrets {
    const all = this.objects.get(file) ?? [];
    const named = object === undefined ? [] : all.filter(({ id }) => id === object);
    const key = named.length > 0 ? `${file}\n${object}` : file;
    const before = this.known.get(key);
    if (before) return before;
    const found = new WrittenSecrets(
      named.length > 0 ? ofObjects(named) : [...ofObjects(all), ...this.ofModules(file)],
    );
    this.known.set(key, found);
    return found;
  }

  private *ofModules(file: string): Iterable<string> {
    for (const module of this.artifacts.modules) {
      if (!module.files.includes(file)) continue;
      for (const block of module.blocks) if (block.source.file === file) yield* secretsOfBlock(block);
      const { variables, locals, outputs, providers, calls } = module;
      for (const { name, body, source } of [...variables, ...locals, ...outputs, ...providers, ...calls]) {
        if (source.file !== file) continue;
        const isSecret = asBody(body)?.sensitive === true;
        const named = (field: FieldPath): string => (field.length === 0 || field[0] === 'default' ? name : '');
        yield* secretsIn(asBody(body) ?? { [name]: body }, (text, field, own) =>
          isSecret && field[0] === 'default' ? true : looksSecret(text, named(field) || own),
        );
      }
    }
  }
}

function* ofObjects(objects: readonly KubernetesObject[]): Iterable<string> {
  for (const object of objects) {
    const allowed = allowedNames(object);
    yield* secretsIn(object.body, (text, field, name) =>
      isOfSecret(object.kind, field) ? true : !allowed.has(name) && looksSecret(text, name),
    );
  }
}

function secretsOfBlock({ type, mode, body }: TerraformBlock): Iterable<string> {
  const table = mode === 'data' ? `data.${type}` : type;
  return secretsIn(body, (text, field, name) => {
    const attribute = field.filter((step) => typeof step === 'string').join('.');
    return isSensitive(table, attribute) || looksSecret(text, nameOfText(type, name));
  });
}

type IsSecret = (text: string, field: FieldPath, name: string) => boolean;

function* secretsIn(body: Body, isSecret: IsSecret): Iterable<string> {
  yield* inValue(body, [], '', isSecret);
}

function* inValue(value: unknown, field: FieldPath, name: string, isSecret: IsSecret): Iterable<string> {
  if (typeof value === 'string' || typeof value === 'number') {
    const text = String(value);
    const [option, written] = argumentOf(text, field) ?? [name, text];
    // What is filled in later is no secret yet.
    if (!/^\$\{[^}]*\}$/.test(text) && isSecret(written, field, option)) yield written;
  } else if (Array.isArray(value)) {
    for (const [index, item] of (value as readonly unknown[]).entries()) {
      yield* inValue(item, [...field, index], name, isSecret);
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      // What cdktf writes about itself.
      if (key !== '//') yield* inValue(item, [...field, key], nameIn(value, key), isSecret);
    }
  }
}
