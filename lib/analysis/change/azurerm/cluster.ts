import { type Block, isBlock, type Value } from '../terraform/values';
import {
  type Application,
  type CodedResource,
  type Decision,
  firstRefusal,
  flag,
  type ForcesReplacement,
  items,
  type Refusal,
  text,
  whenRemoved,
  whenSwitchedOff,
  whenUnset,
  whenZeroed,
} from './decision';
import { applyPool, poolFills } from './node-pool';

const NETWORK = 'network_profile.0.';
const POOL = 'default_node_pool.0.';

/** Another name replaces the cluster, but for a pool that a failed rotation left under its temporary name. */
const defaultPoolRenamed: ForcesReplacement = (from, _to, decision) =>
  text(from) === '' || text(from) !== text(decision.to(`${POOL}temporary_name_for_rotation`));

/** azure to cilium is in place since 4.58. */
const dataPlaneChanged: ForcesReplacement = (from, to, { since }) =>
  text(from) !== '' && !(since(4, 58) && text(from) === 'azure' && text(to) === 'cilium');

/** azure to cilium is in place since 4.58, calico to cilium since 4.59; what was unset can always be set. */
const policyChanged: ForcesReplacement = (from, to, { since }) => {
  if (text(from) === '') return false;
  if (text(to) !== 'cilium') return true;
  return !((text(from) === 'azure' && since(4, 58)) || (text(from) === 'calico' && since(4, 59)));
};

/** kubenet to azure with overlay is in place since 4.66. */
const pluginChanged: ForcesReplacement = (from, to, decision) => {
  const overlay = text(decision.to(`${NETWORK}network_plugin_mode`)).toLowerCase() === 'overlay';
  return !(decision.since(4, 66) && text(from) === 'kubenet' && text(to) === 'azure' && overlay);
};

const oidcSwitchedOff: ForcesReplacement = (from, to, decision) =>
  decision.since(4, 68) && whenSwitchedOff(from, to, decision);

function cacheForNoOutbound({ to }: Decision): Refusal | undefined {
  if (text(to(`${NETWORK}outbound_type`)) !== 'none') return undefined;
  if (text(to('bootstrap_profile.0.artifact_source')) === 'Cache') return undefined;
  return {
    code: 'outbound-none-needs-artifact-cache',
    attribute: `${NETWORK}outbound_type`,
    message: "outbound_type 'none' needs bootstrap_profile.0.artifact_source 'Cache'",
  };
}

/** Since 4.67 only its security half needs Cilium. */
function ciliumForAdvancedNetworking({ to, since }: Decision): Refusal | undefined {
  const advanced = items(to(`${NETWORK}advanced_networking`))[0];
  if (!isBlock(advanced) || (since(4, 67) && !flag(advanced['security_enabled']))) return undefined;
  if (text(to(`${NETWORK}network_data_plane`)) === 'cilium' && text(to(`${NETWORK}network_plugin`)) === 'azure') {
    return undefined;
  }
  return {
    code: 'advanced-networking-needs-cilium',
    attribute: `${NETWORK}advanced_networking`,
    message: "advanced_networking needs network_plugin 'azure' with network_data_plane 'cilium'",
  };
}

/** Source: azurerm `resourceKubernetesClusterUpdate`, in its order. */
function updateStops(decision: Decision): Refusal | undefined {
  return (
    networkArgumentsDisagree(decision) ??
    costAnalysisOnFree(decision) ??
    channelsDisagree(decision) ??
    overrideRemoved(decision)
  );
}

/** Source: azurerm `validateKubernetesCluster`. */
function networkArgumentsDisagree({ to }: Decision): Refusal | undefined {
  const refuse = (code: string, name: string, message: string): Refusal => ({
    code,
    attribute: `${NETWORK}${name}`,
    message,
  });
  const profile = items(to('network_profile'))[0];
  if (!isBlock(profile) || text(profile['network_plugin']) === '') return undefined;
  const overlay = text(profile['network_plugin_mode']).toLowerCase() === 'overlay';
  const written = (name: string): Value => (typeof profile[name] === 'symbol' ? null : (profile[name] ?? null));
  if (text(written('pod_cidr')) !== '' && text(profile['network_plugin']) === 'azure' && !overlay) {
    return refuse('pod-cidr-needs-overlay', 'pod_cidr', "pod_cidr with network_plugin 'azure' needs overlay");
  }
  const dualStack = items(profile['ip_versions']).length === 2;
  for (const name of ['service_cidrs', 'pod_cidrs']) {
    if (items(profile[name]).length === 2 && !dualStack) {
      return refuse('dual-stack-needs-ip-versions', name, `two ${name} need ip_versions IPv4 and IPv6`);
    }
  }
  return undefined;
}

