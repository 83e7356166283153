import type { FieldPath } from '../../artifact/field-path';
import { findSecret } from '../../core/secret-patterns';

/** What stands in a report instead of a secret. */
export const HIDDEN = '(secret)';

/**
 * A value without the texts in it that look like secrets.
 *
 * @param name that it stands under
 */
export function withoutSecretTexts(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return value.map((item) => withoutSecretTexts(item, name));
  if (typeof value !== 'object' || value === null) return looksSecret(value, name) ? HIDDEN : value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, withoutSecretTexts(inner, nameIn(value, key))]),
  );
}

/** What the provider's schema calls sensitive is hidden already. */
export function looksSecret(value: unknown, name: string): boolean {
  if (typeof value === 'number') return findSecret(String(value), name) !== undefined;
  return typeof value === 'string' && value !== '(sensitive)' && findSecret(value, name) !== undefined;
}

/** What a value of an object is called: by its key, except that a variable has its name beside its value. */
export function nameIn(object: object, key: string): string {
  const { name } = object as { readonly name?: unknown };
  return key === 'value' && typeof name === 'string' ? name : key;
}

/** Whether a field is among what a Secret holds. */
export function isOfSecret(kind: string, field: FieldPath): boolean {
  return kind === 'Secret' && (field[0] === 'data' || field[0] === 'stringData');
}
