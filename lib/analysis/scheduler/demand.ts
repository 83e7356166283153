import type { Body } from '../../artifact/read/model';
import { meets, selects } from '../label-selector';
import { containerRequests, podRequests, quantityOf } from '../scheduling/requests';
import { tolerates, untolerated } from '../scheduling/fit';
import { asBody, asList, type Workload } from '../workload/workloads';
import type { Quantity } from '../../core/quantity';
import { type Amounts, HOSTNAME, type SimNode, ZONE } from './node';

type Labels = Readonly<Record<string, string>>;

/** One topology spread constraint. Kubernetes: "Pod Topology Spread Constraints". */
export interface SpreadDemand {
  readonly key: string;
  readonly maxSkew: number;
  readonly minDomains: number;
  /** Pods that count, those of the same namespace. */
  readonly counts: (labels: Labels) => boolean;
  readonly honorsAffinity: boolean;
  readonly honorsTaints: boolean;
}

/** One term of affinity or anti-affinity to pods. */
export interface PodTerm {
  readonly key: string;
  /** @param labels of a pod, and its namespace */
  readonly means: (labels: Labels, namespace: string) => boolean;
}

/** What the pods of a workload ask of the scheduler. Pods of one demand are alike to it, but for their volumes. */
export interface Demand {
  /** Name of the workload, with the revision of its template. */
  readonly name: string;
  readonly namespace: string;
  readonly labels: Labels;
  readonly asks: Amounts;
  /** What scores count: containers that ask for nothing are taken as 100m and 200 MiB. */
  readonly scored: { readonly cpu: number; readonly memory: number };
  readonly tolerates: (node: SimNode) => boolean;
  /** Taints that only advise against the node. */
  readonly dislikes: (node: SimNode) => number;
  /** Node selector and required node affinity. */
  readonly selects: (node: SimNode) => boolean;
  /** True where it asks for nodes by name, so that nodes of one sort are not alike to it. */
  readonly namesNodes: boolean;
  /** True where it prefers some nodes. */
  readonly hasPreference: boolean;
  /** Sum of the weights of preferred node affinity. */
  readonly prefers: (node: SimNode) => number;
  readonly hardSpread: readonly SpreadDemand[];
  readonly softSpread: readonly SpreadDemand[];
  /** True where the soft constraints are the scheduler's own. */
  readonly isDefaultSpread: boolean;
  readonly affinity: readonly PodTerm[];
  readonly antiAffinity: readonly PodTerm[];
  /** Weight below zero for anti-affinity. */
  readonly preferredPods: readonly { readonly term: PodTerm; readonly weight: number }[];
  readonly hostPorts: readonly string[];
  readonly priority: number;
  readonly preempts: boolean;
}

export interface DemandOptions {
  /** Labels that a controller adds: `pod-template-hash`. */
  readonly added: Labels;
  readonly name: string;
  readonly priorityOf: (className: string | undefined) => { readonly value: number; readonly preempts: boolean };
  /** Constraints of pods that write none. */
  readonly defaults: readonly { readonly key: string; readonly maxSkew: number }[];
  /** Labels of namespaces, for terms that select them. */
  readonly namespaceLabels: (namespace: string) => Labels;
}

/** Constraints of kube-scheduler for pods that write none. Kubernetes: "Internal default constraints". */
export const KUBERNETES_DEFAULTS = [
  { key: HOSTNAME, maxSkew: 3 },
  { key: ZONE, maxSkew: 5 },
] as const;

/** Those of AKS from 1.33. Azure: "Advanced scheduler features in AKS". */
export const AKS_DEFAULTS = [{ key: ZONE, maxSkew: 1 }] as const;

const DEFAULT_CPU = 100;
const DEFAULT_MEMORY = 200 * 1024 * 1024;