function costAnalysisOnFree({ to, changes }: Decision): Refusal | undefined {
  if (!changes('cost_analysis_enabled') || !flag(to('cost_analysis_enabled'))) return undefined;
  if (['Standard', 'Premium'].includes(text(to('sku_tier')))) return undefined;
  return {
    code: 'cost-analysis-needs-paid-tier',
    attribute: 'cost_analysis_enabled',
    message: "cost_analysis_enabled needs sku_tier 'Standard' or 'Premium'",
  };
}

function channelsDisagree({ to, changes }: Decision): Refusal | undefined {
  if (!changes('node_os_upgrade_channel') || text(to('automatic_upgrade_channel')) !== 'node-image') return undefined;
  if (text(to('node_os_upgrade_channel')) === 'NodeImage') return undefined;
  return {
    code: 'channel-pair-refused',
    attribute: 'node_os_upgrade_channel',
    message: "automatic_upgrade_channel 'node-image' needs node_os_upgrade_channel 'NodeImage'",
  };
}

function overrideRemoved({ from, to }: Decision): Refusal | undefined {
  if (items(from('upgrade_override')).length === 0 || items(to('upgrade_override')).length > 0) return undefined;
  return {
    code: 'upgrade-override-cannot-be-unset',
    attribute: 'upgrade_override',
    message: 'upgrade_override cannot be removed; set force_upgrade_enabled to false',
  };
}

function applies(decision: Decision): Application {
  const refusal = updateStops(decision);
  if (refusal) return { kind: 'refuse', refusal };
  return decision.changes('default_node_pool') ? applyPool(decision, POOL) : { kind: 'update' };
}

/** What AKS fills in for a cluster; Azure: defaults of managedClusters. */
function fills(config: Block): Readonly<Record<string, unknown>> {
  const network = items(config['network_profile'])[0];
  const outbound = isBlock(network) ? text(network['outbound_type']) : '';
  const loadBalancer = outbound === '' || outbound === 'loadBalancer';
  return {
    ...poolFills(POOL),
    [`${POOL}os_sku`]: 'Ubuntu',
    kubelet_identity: [{}],
    bootstrap_profile: [{ artifact_source: 'Direct' }],
    [`${NETWORK}ip_versions`]: ['IPv4'],
    [`${NETWORK}network_policy`]: '',
    [`${NETWORK}load_balancer_profile`]: loadBalancer ? [{}] : [],
    [`${NETWORK}nat_gateway_profile`]:
      outbound === 'managedNATGateway' ? [{ idle_timeout_in_minutes: 4, managed_outbound_ip_count: 1 }] : [],
  };
}

/** Source: azurerm `kubernetes_cluster_resource.go`, CustomizeDiff and update. */
export const cluster: CodedResource = {
  fills,
  replaces: {
    [`${POOL}name`]: defaultPoolRenamed,
    [`${POOL}upgrade_settings.0.drain_timeout_in_minutes`]: whenZeroed,
    [`${POOL}upgrade_settings.0.undrainable_node_behavior`]: whenUnset,
    'api_server_access_profile.0.subnet_id': whenUnset,
    oidc_issuer_enabled: oidcSwitchedOff,
    'service_principal.0.client_id': (from) => ['', 'msi'].includes(text(from)),
    'windows_profile.0.gmsa': whenRemoved,
    'windows_profile.0.gmsa.0.dns_server': whenUnset,
    'windows_profile.0.gmsa.0.root_domain': whenUnset,
    [`${NETWORK}network_plugin`]: pluginChanged,
    [`${NETWORK}network_plugin_mode`]: (_from, to) => text(to).toLowerCase() !== 'overlay',
    [`${NETWORK}network_data_plane`]: dataPlaneChanged,
    [`${NETWORK}network_policy`]: policyChanged,
    [`${NETWORK}pod_cidr`]: (from, _to, { since }) => since(4, 66) && text(from) !== '',
    [`${NETWORK}pod_cidrs`]: (from, _to, { since }) =>
      since(4, 66) && (typeof from === 'symbol' || items(from).length > 0),
  },
  refuses: firstRefusal(cacheForNoOutbound, ciliumForAdvancedNetworking),
  applies,
};
