// A repository of rendered files of any size, written by hand as far as this library is concerned: an AKS platform in
// Terraform JSON, and services of seven objects each.
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { dump } from 'js-yaml';

const require = createRequire(import.meta.url);
const { objectsOf } = require('./services.cjs');

const SERVICES_IN_NAMESPACE = 50;
const OBJECTS_OF_SERVICE = 7;

/**
 * Writes a repository below a folder.
 *
 * @param objects how many objects of Kubernetes, rounded up to whole services
 * @param resources how many resources of Terraform, ten at least
 * @param changed one service of how many has another image than the rest; none by default
 */
export function writeRepository(folder, { objects, resources, changed = 0 }) {
  mkdirSync(join(folder, 'terraform'), { recursive: true });
  writeFileSync(join(folder, 'terraform', 'cdk.tf.json'), `${JSON.stringify(platform(resources), undefined, 2)}\n`);
  const services = Math.ceil(objects / OBJECTS_OF_SERVICE);
  for (let index = 0; index < services; index++) {
    const namespace = `shop-${Math.floor(index / SERVICES_IN_NAMESPACE)}`;
    const home = join(folder, 'kubernetes', namespace);
    if (index % SERVICES_IN_NAMESPACE === 0) {
      mkdirSync(home, { recursive: true });
      writeFileSync(join(home, '_namespace.yaml'), dump(namespaceOf(namespace)));
    }
    const isChanged = changed > 0 && index % changed === 0;
    writeFileSync(join(home, `service-${index}.yaml`), manifest(`service-${index}`, namespace, isChanged));
  }
}

function manifest(name, namespace, isChanged) {
  const text = objectsOf(name)
    .map((object) => ({ ...object, metadata: { ...object.metadata, namespace } }))
    .map((object) => dump(object, { noRefs: true }))
    .join('---\n');
  return isChanged ? text.replaceAll(':1.0.0', ':1.0.1') : text;
}

function namespaceOf(name) {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } },
  };
}

/** A cluster with its network, and pools, subnets, registries, vaults, identities and grants in turn. */
function platform(count) {
  const group = '${azurerm_resource_group.shop.name}';
  const place = { resource_group_name: group, location: 'westeurope' };
  const pool = {
    vm_size: 'Standard_D4ds_v5',
    auto_scaling_enabled: true,
    min_count: 3,
    max_count: 60,
    zones: ['1', '2', '3'],
  };
  const node_labels = { 'cdk-aks.dev/pool': 'apps' };
  const resource = {
    azurerm_resource_group: { shop: { name: 'shop', location: 'westeurope' } },
    azurerm_virtual_network: { network: { name: 'network', ...place, address_space: ['10.0.0.0/8'] } },
    azurerm_subnet: {},
    azurerm_kubernetes_cluster: {
      aks: {
        name: 'shop-aks',
        ...place,
        dns_prefix: 'shop',
        kubernetes_version: '1.35',
        oidc_issuer_enabled: true,
        workload_identity_enabled: true,
        default_node_pool: {
          name: 'system',
          ...pool,
          only_critical_addons_enabled: true,
          temporary_name_for_rotation: 'systemtmp',
        },
        identity: { type: 'SystemAssigned' },
        network_profile: { network_plugin: 'azure', network_policy: 'cilium', network_data_plane: 'cilium' },
      },
    },
    azurerm_kubernetes_cluster_node_pool: {},
    azurerm_container_registry: {},
    azurerm_key_vault: {},
    azurerm_user_assigned_identity: {},
    azurerm_role_assignment: {},
    azurerm_federated_identity_credential: {},
  };
  const kinds = [subnet, nodePool, registry, vault, identity, grant, credential];
  for (let index = 0; index < count - 3; index++) kinds[index % kinds.length](Math.floor(index / kinds.length));
  return {
    terraform: { required_providers: { azurerm: { source: 'hashicorp/azurerm', version: '4.55.0' } } },
    provider: { azurerm: { features: {} } },
    data: { azurerm_client_config: { client: {} } },
    resource,
  };

  function subnet(n) {
    const address_prefixes = [`10.${1 + (n >> 8)}.${n & 255}.0/24`];
    const virtual_network_name = '${azurerm_virtual_network.network.name}';
    resource.azurerm_subnet[`s${n}`] = {
      name: `s${n}`,
      resource_group_name: group,
      virtual_network_name,
      address_prefixes,
    };
  }
  function nodePool(n) {
    const kubernetes_cluster_id = '${azurerm_kubernetes_cluster.aks.id}';
    const vnet_subnet_id = `\${azurerm_subnet.s${n}.id}`;
    resource.azurerm_kubernetes_cluster_node_pool[`p${n}`] = {
      name: `p${n}`,
      kubernetes_cluster_id,
      vnet_subnet_id,
      node_labels,
      ...pool,
      // A pool for each zone: the autoscaler cannot choose one inside a pool.
      zones: [String(1 + (n % 3))],
      temporary_name_for_rotation: `t${n}`,
    };
  }
  function registry(n) {
    resource.azurerm_container_registry[`r${n}`] = { name: `contosoregistry${n}`, ...place, sku: 'Premium' };
  }
  function vault(n) {
    const tenant_id = '${data.azurerm_client_config.client.tenant_id}';
    resource.azurerm_key_vault[`v${n}`] = { name: `contoso-vault-${n}`, ...place, tenant_id, sku_name: 'standard' };
  }
  function identity(n) {
    resource.azurerm_user_assigned_identity[`i${n}`] = { name: `i${n}`, ...place };
  }
  function grant(n) {
    resource.azurerm_role_assignment[`g${n}`] = {
      scope: `\${azurerm_key_vault.v${n}.id}`,
      role_definition_name: 'Key Vault Secrets User',
      principal_id: `\${azurerm_user_assigned_identity.i${n}.principal_id}`,
    };
  }
  function credential(n) {
    resource.azurerm_federated_identity_credential[`c${n}`] = {
      name: `c${n}`,
      audience: ['api://AzureADTokenExchange'],
      issuer: '${azurerm_kubernetes_cluster.aks.oidc_issuer_url}',
      parent_id: `\${azurerm_user_assigned_identity.i${n}.id}`,
      resource_group_name: group,
      subject: `system:serviceaccount:shop-0:service-${n}`,
    };
  }
}
