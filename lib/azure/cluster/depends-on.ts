import { TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { expressionOf } from '../expression';
import type { ISubnet, TerraformDependency } from '../network/contracts';

/** Addresses for `depends_on`, of resources in the stack of `scope`; other stacks are deployed first anyway. */
export function addressesOf(scope: Construct, dependencies: readonly TerraformDependency[]): readonly string[] {
  return dependencies.map(({ fqn }) => expressionOf(scope, fqn).replace(/^\$\{|\}$/g, ''));
}

/** What must be there before nodes or pods are put into these subnets: the subnets themselves and their way out. */
export function subnetAddresses(scope: Construct, subnets: readonly ISubnet[]): readonly string[] {
  const stack = TerraformStack.of(scope);
  return subnets
    .filter((subnet) => TerraformStack.of(subnet) === stack)
    .flatMap((subnet) => [...ownAddress(scope, subnet), ...addressesOf(scope, subnet.dependencies)]);
}

/** A subnet that is named, not referred to, must be waited for by its address. A literal id is of no resource here. */
function ownAddress(scope: Construct, subnet: ISubnet): readonly string[] {
  const [, address] = /^\$\{((?:data\.)?[\w-]+\.[\w-]+)\.id\}$/.exec(expressionOf(scope, subnet.subnetId)) ?? [];
  return address === undefined ? [] : [address];
}
