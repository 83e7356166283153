import type { Body } from '../../artifact/read/model';
import { unknown } from '../../artifact/read/values';
import type { Taint } from '../../core/contracts';
import { nodeAllocatable } from '../../core/node-allocatable';
import { Quantity } from '../../core/quantity';
import type { PoolView } from '../cluster/pools';
import { meets, selectsPlainly } from '../label-selector';
import { asBody, asList, type Workload } from '../workload/workloads';
import type { ClusterNodes, NodeGroup } from './node-groups';
import { podRequests } from './requests';

/** Whether a pod may run on the nodes of a group, and if not, why: as the rest of a sentence about the group. */
export type Fit = { readonly fits: true | undefined } | { readonly fits: false; readonly because: string };

const YES: Fit = { fits: true };
const UNKNOWN: Fit = { fits: undefined };
const ZONE = 'topology.kubernetes.io/zone';
/** Azure's default of the network models; the fewest pods make the most room, so the bound is never too low. */
const FEWEST_DEFAULT_PODS = 30;

/** The groups on which a workload's pods may land, not counting their size; those that are not known to fit included. */
export function groupsFor(workload: Workload, nodes: ClusterNodes): readonly NodeGroup[] {
  return remembered(groupsByDemand, nodes, workload, () =>
    nodes.groups.filter((group) => mayRunOn(workload, group, nodes.location).fits !== false),
  );
}

/** Selector, affinity, taints and operating system: all but the size. */
export function mayRunOn(workload: Workload, group: NodeGroup, location: string | undefined): Fit {
  return remembered(fitsByDemand, group, workload, () =>
    worst([runsOs(workload, group), matchesSelectors(workload, group, location), toleratesTaints(workload, group)]),
  );
}

// Many rules ask, and a thousand workloads ask nodes for the same few things.
const groupsByDemand = new WeakMap<ClusterNodes, Map<string, readonly NodeGroup[]>>();
const fitsByDemand = new WeakMap<NodeGroup, Map<string, Fit>>();
const demands = new WeakMap<Workload, string>();

function remembered<K extends object, V>(
  memory: WeakMap<K, Map<string, V>>,
  key: K,
  workload: Workload,
  make: () => V,
): V {
  let values = memory.get(key);
  if (values === undefined) memory.set(key, (values = new Map<string, V>()));
  const demand = demandOf(workload);
  let value = values.get(demand);
  if (value === undefined) values.set(demand, (value = make()));
  return value;
}

/** What a workload asks of nodes, apart from their size. */
function demandOf(workload: Workload): string {
  let demand = demands.get(workload);
  if (demand === undefined) {
    const { pod, os } = workload;
    const { nodeAffinity } = asBody(pod.affinity) ?? {};
    demand = JSON.stringify([os, pod.nodeSelector, nodeAffinity, pod.tolerations]);
    demands.set(workload, demand);
  }
  return demand;
}

/** Whether one node of the group is large enough, an empty one. */
export function isLargeEnough(workload: Workload, { pool }: NodeGroup): Fit {
  if (!pool || pool.machine === unknown || pool.maxPods === unknown) return UNKNOWN;
  const requests = podRequests(workload);
  for (const [resource, offer] of offersOf(pool)) {
    const asked = requests.get(resource);
    if (asked && asked.compare(offer) > 0) {
      const because = `leaves ${offer} of ${resource} on a node (${pool.machine.name}), less than the pod's ${asked}`;
      return { fits: false, because };
    }
  }
  return YES;
}

type Offers = readonly (readonly [resource: string, offer: Quantity])[];
const offersByPool = new WeakMap<PoolView, Offers>();

/** What an empty node of a pool has for pods. */
function offersOf(pool: PoolView): Offers {
  let offers = offersByPool.get(pool);
  if (offers === undefined && pool.machine !== unknown && pool.maxPods !== unknown) {
    const { vCpus, memory, gpus } = pool.machine;
    const free = nodeAllocatable({ vCpus, memory, maxPods: pool.maxPods ?? FEWEST_DEFAULT_PODS });
    offers = [
      ['cpu', Quantity.parse(free.cpu.toString())],
      ['memory', Quantity.parse(free.memory.toString())],
      ['nvidia.com/gpu', Quantity.units(gpus)],
    ];
    offersByPool.set(pool, offers);
  }
  return offers ?? [];
}