export function demandOf(workload: Workload, options: DemandOptions): Demand {
  const { pod, namespace } = workload;
  const labels = { ...workload.labels, ...options.added };
  const written = asList(pod.topologySpreadConstraints).map((item) => asBody(item) ?? {});
  const isHard = ({ whenUnsatisfiable }: Body): boolean => whenUnsatisfiable !== 'ScheduleAnyway';
  const affinity = asBody(pod.affinity) ?? {};
  const [near, away] = [asBody(affinity.podAffinity) ?? {}, asBody(affinity.podAntiAffinity) ?? {}];
  const terms = (list: unknown): readonly PodTerm[] =>
    asList(list).map((item) => podTerm(asBody(item) ?? {}, namespace, options.namespaceLabels));
  const weighted = (list: unknown, sign: number) =>
    asList(list).map((item) => {
      const { weight, podAffinityTerm } = asBody(item) ?? {};
      const term = podTerm(asBody(podAffinityTerm) ?? {}, namespace, options.namespaceLabels);
      return { term, weight: sign * Number(weight ?? 1) };
    });
  const priority = options.priorityOf(typeof pod.priorityClassName === 'string' ? pod.priorityClassName : undefined);
  const isDefaultSpread = written.length === 0;
  return {
    name: options.name,
    namespace,
    labels,
    asks: amountsOf(podRequests(workload)),
    scored: scoredOf(workload),
    tolerates: (node) => untolerated(pod, node.taints) === undefined,
    dislikes: ({ taints }) =>
      taints.filter((taint) => taint.effect === 'PreferNoSchedule' && !toleratesOne(pod, taint)).length,
    selects: nodeSelection(pod),
    hasPreference: asBody(affinity.nodeAffinity)?.preferredDuringSchedulingIgnoredDuringExecution !== undefined,
    prefers: nodePreference(affinity),
    namesNodes: /kubernetes\.io\/hostname|metadata\.name/.test(
      JSON.stringify([pod.nodeSelector, affinity.nodeAffinity]) ?? '',
    ),
    hardSpread: written.filter(isHard).map((one) => spreadDemand(one, labels)),
    softSpread: isDefaultSpread
      ? options.defaults.map((one) => ownSpread(one, workload.labels))
      : written.filter((one) => !isHard(one)).map((one) => spreadDemand(one, labels)),
    isDefaultSpread,
    affinity: terms(near.requiredDuringSchedulingIgnoredDuringExecution),
    antiAffinity: terms(away.requiredDuringSchedulingIgnoredDuringExecution),
    preferredPods: [
      ...weighted(near.preferredDuringSchedulingIgnoredDuringExecution, 1),
      ...weighted(away.preferredDuringSchedulingIgnoredDuringExecution, -1),
    ],
    hostPorts: hostPortsOf(workload),
    priority: typeof pod.priority === 'number' ? pod.priority : priority.value,
    preempts: (pod.preemptionPolicy ?? (priority.preempts ? undefined : 'Never')) !== 'Never',
  };
}

function toleratesOne(pod: Body, taint: SimNode['taints'][number]): boolean {
  return asList(pod.tolerations).some((toleration) => tolerates(asBody(toleration) ?? {}, taint));
}

/** Quantities as the scheduler counts them; what a pod asks of CPU is rounded up to a thousandth. */
export function amountsOf(quantities: ReadonlyMap<string, Quantity>): Amounts {
  const others = new Map<string, number>();
  let [cpu, memory] = [0, 0];
  for (const [name, quantity] of quantities) {
    if (name === 'cpu') cpu = Math.ceil(Number(quantity.inNanos) / 1e6);
    else if (name === 'memory') memory = Math.ceil(quantity.approximately);
    else others.set(name, Math.ceil(quantity.approximately));
  }
  return { cpu, memory, others };
}

function scoredOf(workload: Workload): Demand['scored'] {
  const running = workload.containers.filter(
    ({ kind, body }) => kind === 'container' || (kind === 'init' && body.restartPolicy === 'Always'),
  );
  const whole = amountsOf(podRequests(workload));
  const missing = running.map(({ body }) => {
    const own = containerRequests(body);
    const pod = asBody(asBody(workload.pod.resources)?.requests) ?? {};
    return {
      cpu: own.has('cpu') || pod.cpu !== undefined ? 0 : DEFAULT_CPU,
      memory: own.has('memory') || pod.memory !== undefined ? 0 : DEFAULT_MEMORY,
    };
  });
  const sum = (name: 'cpu' | 'memory'): number => missing.reduce((all, one) => all + one[name], whole[name]);
  return { cpu: sum('cpu'), memory: sum('memory') };
}

