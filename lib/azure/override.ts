import type { TerraformElement } from 'cdktf';
import type { IConstruct } from 'constructs';
import { invalid } from '../core/errors';
import { joinOf } from '../core/join';

/** Why the typed surface is left; listed in every report. */
export interface OverrideOptions {
  /** A sentence that a reviewer would accept. */
  readonly reason: string;
}

/**
 * Sets a property of the rendered resource past the typed surface, in Terraform's own words.
 *
 * @param property dotted, such as `default_node_pool.0.scale_down_mode`
 * @throws CdkAksError `override/reason` without a reason
 */
export function overrideProperty(
  owner: IConstruct,
  resource: TerraformElement,
  property: string,
  value: unknown,
  options: OverrideOptions,
): void {
  if (options.reason.trim() === '') {
    throw invalid(owner, {
      property: 'reason',
      rule: `is empty for the override of '${property}'`,
      fix: 'Say in a sentence why the typed props are not enough',
      code: 'override/reason',
    });
  }
  resource.addOverride(property, value);
  joinOf(owner)?.recordOverride({ path: owner.node.path, property, reason: options.reason });
}
