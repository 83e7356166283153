import { ApiObject, type ApiObjectProps } from 'cdk8s';
import { Chart, Lazy } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';
import { addCheck } from '../core/checks';
import type { Problems } from '../core/errors';
import { joinOf } from '../core/join';
import { isLate } from '../core/late';

/** Any Kubernetes object of the generated types in `kubernetes/api`. */
export interface KubernetesManifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata?: unknown;
}

/** A manifest of which any part may be produced when the program has run. */
export type Deferred<T> = T extends string | number | boolean | undefined
  ? T | Lazy
  : T extends readonly (infer Item)[]
    ? readonly Deferred<Item>[] | Lazy
    : { readonly [Field in keyof T]: Deferred<T[Field]> } | Lazy;

/**
 * A Kubernetes object typed by the schemas of the API server, of any supported minor.
 *
 * @example new KubernetesObject<v1.ConfigMap>(namespace, 'flags', { apiVersion: 'v1', kind: 'ConfigMap', data: { a: 'b' } });
 */
export class KubernetesObject<T extends KubernetesManifest = KubernetesManifest> extends ApiObject {
  constructor(scope: Construct, id: string, manifest: { readonly [Field in keyof T]: Deferred<T[Field]> }) {
    super(scope, id, manifest as unknown as ApiObjectProps);
    // An AksApp fills late values in as it renders; elsewhere they would be written as they look inside.
    if (!joinOf(this)) addCheck(this, (problems) => refuseLateValues(this, problems));
  }
}

/** Adds `app/join-needed` where some part of the object is known only to Azure. */
function refuseLateValues(object: ApiObject, problems: Problems): void {
  if (!isLate(JSON.stringify(object.toJson()))) return;
  problems.add({
    rule: 'holds a value that only Azure knows, and nothing hands it over in a plain cdk8s App',
    fix: 'Create the program with `new AksApp()` in place of `new App()`, and put the chart below `cluster.kubernetes`',
    code: 'app/join-needed',
  });
}

/**
 * Name of the object that a construct stands for: the ids below its namespace or chart, joined by hyphens. Never a hash,
 * so that a name in a manifest can be found in the program.
 */
export function objectName(scope: IConstruct): string {
  return idsBelowChart(scope).join('-');
}

function idsBelowChart(scope: IConstruct): string[] {
  const chart = Chart.of(scope);
  return scope.node.scopes
    .slice(chart.node.scopes.length)
    .map((part) => part.node.id)
    .filter((id) => id !== 'Resource' && id !== 'Default');
}

/** Namespace that objects of this construct are in: its chart's, else `default`. */
export function namespaceOf(scope: IConstruct): string {
  return Chart.of(scope).namespace ?? 'default';
}

/** Metadata of an object that is in no namespace; its chart would put it into its own. */
export function clusterWide(name: string) {
  const namespace = Lazy.any({ produce: () => undefined }) as Lazy;
  return { name, namespace, labels: { 'app.kubernetes.io/managed-by': 'cdk-aks' } } as const;
}
