import { type Taint } from '../../core/contracts';
import type { Artifacts } from '../../artifact/read/artifacts';
import type { FieldPath } from '../../artifact/field-path';
import type { TerraformBlock } from '../../artifact/read/model';
import { unknown, type Unknown } from '../../artifact/read/values';
import { vmSize, type VmSize } from '../../core/vm-sizes';
import { blockBehind } from './blocks';
import { Fields, type Maybe, or } from './fields';

/** One node pool, with Azure's defaults filled in; what the files do not tell is unknown. */
export interface PoolView {
  /** The cluster's block for its default pool, else the pool's own. */
  readonly block: TerraformBlock;
  readonly fields: Fields;
  /** True for `default_node_pool`. */
  readonly isDefault: boolean;
  readonly name: string | Unknown;
  readonly os: 'Linux' | 'Windows' | Unknown;
  /** As written. */
  readonly osSku: Maybe<string>;
  readonly mode: 'System' | 'User' | Unknown;
  /** Sorted; empty for a pool without zones. */
  readonly zones: readonly string[] | Unknown;
  /** As written. */
  readonly vmSize: Maybe<string>;
  /** What is known of the size; unknown for a size that the data lacks. */
  readonly machine: VmSize | Unknown;
  readonly priority: 'Regular' | 'Spot' | Unknown;
  readonly autoscaled: boolean | Unknown;
  /** Fewest nodes: the autoscaler's minimum, or the fixed count. */
  readonly min: number | Unknown;
  /** Most nodes: the autoscaler's maximum, or the fixed count. Surge comes on top. */
  readonly max: number | Unknown;
  /** Nodes it starts with; undefined where the autoscaler chooses. */
  readonly count: Maybe<number>;
  /** As written; Azure's default depends on the network. */
  readonly maxPods: Maybe<number>;
  /** What AKS adds included: spot, system pools that are kept for add-ons. */
  readonly taints: readonly Taint[] | Unknown;
  /** Written labels and those that AKS is known to set: pool, mode, system, architecture, spot. */
  readonly labels: Readonly<Record<string, string>> | Unknown;
  /** Block of its nodes' subnet; undefined where AKS makes the network. */
  readonly subnet: TerraformBlock | undefined | Unknown;
  readonly podSubnet: TerraformBlock | undefined | Unknown;
  readonly kubernetesVersion: Maybe<string>;
  /** Where a field stands in the block's body. */
  readonly at: (...names: (string | number)[]) => FieldPath;
}

const SPOT = 'kubernetes.azure.com/scalesetpriority';

/** The pool that stands in the cluster's own block. */
export function defaultPool(
  artifacts: Artifacts,
  block: TerraformBlock,
  cluster: Fields,
): readonly PoolView[] | Unknown {
  const blocks = cluster.blocks('default_node_pool');
  return blocks === unknown ? unknown : blocks.map((fields) => poolOf(artifacts, block, fields, true));
}

/** Pools of a block of their own: one for each of its instances, or one for what they have in common. */
export function poolsOfBlock(artifacts: Artifacts, block: TerraformBlock): readonly PoolView[] {
  const each = block.instances === unknown ? [block] : block.instances;
  return each.map((one) => poolOf(artifacts, block, new Fields(one.arguments, block.body), false));
}

