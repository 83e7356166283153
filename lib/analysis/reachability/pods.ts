import type { Artifacts } from '../../artifact/read/artifacts';
import type { KubernetesObject } from '../../artifact/read/model';
import type { PodPort } from '../policy/admits';
import { portsOf } from '../policy/pod-ports';
import { groupsFor } from '../scheduling/fit';
import { nodesFor } from '../scheduling/node-groups';
import { asBody, asList, type Workload } from '../workload/workloads';
import type { Engine } from './engines';
import { type Interval, parseInterval } from './intervals';

/** Pods that no policy can tell apart: they have one namespace, the same labels and the same named ports. */
export interface PodClass {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly ports: readonly PodPort[];
  /**
   * Pods in the network of their node: with every engine of AKS no policy holds for them, and no selector means them. Where
   * the engine is not known they are taken as any pod, which Kubernetes leaves open.
   */
  readonly hostNetwork: boolean;
  /** True where they may run on virtual nodes, on which no policy is enforced. */
  readonly virtual: boolean;
  /** Their addresses where an object's status tells them. */
  readonly addresses: readonly Interval[];
  /** `shop/Deployment/cart`: the workloads whose pods these are, sorted. */
  readonly members: readonly string[];
  /** One of the workloads, to name a place. */
  readonly workload: Workload;
}

/** The classes of the pods of one cluster. */
export function podClasses(
  workloads: readonly Workload[],
  artifacts: Artifacts,
  engine: Engine | undefined,
): readonly PodClass[] {
  const classes = new Map<string, PodClass & { readonly members: string[] }>();
  for (const workload of workloads) {
    if (workload.object.kind === 'PodTemplate') continue; // makes no pods by itself
    const { namespace, labels } = workload;
    const ports = portsOf({ ...workload, containers: workload.containers.filter(({ kind }) => kind === 'container') });
    const hostNetwork = engine !== undefined && workload.pod.hostNetwork === true;
    const virtual = mayRunOnVirtualNodes(workload, artifacts);
    const addresses = addressesOf(workload.object);
    const key = JSON.stringify([
      namespace,
      Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)),
      ports.map(({ name, protocol, number }) => [name, protocol, number]),
      hostNetwork,
      virtual,
      addresses.map(({ first }) => String(first)),
    ]);
    const name = workloadName(workload.object);
    const known = classes.get(key);
    if (!known) {
      classes.set(key, { namespace, labels, ports, hostNetwork, virtual, addresses, members: [name], workload });
    } else if (!known.members.includes(name)) known.members.push(name);
  }
  for (const { members } of classes.values()) members.sort();
  return [...classes.values()];
}

/** `shop/Deployment/cart`. A pod that something controls is told as that, since it has its name from there. */
export function workloadName(object: KubernetesObject): string {
  const { namespace = 'default', kind, name } = object;
  const owners = asList(asBody(object.body.metadata)?.ownerReferences).map((owner) => asBody(owner) ?? {});
  const owner =
    kind === 'Pod' ? owners.find(({ controller, kind: of }) => controller === true && of !== 'Node') : undefined;
  return owner ? `${namespace}/${String(owner.kind ?? kind)}/${String(owner.name)}` : `${namespace}/${kind}/${name}`;
}

function mayRunOnVirtualNodes(workload: Workload, artifacts: Artifacts): boolean {
  const nodes = nodesFor(workload.object, artifacts);
  return (
    workload.object.kind !== 'DaemonSet' &&
    nodes !== undefined &&
    groupsFor(workload, nodes).some(({ pool }) => pool === undefined)
  );
}

function addressesOf({ kind, body }: KubernetesObject): readonly Interval[] {
  const status = kind === 'Pod' ? asBody(body.status) : undefined;
  const listed = asList(status?.podIPs).map((item) => asBody(item)?.ip);
  return [...new Set([status?.podIP, ...listed])].flatMap((text) => parseInterval(text) ?? []);
}
