import { findSecret } from '../../../core/secret-patterns';
import type { Leaf } from '../compare';
import { type Field, lastName } from './field';

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Ids that are the same all over Azure: another one is another role or policy. */
const GLOBAL_IDS = new Set(['role_definition_id', 'policy_definition_id', 'policy_set_definition_id']);

/** Names and ids of what a vault keeps. */
const ARGUMENTS =
  /(^|_)(secret|certificate|key_vault_key|key_vault_secret)_(id|name|uri|url)$|^key_vault_(key|secret)_.*id$/;
const FIELDS = new Set([
  'objectName',
  'objectVersion',
  'remoteRef.key',
  'remoteRef.version',
  'azureKeyVault.secrets.name',
]);

/** Whether two values are secrets, or say where a vault keeps one. */
export function isSecret({ a, b }: Leaf, field: Field): boolean {
  if (a === undefined || b === undefined) return false;
  const { names, attribute } = field;
  if (looksSecret(a, lastName(field)) && looksSecret(b, lastName(field))) return true;
  if (field.tool === 'terraform') return attribute?.sensitive === true || ARGUMENTS.test(names.at(-1) ?? '');
  return isOfSecret(field) || [1, 2, 3].some((count) => FIELDS.has(names.slice(-count).join('.')));
}

/** A value as it may be printed: what a Secret holds, and what looks like a secret elsewhere, never is. */
export function withoutSecrets(value: unknown, field: Field): unknown {
  return isOfSecret(field) ? HIDDEN : hide(value, lastName(field));
}

const HIDDEN = '(secret)';

function hide(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return value.map((item) => hide(item, name));
  if (typeof value !== 'object' || value === null) return looksSecret(value, name) ? HIDDEN : value;
  const { name: variable } = value as { readonly name?: unknown };
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      hide(inner, key === 'value' && typeof variable === 'string' ? variable : key),
    ]),
  );
}

/** What the provider's schema calls sensitive is hidden already. */
function looksSecret(value: unknown, name: string): boolean {
  return typeof value === 'string' && value !== '(sensitive)' && findSecret(value, name) !== undefined;
}

function isOfSecret({ tool, type, names }: Field): boolean {
  return tool === 'kubernetes' && type === 'Secret' && ['data', 'stringData'].includes(names[0] ?? '');
}

/** Whether two lists of ids name people, groups or tenants of two environments. */
export function areIds(as: readonly string[], bs: readonly string[], field: Field): boolean {
  return !GLOBAL_IDS.has(field.names.at(-1) ?? '') && [...as, ...bs].every((id) => GUID.test(id));
}
