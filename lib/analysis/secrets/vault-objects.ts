import { CORE_SCHEMA, load } from 'js-yaml';
import type { KubernetesObject } from '../../artifact/read/model';
import { parametersOf } from '../identity/accounts';
import { asBody, asList } from '../workload/workloads';

/** What a SecretProviderClass takes out of its vault, as it is written. */
export interface VaultObject {
  readonly name: unknown;
  readonly type: unknown;
  /** Name of the file that it becomes, by which the rest of the class calls it. */
  readonly file: string;
}

/**
 * The objects of a class of the provider `azure`; a sentence where they cannot be read. They are YAML in YAML: a text that
 * holds a list of texts, each an object. Secrets Store CSI Driver: "Azure Key Vault Provider, objects".
 */
export function vaultObjectsOf(vaultClass: KubernetesObject): readonly VaultObject[] | string {
  const { objects } = parametersOf(vaultClass);
  if (typeof objects !== 'string' || objects.trim() === '') return 'names no objects';
  const whole = parsed(objects);
  if (whole === undefined) return 'has objects that are no YAML';
  const array = asBody(whole)?.array;
  if (!Array.isArray(array)) return "has objects without 'array:' above their list";
  const found: VaultObject[] = [];
  for (const [index, item] of asList(array).entries()) {
    if (typeof item !== 'string')
      return `has object ${index} written as YAML, and not as a text: '- |' belongs before it`;
    const fields = asBody(parsed(item));
    if (!fields) return `has object ${index}, which is no YAML`;
    const { objectName, objectType, objectAlias } = fields;
    const alias = typeof objectAlias === 'string' && objectAlias !== '' ? objectAlias : objectName;
    found.push({ name: objectName, type: objectType, file: String(alias) });
  }
  return found;
}

function parsed(text: string): unknown {
  try {
    return load(text, { schema: CORE_SCHEMA });
  } catch {
    return undefined;
  }
}
