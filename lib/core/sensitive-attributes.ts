import { once, readData } from './data-files';

const table = once(() => readData<Readonly<Record<string, readonly string[]>>>('azurerm-sensitive.json'));

/**
 * Whether the provider's schema marks an attribute, or a block around it, as sensitive.
 *
 * @param type `azurerm_kubernetes_cluster`, or `data.azurerm_kubernetes_cluster`
 * @param attribute dotted, without indexes: `kube_config.host`
 */
export function isSensitive(type: string, attribute: string): boolean {
  return (table()[type] ?? []).some((secret) => attribute === secret || attribute.startsWith(`${secret}.`));
}
