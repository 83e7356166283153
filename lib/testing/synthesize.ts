import type { Artifacts } from '../artifact/read/artifacts';
import type { Body } from '../artifact/read/model';
import type { Kinds } from '../kubernetes/api/kinds';
import type { AksApp } from '../platform/aks-app';
import { renderArtifacts } from '../platform/render-artifacts';

/** What an object of a kind says: typed where the kind is known. */
export type RenderedObject<V extends string, K extends string> = `${V} ${K}` extends keyof Kinds
  ? Kinds[`${V} ${K}`]
  : Body;

/** The artifacts of a program, with finders that know the fields of kinds. */
export interface RenderedArtifacts extends Omit<Artifacts, 'object'> {
  /**
   * What one object says: `artifacts.object('apps/v1', 'Deployment', 'cart').spec?.replicas`.
   *
   * @param namespace where objects of several namespaces have that name
   * @throws Error naming what there is, where no object or more than one has that name
   */
  object<V extends string, K extends string>(
    apiVersion: V,
    kind: K,
    name: string,
    namespace?: string,
  ): RenderedObject<V, K>;
}

/**
 * Renders a program and reads the result; nothing is written.
 *
 * ```ts
 * const artifacts = synthesize(app);
 * expect(artifacts.terraform('azurerm_kubernetes_cluster', 'aks').sku_tier).toBe('Standard');
 * ```
 *
 * @throws SynthFailed with every problem of every construct
 */
export function synthesize(app: AksApp): RenderedArtifacts {
  return renderArtifacts(app) as RenderedArtifacts;
}
