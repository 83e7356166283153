import { ApiObject, type ApiObjectProps } from 'cdk8s';
import { Chart, type Lazy } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';

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
  }
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
