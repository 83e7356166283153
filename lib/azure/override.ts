import { Lazy, type TerraformElement } from 'cdktf';
import type { IConstruct } from 'constructs';
import { type Problem, Problems } from '../core/errors';
import { joinOf } from '../core/join';

/** Why the typed surface is left; listed in every report. */
export interface OverrideOptions {
  /** A sentence that a reviewer would accept. */
  readonly reason: string;
}

const PROPERTY = /^[a-z][a-z0-9_]*(\.([a-z][a-z0-9_]*|\d+))*$/;

/**
 * Sets a property of the rendered resource past the typed surface, in Terraform's own words. The value replaces what
 * stands there; `undefined` removes it.
 *
 * @param property dotted, such as `default_node_pool.0.scale_down_mode`
 * @throws CdkAksError `override/reason` without a reason, `override/property` for a name that Terraform does not have
 */
export function overrideProperty(
  owner: IConstruct,
  resource: TerraformElement,
  property: string,
  value: unknown,
  options: OverrideOptions,
): void {
  check(owner, property, options);
  setProperty(resource, property, value);
  joinOf(owner)?.recordOverride({ path: owner.node.path, property, reason: options.reason });
}

/** Sets a property without recording it: for the further resources of a construct that is several. */
export function setProperty(resource: TerraformElement, property: string, value: unknown): void {
  // cdktf appends an array to the one that is there and merges objects; behind a token both are set as they are.
  const whole = typeof value === 'object' && value !== null ? Lazy.anyValue({ produce: () => value }) : value;
  resource.addOverride(property, whole);
}

function check(owner: IConstruct, property: string, options: OverrideOptions): void {
  const problems = new Problems(owner);
  const add = (problem: Problem) => problems.add(problem);
  if (!PROPERTY.test(property)) {
    add({
      property: 'property',
      value: property,
      rule: "is not the name of an argument in Terraform's words",
      fix: 'Write it in lower case with dots between blocks, such as default_node_pool.0.scale_down_mode',
      code: 'override/property',
    });
  }
  if (options.reason.trim() === '') {
    add({
      property: 'reason',
      rule: `is empty for the override of '${property}'`,
      fix: 'Say in a sentence why the typed props are not enough',
      code: 'override/reason',
    });
  }
  problems.throwIfAny();
}
