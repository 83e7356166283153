import { isBlock, type Value } from '../terraform/values';
import {
  type Application,
  type CodedResource,
  count,
  type Decision,
  flag,
  IN_PLACE,
  items,
  type Refusal,
  text,
  whenUnset,
  whenZeroed,
} from './decision';

/** Source: azurerm `kubernetes_cluster_node_pool_resource.go`, cycleNodePoolProperties. */
const ROTATING = [
  'fips_enabled',
  'host_encryption_enabled',
  'kubelet_config',
  'kubelet_disk_type',
  'linux_os_config',
  'max_pods',
  'node_public_ip_enabled',
  'os_disk_size_gb',
  'os_disk_type',
  'pod_subnet_id',
  'snapshot_id',
  'ultra_ssd_enabled',
  'vm_size',
  'vnet_subnet_id',
  'zones',
];

/** Source: azurerm `kubernetes_cluster_resource.go`, the same list of the default pool. */
const DEFAULT_POOL_ROTATING = ['name', 'only_critical_addons_enabled', ...ROTATING];

/** Node images between which AKS moves a pool in place. */
function movesInPlace(osSku: string): boolean {
  return osSku.startsWith('Ubuntu') || osSku.startsWith('AzureLinux');
}

function leavesLinuxFamilies(from: Value | undefined, to: Value | undefined): boolean {
  return !movesInPlace(text(from)) || !movesInPlace(text(to));
}

/** What updating a pool does beyond the plan: rotate its nodes, or stop. `prefix` leads to the default pool. */
export function applyPool(decision: Decision, prefix: '' | 'default_node_pool.0.'): Application {
  const isDefault = prefix !== '';
  const refusal = isDefault ? limitsOfDefaultPool(decision, prefix) : limitsOfPool(decision);
  if (refusal) return { kind: 'refuse', refusal };
  const names = isDefault ? DEFAULT_POOL_ROTATING : ROTATING;
  const attributes = names.map((name) => `${prefix}${name}`).filter((path) => decision.changes(path));
  const osSku = `${prefix}os_sku`;
  if (decision.changes(osSku) && leavesLinuxFamilies(decision.from(osSku), decision.to(osSku))) attributes.push(osSku);
  if (attributes.length === 0) return IN_PLACE;
  const temporary = `${prefix}temporary_name_for_rotation`;
  if (text(decision.to(temporary)) !== '') return { kind: 'rotate', attributes };
  return {
    kind: 'refuse',
    refusal: {
      code: 'temporary-name-needed',
      attribute: attributes[0]!,
      message: `changing ${attributes.join(', ')} rotates the nodes, which needs ${temporary}`,
    },
  };
}

/** Source: azurerm `ExpandDefaultNodePool`, in its order. */
function limitsOfDefaultPool(decision: Decision, prefix: string): Refusal | undefined {
  const min = count(decision.to(`${prefix}min_count`));
  const max = count(decision.to(`${prefix}max_count`));
  const refuse = refusing(prefix);
  if (!flag(decision.to(`${prefix}auto_scaling_enabled`))) return limitsWithoutScaling(min, max, refuse);
  if (decision.changes(`${prefix}node_count`)) {
    return refuse('node-count-changed-while-autoscaling', 'node_count', 'belongs to the autoscaler and cannot be set');
  }
  if (max === 0) return refuse('autoscaling-needs-max-count', 'max_count', 'is needed with auto_scaling_enabled');
  if (min === 0) return refuse('autoscaling-needs-min-count', 'min_count', 'is needed with auto_scaling_enabled');
  return minAboveMax(min, max, refuse);
}

/** Source: azurerm `resourceKubernetesClusterNodePoolUpdate`, in its order. */
function limitsOfPool(decision: Decision): Refusal | undefined {
  const refuse = refusing('');
  if (decision.changes('linux_os_config') && text(decision.to('os_type')) !== 'Linux') {
    return refuse('linux-config-on-windows', 'linux_os_config', "can only be set where os_type is 'Linux'");
  }
  const min = count(decision.to('min_count'));
  const max = count(decision.to('max_count'));
  if (!flag(decision.to('auto_scaling_enabled'))) return limitsWithoutScaling(min, max, refuse);
  if (max === 0) return refuse('autoscaling-needs-max-count', 'max_count', 'is needed with auto_scaling_enabled');
  return minAboveMax(min, max, refuse);
}

type Refuse = (code: string, name: string, rule: string) => Refusal;

function refusing(prefix: string): Refuse {
  return (code, name, rule) => ({ code, attribute: `${prefix}${name}`, message: `${prefix}${name} ${rule}` });
}

function limitsWithoutScaling(min: number, max: number, refuse: Refuse): Refusal | undefined {
  if (min === 0 && max === 0) return undefined;
  const name = max > 0 ? 'max_count' : 'min_count';
  return refuse('limits-without-autoscaling', name, 'must be unset without auto_scaling_enabled');
}

function minAboveMax(min: number, max: number, refuse: Refuse): Refusal | undefined {
  return min > max
    ? refuse('min-count-over-max-count', 'min_count', `(${min}) is above max_count (${max})`)
    : undefined;
}

/** A Spot pool takes no surge; any other pool needs it or max_unavailable. Checked since azurerm 4.65. */
function surgeOfPool(decision: Decision): Refusal | undefined {
  const settings = items(decision.to('upgrade_settings'))[0];
  if (!decision.since(4, 65) || !isBlock(settings)) return undefined;
  const spot = text(decision.to('priority')) === 'Spot';
  const surge = text(settings['max_surge']) !== '';
  const unavailable = text(settings['max_unavailable']) !== '';
  const attribute = `upgrade_settings.0.${unavailable && !surge ? 'max_unavailable' : 'max_surge'}`;
  if (spot && (surge || unavailable)) {
    return { code: 'surge-on-spot', attribute, message: `${attribute} cannot be set where priority is 'Spot'` };
  }
  if (!spot && !surge && !unavailable) {
    return { code: 'one-of-several-needed', attribute, message: 'upgrade_settings needs max_surge or max_unavailable' };
  }
  return undefined;
}

export const nodePool: CodedResource = {
  fills: (config) => {
    const windows = config['os_type'] === 'Windows';
    return { ...poolFills(''), ...(windows ? {} : { os_sku: 'Ubuntu' }) };
  },
  replaces: {
    os_sku: leavesLinuxFamilies,
    'upgrade_settings.0.drain_timeout_in_minutes': whenZeroed,
    'upgrade_settings.0.undrainable_node_behavior': whenUnset,
  },
  refuses: surgeOfPool,
  applies: (decision) => applyPool(decision, ''),
};

/** What AKS fills in for a pool that leaves these out. */
export function poolFills(prefix: string): Readonly<Record<string, unknown>> {
  return { [`${prefix}kubelet_disk_type`]: 'OS', [`${prefix}workload_runtime`]: 'OCIContainer' };
}