/** A taint that keeps pods away and that the pod does not tolerate. */
export function untolerated(pod: Workload['pod'], taints: readonly Taint[]): Taint | undefined {
  return taints
    .filter(({ effect }) => effect === 'NoSchedule' || effect === 'NoExecute')
    .find((taint) => !asList(pod.tolerations).some((toleration) => tolerates(asBody(toleration) ?? {}, taint)));
}

/** Kubernetes: "Taints and Tolerations". An empty key with `Exists` tolerates everything. */
export function tolerates(toleration: Readonly<Record<string, unknown>>, taint: Taint): boolean {
  const { key, operator = 'Equal', value = '', effect } = toleration;
  if (effect !== undefined && effect !== '' && effect !== taint.effect) return false;
  if (key === undefined || key === '') return operator === 'Exists';
  if (key !== taint.key) return false;
  return operator === 'Exists' || value === (taint.value ?? '');
}

/** The first reason against it, else what is not known, else yes. */
export function worst(fits: readonly Fit[]): Fit {
  return fits.find(({ fits }) => fits === false) ?? fits.find(({ fits }) => fits === undefined) ?? YES;
}

function toleratesTaints({ pod }: Workload, group: NodeGroup): Fit {
  if (group.taints === unknown) return UNKNOWN;
  const taint = untolerated(pod, group.taints);
  if (!taint) return YES;
  const text = `${taint.key}${taint.value ? `=${taint.value}` : ''}:${taint.effect}`;
  return { fits: false, because: `has the taint ${text}, which the pod does not tolerate` };
}

function runsOs({ os }: Workload, group: NodeGroup): Fit {
  if (group.os === unknown) return UNKNOWN;
  if (os === group.os) return YES;
  return { fits: false, because: `runs ${group.os === 'windows' ? 'Windows' : 'Linux'}` };
}

function matchesSelectors({ pod }: Workload, group: NodeGroup, location: string | undefined): Fit {
  const asked = selectorTerms(pod);
  const keys = [...new Set(asked.keys)];
  if (keys.length === 0) return YES;
  if (group.labels === unknown || group.zones === unknown) return UNKNOWN;
  const { labels } = group;
  // Each zone of the group has nodes of its own.
  const zones = location === undefined ? [] : group.zones;
  const variants: readonly Readonly<Record<string, string>>[] =
    zones.length === 0 ? [labels] : zones.map((zone) => ({ ...labels, [ZONE]: `${location}-${zone}` }));
  const matches = variants.some(
    (node) =>
      selectsPlainly(pod.nodeSelector, node) && asked.terms.some((term) => term.every((one) => meets(one, node))),
  );
  if (matches) return YES;
  if (keys.some((key) => variants[0]?.[key] === undefined && !isKnownToLack(group, key))) return UNKNOWN;
  return { fits: false, because: `has not the labels that the pod asks for (${keys.join(', ')})` };
}

interface SelectorTerms {
  /** Any of them is enough; each is a list of expressions that must all be met. */
  readonly terms: readonly (readonly Body[])[];
  /** Labels that the pod speaks of. */
  readonly keys: readonly string[];
}

function selectorTerms(pod: Workload['pod']): SelectorTerms {
  const affinity = asBody(asBody(pod.affinity)?.nodeAffinity);
  const required = asBody(affinity?.requiredDuringSchedulingIgnoredDuringExecution);
  const terms = required
    ? asList(required.nodeSelectorTerms).map((term) => bodies(asBody(term)?.matchExpressions))
    : [[]];
  return {
    terms,
    keys: [...Object.keys(asBody(pod.nodeSelector) ?? {}), ...terms.flat().map(({ key }) => String(key))],
  };
}

function bodies(list: unknown): readonly Body[] {
  return asList(list).flatMap<Body>((item) => asBody(item) ?? []);
}

/** Labels that the kubelet, AKS or an operator sets, which the arguments of a pool don't tell. */
const SET_BY_OTHERS = /(^|\.)(kubernetes\.io|k8s\.io|azure\.com|nvidia\.com|amd\.com|intel\.com)\//;

/** True where a node without that label in the files has none: it is the user's own to set. */
function isKnownToLack({ pool }: NodeGroup, key: string): boolean {
  if (!pool) return true;
  if (key === 'kubernetes.azure.com/scalesetpriority') return pool.priority !== unknown;
  if (key === ZONE) return pool.zones !== unknown && pool.zones.length === 0;
  return !SET_BY_OTHERS.test(key);
}
