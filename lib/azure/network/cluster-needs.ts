import { TerraformResource, TerraformStack } from 'cdktf';
import type { ICluster, INodePool } from '../../core/contracts';
import { identityOf } from '../expression';
import type { EgressNeed } from './egress-needs';

type Body = Readonly<Record<string, unknown>>;

/**
 * What a cluster uses that calls hosts outside, read from what is rendered of it, so that overrides count. Of a cluster that
 * was brought, only its pools and features are known. Complete once the program has run.
 */
export function egressNeedsOf(cluster: ICluster): readonly EgressNeed[] {
  const resources = TerraformStack.of(cluster)
    .node.findAll()
    .filter((node) => TerraformResource.isTerraformResource(node));
  const own = resources.find(
    (one) => one.terraformResourceType === 'azurerm_kubernetes_cluster' && one.node.scopes.includes(cluster),
  );
  const body = own ? bodyOf(own) : {};
  const pools = cluster.nodePools;
  const channel = body.node_os_upgrade_channel;
  const found: Readonly<Record<EgressNeed, boolean>> = {
    'azure-monitor': isSet(body.oms_agent) || isSet(body.monitor_metrics),
    'azure-policy': body.azure_policy_enabled === true,
    defender: isSet(body.microsoft_defender),
    extensions: resources.some((one) => isExtensionOf(one, cluster)),
    gpu: pools.some(({ placement }) => (placement.largestNode?.gpus ?? 0) > 0),
    'key-vault-secrets': cluster.features.keyVaultSecrets,
    'ubuntu-security-patches': channel === 'SecurityPatch' && hasUbuntu(resources, cluster, body),
    'ubuntu-unattended-upgrades': channel === 'Unmanaged' && hasUbuntu(resources, cluster, body),
    windows: pools.some(({ placement }: INodePool) => placement.os === 'windows'),
  };
  return (Object.keys(found) as EgressNeed[]).filter((need) => found[need]);
}

/** Arguments as Terraform names them, overrides included; what is late or lazy is still a token. */
function bodyOf(resource: TerraformResource): Body {
  const { resource: rendered } = resource.toTerraform() as { resource: Record<string, Record<string, Body>> };
  return rendered[resource.terraformResourceType]?.[resource.friendlyUniqueId] ?? {};
}

function isExtensionOf(resource: TerraformResource, cluster: ICluster): boolean {
  if (!/^azurerm_kubernetes_(cluster_extension|flux_configuration)$/.test(resource.terraformResourceType)) return false;
  const { cluster_id: id } = bodyOf(resource);
  return typeof id === 'string' && identityOf(resource, id) === identityOf(resource, cluster.clusterId);
}

/** AKS takes Ubuntu where a Linux pool says nothing. */
function hasUbuntu(resources: readonly TerraformResource[], cluster: ICluster, body: Body): boolean {
  const pools = resources.filter(
    (one) => one.terraformResourceType === 'azurerm_kubernetes_cluster_node_pool' && one.node.scopes.includes(cluster),
  );
  const first = [body.default_node_pool].flat()[0];
  return [first as Body | undefined, ...pools.map(bodyOf)].some(
    (pool) => pool !== undefined && pool.os_type !== 'Windows' && /^(Ubuntu.*)?$/.test(String(pool.os_sku ?? '')),
  );
}

/** A block is there where it is neither left out nor an empty list. */
function isSet(block: unknown): boolean {
  return block !== undefined && block !== null && !(Array.isArray(block) && block.length === 0);
}
