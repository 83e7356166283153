import { readFileSync } from 'node:fs';
import { join } from 'node:path';

let table: Readonly<Record<string, readonly string[]>> | undefined;

/**
 * Whether the provider's schema marks an attribute, or a block around it, as sensitive.
 *
 * @param type `azurerm_kubernetes_cluster`, or `data.azurerm_kubernetes_cluster`
 * @param attribute dotted, without indexes: `kube_config.host`
 */
export function isSensitive(type: string, attribute: string): boolean {
  table ??= JSON.parse(readFileSync(join(__dirname, '..', '..', 'data', 'azurerm-sensitive.json'), 'utf8')) as Record<
    string,
    string[]
  >;
  return (table[type] ?? []).some((secret) => attribute === secret || attribute.startsWith(`${secret}.`));
}