function poolOf(artifacts: Artifacts, block: TerraformBlock, fields: Fields, isDefault: boolean): PoolView {
  const os = isDefault ? 'Linux' : choice(or(fields.text('os_type'), 'Linux'), 'Linux', 'Windows');
  const priority = isDefault ? 'Regular' : choice(or(fields.text('priority'), 'Regular'), 'Regular', 'Spot');
  const mode = isDefault ? 'System' : choice(or(fields.text('mode'), 'User'), 'System', 'User');
  const size = fields.text('vm_size');
  const machine = typeof size === 'string' ? (vmSize(size) ?? unknown) : unknown;
  const name = or(fields.text('name'), isDefault ? 'default' : '');
  return {
    block,
    fields,
    isDefault,
    name,
    os,
    mode,
    priority,
    osSku: fields.text('os_sku'),
    zones: sorted(or(fields.texts('zones'), [])),
    vmSize: size,
    machine,
    ...countsOf(fields),
    maxPods: fields.number('max_pods'),
    taints: taintsOf(fields, priority),
    labels: labelsOf(fields, { name, os, mode, priority, machine }),
    subnet: blockBehind(artifacts, fields.raw('vnet_subnet_id')),
    podSubnet: blockBehind(artifacts, fields.raw('pod_subnet_id')),
    kubernetesVersion: fields.text('orchestrator_version'),
    at: (...names) => fields.path(...names),
  };
}

function choice<T extends string>(value: string | Unknown, ...choices: readonly T[]): T | Unknown {
  return choices.find((one) => one === value) ?? unknown;
}

function sorted(texts: readonly string[] | Unknown): readonly string[] | Unknown {
  return texts === unknown ? unknown : [...new Set(texts)].sort();
}

function countsOf(fields: Fields): Pick<PoolView, 'autoscaled' | 'min' | 'max' | 'count'> {
  const autoscaled = or(fields.flag('auto_scaling_enabled'), false);
  const count = fields.number('node_count');
  // Azure's default is one node. Terraform: "azurerm_kubernetes_cluster_node_pool".
  const fixed = or(count, 1);
  const min = or(fields.number('min_count'), unknown);
  const max = or(fields.number('max_count'), unknown);
  if (autoscaled === unknown) return { autoscaled, min: unknown, max: unknown, count };
  return autoscaled ? { autoscaled, min, max, count } : { autoscaled, min: fixed, max: fixed, count: fixed };
}

function taintsOf(fields: Fields, priority: PoolView['priority']): PoolView['taints'] {
  const written = or(fields.texts('node_taints'), []);
  const isReserved = or(fields.flag('only_critical_addons_enabled'), false);
  if (written === unknown || isReserved === unknown || priority === unknown) return unknown;
  const taints = written.map(parseTaint);
  if (isReserved) taints.push({ key: 'CriticalAddonsOnly', value: 'true', effect: 'NoSchedule' });
  if (priority === 'Spot') taints.push({ key: SPOT, value: 'spot', effect: 'NoSchedule' });
  const ids = taints.map(({ key, effect }) => `${key}:${effect}`);
  return taints.filter((_, index) => ids.indexOf(ids[index] as string) === index);
}

/** `sku=gpu:NoSchedule`; the value may be left out. */
function parseTaint(text: string): Taint {
  const [, key = text, value, effect = 'NoSchedule'] = /^([^=:]*)(?:=([^:]*))?(?::(.*))?$/.exec(text) ?? [];
  return { key, ...(value === undefined ? {} : { value }), effect: effect as Taint['effect'] };
}

function labelsOf(
  fields: Fields,
  { name, os, mode, priority, machine }: Pick<PoolView, 'name' | 'os' | 'mode' | 'priority' | 'machine'>,
): PoolView['labels'] {
  const written = fields.value('node_labels') ?? {};
  if (typeof written !== 'object') return unknown;
  const labels: Record<string, string> = {};
  for (const key of Object.keys(written)) {
    const value = fields.text('node_labels', key);
    if (typeof value !== 'string') return unknown;
    labels[key] = value;
  }
  if (name !== unknown) Object.assign(labels, { agentpool: name, 'kubernetes.azure.com/agentpool': name });
  if (os !== unknown) labels['kubernetes.io/os'] = os.toLowerCase();
  if (mode !== unknown) labels['kubernetes.azure.com/mode'] = mode.toLowerCase();
  if (machine !== unknown) {
    labels['kubernetes.io/arch'] = machine.architecture;
    labels['node.kubernetes.io/instance-type'] = machine.name;
  }
  if (priority === 'Spot') labels[SPOT] = 'spot';
  return labels;
}
