import type { FieldPath } from '../../artifact/field-path';
import type { KubernetesObject } from '../../artifact/read/model';
import { findSecret } from '../../core/secret-patterns';
import { asBody } from '../workload/workloads';

/** A text in an object, and the name it stands under. */
export interface NamedText {
  readonly name: string;
  readonly text: string;
  readonly field: FieldPath;
}

/** Says which names of an object hold no secret, though they look like it. */
export const NOT_SECRET = 'cdk-aks.dev/not-secret';

/** Values that stand for something else: late values, expressions, other variables. */
const STANDS_FOR = /^\s*(?:\$\{[^}]*\}|\$\([\w.]+\)|<[\w .-]+>|\{\{.*\}\})\s*$/;

/** What kind of secret a text holds; undefined where it looks harmless or the object's allow list names it. */
export function secretIn({ name, text }: NamedText, allowed: ReadonlySet<string> = new Set()): string | undefined {
  if (allowed.has(name) || STANDS_FOR.test(text)) return undefined;
  return findSecret(text, name);
}

/** Names that the annotation of an object allows, separated by commas. */
export function allowedNames(object: KubernetesObject): ReadonlySet<string> {
  const text = asBody(asBody(object.body.metadata)?.annotations)?.[NOT_SECRET];
  return new Set(typeof text === 'string' ? text.split(',').map((name) => name.trim()) : []);
}

/** Every text of a body that is no expression, with the argument it stands under. */
export function* textsIn(value: unknown, field: FieldPath = []): Iterable<NamedText> {
  if (typeof value === 'string') {
    const name = [...field].reverse().find((step) => typeof step === 'string');
    if (!value.includes('${')) yield { name: String(name ?? ''), text: value, field };
  } else if (Array.isArray(value)) {
    for (const [index, item] of (value as readonly unknown[]).entries()) yield* textsIn(item, [...field, index]);
  } else {
    // What cdktf writes about itself.
    for (const [key, item] of Object.entries(asBody(value) ?? {}))
      if (key !== '//') yield* textsIn(item, [...field, key]);
  }
}

/** The option that an argument of a container gives and its value: `--token=…`; undefined elsewhere. */
export function argumentOf(text: string, field: FieldPath): readonly [name: string, value: string] | undefined {
  if (!['command', 'args'].includes(String(field.at(-2)))) return undefined;
  const [, name, value] = /^--?([\w-]+)=(.*)$/s.exec(text) ?? [];
  return name === undefined || value === undefined ? undefined : [name, value];
}

/** What makes a secret takes it under a plain name. */
export function nameOfText(type: string, name: string): string {
  return type === 'azurerm_key_vault_secret' && name === 'value' ? 'secret' : name;
}
