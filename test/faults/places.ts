/*
 * Names for the parts of Tailwind Traders that the tables speak of most.
 */
import { block, object, type Place, type Whole } from './vocabulary';

const WINDOWS = 'rewards-registration';

/** A service's Deployment. */
export function deployment(name: string): Whole {
  return object('Deployment', name, name === WINDOWS ? 'shop-windows' : 'shop');
}

/** The `spec` of a service's pods. */
export function pod(name: string): Place {
  return deployment(name).at('spec.template.spec');
}

/** The one container of a service. */
export function container(name: string): Place {
  return pod(name).at('containers[0]');
}

/** The constraint of a service over zones; `kubernetes.io/hostname` for the one over nodes. */
export function spread(name: string, over = 'topology.kubernetes.io/zone'): Place {
  return pod(name).at(`topologySpreadConstraints[${over}]`);
}

export const cluster = block('azurerm_kubernetes_cluster.aks');
export const network = cluster.at('network_profile');
export const systemPool = cluster.at('default_node_pool');
export const registry = block('azurerm_container_registry.registry');
export const vault = block('azurerm_key_vault.vault');
export const flux = block('azurerm_kubernetes_flux_configuration.flux');

/** `apps_1`, `win_3`. */
export function pool(name: string): Whole {
  return block(`azurerm_kubernetes_cluster_node_pool.aks_${name}`);
}

/** `aks-nodes`, `aks-virtual-nodes`, `gateway`. */
export function subnet(name: string): Whole {
  return block(`azurerm_subnet.network_${name}`);
}

/** The grant to an identity on the vault. */
export function vaultGrant(service: string): Whole {
  return block(`azurerm_role_assignment.${service}-identity_key-vault-secrets-user-vault`);
}

/** The federated credential of a service's identity. */
export function credential(service: string): Whole {
  return block(`azurerm_federated_identity_credential.${service}-identity_tailwind-prod-aks_shop_${service}`);
}
