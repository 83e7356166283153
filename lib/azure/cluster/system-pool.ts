import type { TerraformElement } from 'cdktf';
import type { Construct } from 'constructs';
import { overrideProperty, type OverrideOptions } from '../override';
import { AnyNodePool, type PoolHost } from './any-node-pool';
import type { SystemPoolProps } from './pool-props';
import { defaultPoolArguments, ignoredChanges, type PoolPart } from './pool-render';

/** The pool that is made with the cluster: part of the cluster's own resource. */
export class SystemPool extends AnyNodePool {
  /** @internal */
  constructor(
    scope: Construct,
    id: string,
    props: SystemPoolProps,
    host: PoolHost,
    private readonly clusterResource: () => TerraformElement,
  ) {
    super(scope, id, { kind: 'default', props }, host);
  }

  /** @internal */
  get arguments() {
    return defaultPoolArguments(this.spec, this.parts[0] as PoolPart, this.host.context);
  }

  /** @internal */
  get ignoredChanges(): readonly string[] {
    return ignoredChanges(this.spec.scale, this.host.context, 'default_node_pool[0].');
  }

  /**
   * Sets a property of `default_node_pool` past the typed surface, in Terraform's own words: `fips_enabled`.
   * @throws CdkAksError `override/reason` without a reason
   */
  override(property: string, value: unknown, options: OverrideOptions): void {
    overrideProperty(this, this.clusterResource(), `default_node_pool.${property}`, value, options);
  }
}
