import { type TerraformElement, TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { invalid, pathOf } from '../core/errors';
import { terraformAddress } from '../core/terraform-address';

const TAKEN = Symbol.for('cdk-aks.addresses');

/**
 * Fixes the Terraform address of a resource: the ids below its stack, `Resource` dropped. An address is a contract with
 * the state that exists already, so it must not depend on a hash or on cdktf's version.
 *
 * @throws CdkAksError `address/clash` naming both constructs
 */
export function fixAddress<T extends TerraformElement>(element: T): T {
  const stack = TerraformStack.of(element);
  const ids = element.node.scopes.slice(stack.node.scopes.length).map((scope) => scope.node.id);
  const logicalId = terraformAddress(ids);
  claim(stack, element, logicalId);
  element.overrideLogicalId(logicalId);
  return element;
}

function claim(stack: TerraformStack, element: IConstruct, logicalId: string): void {
  const key = `${element.constructor.name}.${logicalId}`;
  const holder = stack as TerraformStack & { [TAKEN]?: Map<string, IConstruct> };
  if (!holder[TAKEN]) Object.defineProperty(holder, TAKEN, { value: new Map() });
  const taken = holder[TAKEN] as unknown as Map<string, IConstruct>;
  const other = taken.get(key);
  if (other) {
    throw invalid(ownerOf(element), {
      property: 'id',
      value: logicalId,
      rule: `is the Terraform address of ${pathOf(ownerOf(other))} too`,
      fix: 'Rename one of the two constructs',
      code: 'address/clash',
    });
  }
  taken.set(key, element);
}

/** The construct that a program names: the resource within it is ours. */
function ownerOf(element: IConstruct): IConstruct {
  return element.node.id === 'Resource' ? (element.node.scope ?? element) : element;
}
