import type { TerraformBlock } from '../../artifact/read/model';
import { Reference, unknown, type Value } from '../../artifact/read/values';
import { isSet } from '../../artifact/read/terraform-arguments';
import { compliant, finding, notApplicable, type Rule } from '../rule';
import { network, terraformExamples } from './sample';

const IN_GROUP = ['name', 'resource_group_name'];

/** What tells resources of a type apart in Azure. */
const IDENTITY: Readonly<Record<string, readonly string[]>> = {
  azurerm_application_gateway: IN_GROUP,
  azurerm_application_load_balancer: IN_GROUP,
  azurerm_container_registry: ['name'],
  azurerm_dns_zone: IN_GROUP,
  azurerm_federated_identity_credential: ['name', 'parent_id', 'user_assigned_identity_id'],
  azurerm_key_vault: ['name'],
  azurerm_key_vault_key: ['name', 'key_vault_id'],
  azurerm_key_vault_secret: ['name', 'key_vault_id'],
  azurerm_kubernetes_cluster: IN_GROUP,
  azurerm_kubernetes_cluster_extension: ['name', 'cluster_id'],
  azurerm_kubernetes_flux_configuration: ['name', 'cluster_id'],
  azurerm_log_analytics_workspace: IN_GROUP,
  azurerm_nat_gateway: IN_GROUP,
  azurerm_network_security_group: IN_GROUP,
  azurerm_private_dns_zone: IN_GROUP,
  azurerm_private_endpoint: IN_GROUP,
  azurerm_public_ip: IN_GROUP,
  azurerm_resource_group: ['name'],
  azurerm_role_assignment: ['scope', 'principal_id', 'role_definition_name', 'role_definition_id'],
  azurerm_route_table: IN_GROUP,
  azurerm_storage_account: ['name'],
  azurerm_subnet: ['name', 'virtual_network_name', 'resource_group_name'],
  azurerm_user_assigned_identity: IN_GROUP,
  azurerm_virtual_network: IN_GROUP,
};

const TWIN = { name: 'shop', location: 'westeurope', resource_group_name: 'shop' };

/** Two blocks of one resource overwrite each other, or the second stops the apply. */
export const declaredTwice: Rule = {
  id: 'terraform/declared-twice',
  severity: 'error',
  what: 'is the same resource of Azure as another block',
  why: 'the apply stops: a resource with this id already exists, to be managed it must be imported',
  fix: 'Remove one of the two blocks, or give it another name',
  sources: ['Terraform: import', 'Azure: Naming rules and restrictions for Azure resources'],
  examples: terraformExamples(
    network({}, { azurerm_route_table: { one: TWIN, other: TWIN } }),
    network({}, { azurerm_route_table: { one: TWIN, other: { ...TWIN, name: 'other' } } }),
  ),
  *check({ artifacts }) {
    for (const { blocks } of artifacts.modules) {
      const first = new Map<string, TerraformBlock>();
      for (const block of blocks) {
        const key = identityOf(block);
        const other = key === undefined ? undefined : first.get(key);
        if (key === undefined) yield notApplicable(block);
        else if (other === undefined || other.address === block.address) {
          first.set(key, block);
          yield compliant(block);
        } else yield finding(block, ['name'], { detail: `is the same resource of Azure as ${other.address}` });
      }
    }
  },
};

/** Undefined where it is not sure: of a type that is not known, one of several, or with values of others. */
function identityOf({ mode, type, body, arguments: values }: TerraformBlock): string | undefined {
  const names = IDENTITY[type];
  // Blocks with count are often two halves of one choice.
  if (mode !== 'resource' || names === undefined || isSet(body.count) || isSet(body.for_each)) return undefined;
  const parts = names.map((name) => keyOf(values[name]));
  if (parts.includes(undefined) || parts.every((part) => part === '')) return undefined;
  return JSON.stringify([type, body.provider ?? '', ...parts]);
}

/** Azure minds no case. */
function keyOf(value: Value | undefined): string | undefined {
  if (value === undefined || value === null) return '';
  if (value === unknown) return undefined;
  if (value instanceof Reference) return typeof value.value === 'string' ? value.value.toLowerCase() : String(value);
  return typeof value === 'string' ? value.toLowerCase() : undefined;
}
