import { HIDDEN, isOfSecret, looksSecret, withoutSecretTexts } from '../../secrets/hide';
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
  return isHeldBySecret(field) || [1, 2, 3].some((count) => FIELDS.has(names.slice(-count).join('.')));
}

/** A value as it may be printed: what a Secret holds, and what looks like a secret elsewhere, never is. */
export function withoutSecrets(value: unknown, field: Field): unknown {
  return isHeldBySecret(field) ? HIDDEN : withoutSecretTexts(value, lastName(field));
}

function isHeldBySecret({ tool, type, names }: Field): boolean {
  return tool === 'kubernetes' && isOfSecret(type, names);
}

/** Whether two lists of ids name people, groups or tenants of two environments. */
export function areIds(as: readonly string[], bs: readonly string[], field: Field): boolean {
  return !GLOBAL_IDS.has(field.names.at(-1) ?? '') && [...as, ...bs].every((id) => GUID.test(id));
}