function nodeSelection(pod: Body): Demand['selects'] {
  const pairs = Object.entries(asBody(pod.nodeSelector) ?? {});
  const required = asBody(asBody(asBody(pod.affinity)?.nodeAffinity)?.requiredDuringSchedulingIgnoredDuringExecution);
  const terms = required ? asList(required.nodeSelectorTerms).map((term) => asBody(term) ?? {}) : undefined;
  const os = asBody(pod.os)?.name;
  return (node) =>
    pairs.every(([name, value]) => node.labels[name] === value) &&
    (os === undefined || (node.labels['kubernetes.io/os'] ?? os) === os) &&
    (terms === undefined || terms.some((term) => meetsTerm(term, node)));
}

function nodePreference(affinity: Body): Demand['prefers'] {
  const preferred = asList(asBody(affinity.nodeAffinity)?.preferredDuringSchedulingIgnoredDuringExecution).map(
    (item) => asBody(item) ?? {},
  );
  return (node) =>
    preferred.reduce(
      (sum, { weight, preference }) => sum + (meetsTerm(asBody(preference) ?? {}, node) ? Number(weight ?? 0) : 0),
      0,
    );
}

/** A term without any expression selects nothing. */
function meetsTerm({ matchExpressions, matchFields }: Body, { labels, name }: SimNode): boolean {
  const expressions = asList(matchExpressions).map((one) => asBody(one) ?? {});
  const fields = asList(matchFields).map((one) => asBody(one) ?? {});
  if (expressions.length + fields.length === 0) return false;
  return expressions.every((one) => meets(one, labels)) && fields.every((one) => meets(one, { 'metadata.name': name }));
}

function spreadDemand(body: Body, labels: Labels): SpreadDemand {
  const extra = asList(body.matchLabelKeys)
    .map(String)
    .filter((key) => labels[key] !== undefined);
  const selector = asBody(body.labelSelector);
  return {
    key: String(body.topologyKey),
    maxSkew: Number(body.maxSkew ?? 1),
    minDomains: Number(body.minDomains ?? 1),
    counts: (other) =>
      selector !== undefined && selects(selector, other) && extra.every((key) => other[key] === labels[key]),
    honorsAffinity: body.nodeAffinityPolicy !== 'Ignore',
    honorsTaints: body.nodeTaintsPolicy === 'Honor',
  };
}

/** The scheduler counts the pods that the workload's own selector selects; its labels are taken for that. */
function ownSpread({ key, maxSkew }: { readonly key: string; readonly maxSkew: number }, labels: Labels): SpreadDemand {
  const own = Object.entries(labels);
  return {
    key,
    maxSkew,
    minDomains: 1,
    counts: (other) => own.length > 0 && own.every(([name, value]) => other[name] === value),
    honorsAffinity: true,
    honorsTaints: false,
  };
}

function podTerm(body: Body, own: string, namespaceLabels: DemandOptions['namespaceLabels']): PodTerm {
  const named = asList(body.namespaces).map(String);
  const selector = asBody(body.namespaceSelector);
  const isMeant = (namespace: string): boolean => {
    if (named.includes(namespace)) return true;
    if (selector) return selects(selector, namespaceLabels(namespace));
    return named.length === 0 && namespace === own;
  };
  return {
    key: String(body.topologyKey),
    means: (labels, namespace) => isMeant(namespace) && selects(body.labelSelector, labels),
  };
}

function hostPortsOf({ containers, pod }: Workload): readonly string[] {
  return containers.flatMap(({ body, kind }) =>
    kind !== 'container'
      ? []
      : asList(body.ports).flatMap((item) => {
          const { hostPort, containerPort, protocol = 'TCP' } = asBody(item) ?? {};
          const port = hostPort ?? (pod.hostNetwork === true ? containerPort : undefined);
          return typeof port === 'number' && port > 0 ? [`${String(protocol)}/${port}`] : [];
        }),
  );
}

/** What a node of a cluster offers, as its object tells. */
export function offersOf(allocatable: Body): { readonly offers: Amounts; readonly pods: number } {
  const quantities = new Map<string, Quantity>();
  for (const [name, value] of Object.entries(allocatable)) {
    const quantity = quantityOf(value);
    if (quantity && name !== 'pods') quantities.set(name, quantity);
  }
  return { offers: amountsOf(quantities), pods: Number(allocatable.pods ?? 110) };
}
