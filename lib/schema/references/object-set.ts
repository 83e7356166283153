import type { FieldPath } from '../../artifact/field-path';
import type { Body, KubernetesObject } from '../../artifact/read/model';
import { groupOf } from '../kubernetes/kinds';
import { isObject } from '../report';
import { podsOf, type Pods } from './pods';

/** What is wrong with a reference of an object. */
export interface Miss {
  readonly object: KubernetesObject;
  readonly field: FieldPath;
  readonly severity: 'error' | 'warning' | 'note';
  readonly message: string;
  readonly fix: string;
}

/** The objects that are applied to one cluster, found by what others call them. */
export class ObjectSet {
  private readonly byName = new Map<string, KubernetesObject>();
  private readonly byKind = new Map<string, KubernetesObject[]>();
  private readonly podsByNamespace = new Map<string, Pods[]>();
  private readonly podsByLabel = new Map<string, Pods[]>();
  /** Namespaces where something makes pods that are in no file. */
  private readonly open = new Set<string>();

  constructor(readonly objects: readonly KubernetesObject[]) {
    for (const object of objects) {
      const key = kindKey(object);
      this.byName.set(`${key} ${namespaceOf(object)} ${object.name}`, object);
      append(this.byKind, key, object);
      const pods = podsOf(object);
      if (pods) this.addPods(pods);
      else if (mayMakePods(object)) this.open.add(namespaceOf(object));
    }
  }

  /** @param kind with its group: `Service`, `apps Deployment`, `gateway.networking.k8s.io Gateway` */
  find(kind: string, namespace: string, name: string): KubernetesObject | undefined {
    return this.byName.get(`${kind} ${namespace} ${name}`);
  }

  ofKind(kind: string): readonly KubernetesObject[] {
    return this.byKind.get(kind) ?? [];
  }

  get pods(): readonly Pods[] {
    return [...this.podsByNamespace.values()].flat();
  }

  podsIn(namespace: string): readonly Pods[] {
    return this.podsByNamespace.get(namespace) ?? [];
  }

  /** Pods of a namespace that may carry all these labels: those with the rarest of them. */
  podsWith(namespace: string, labels: Readonly<Record<string, unknown>>): readonly Pods[] {
    let fewest = this.podsIn(namespace);
    for (const [key, value] of Object.entries(labels)) {
      const pods = this.podsByLabel.get(labelKey(namespace, key, value)) ?? [];
      if (pods.length < fewest.length) fewest = pods;
    }
    return fewest;
  }

  private addPods(pods: Pods): void {
    append(this.podsByNamespace, pods.namespace, pods);
    for (const [key, value] of Object.entries(pods.labels)) {
      append(this.podsByLabel, labelKey(pods.namespace, key, value), pods);
    }
  }

  /** Whether the files hold all pods of the namespace, as far as can be told: some are there, and no operator adds more. */
  knowsPodsIn(namespace: string): boolean {
    // Much of what runs there comes with the cluster.
    if (namespace === 'kube-system') return false;
    return this.podsIn(namespace).length > 0 && !this.open.has(namespace);
  }
}

function labelKey(namespace: string, key: string, value: unknown): string {
  return `${namespace}\n${key}\n${String(value)}`;
}

function append<V>(map: Map<string, V[]>, key: string, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** `Service` of the first group, which has no name; `apps Deployment` of any other. */
function kindKey({ apiVersion, kind }: KubernetesObject): string {
  const group = groupOf(apiVersion);
  return group === '' ? kind : `${group} ${kind}`;
}

export function namespaceOf(object: KubernetesObject): string {
  return object.namespace ?? 'default';
}

/** Groups whose objects steer what others make, and make no pods that stay. */
const MAKES_NO_PODS =
  /(^|\.)(k8s\.io|keda\.sh|cert-manager\.io|istio\.io|fluxcd\.io|cilium\.io|projectcalico\.org|external-secrets\.io|azmonitoring\.coreos\.com|alb\.networking\.azure\.io|projectcontour\.io|dapr\.io|flagger\.app|gatekeeper\.sh|x-k8s\.io|traefik\.io|bitnami\.com)$/;

function mayMakePods({ apiVersion, kind }: KubernetesObject): boolean {
  const group = groupOf(apiVersion);
  if (kind === 'HelmRelease') return true;
  if (!group.includes('.')) return false;
  if (group === 'rabbitmq.com') return kind === 'RabbitmqCluster';
  if (group === 'monitoring.coreos.com')
    return ['Alertmanager', 'Prometheus', 'PrometheusAgent', 'ThanosRuler'].includes(kind);
  return !MAKES_NO_PODS.test(group);
}

/** A value inside a body, whatever the body is. */
export function at(body: unknown, ...path: FieldPath): unknown {
  let value: unknown = body;
  for (const part of path) {
    value =
      typeof part === 'number'
        ? Array.isArray(value)
          ? (value as unknown[])[part]
          : undefined
        : isObject(value)
          ? value[part]
          : undefined;
  }
  return value;
}

/** Each object of a list inside a body, with its place. */
export function* each(body: unknown, ...path: FieldPath): Generator<readonly [Body, FieldPath]> {
  const list = at(body, ...path);
  if (!Array.isArray(list)) return;
  for (const [index, item] of (list as readonly unknown[]).entries()) {
    if (isObject(item)) yield [item, [...path, index]];
  }
}
