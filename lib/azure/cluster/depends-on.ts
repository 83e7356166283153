import { TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { expressionOf } from '../expression';
import type { ISubnet, TerraformDependency } from '../network/contracts';

/** Addresses for `depends_on`, of what is in the stack of `scope`; other stacks are deployed first anyway. */
export function addressesOf(scope: Construct, dependencies: readonly TerraformDependency[]): readonly string[] {
  const stack = TerraformStack.of(scope);
  return dependencies
    .filter((one) => !Construct.isConstruct(one) || TerraformStack.of(one) === stack)
    .map(({ fqn }) => expressionOf(scope, fqn).replace(/^\$\{|\}$/g, ''));
}

/** What must be there before nodes or pods are put into these subnets: their security groups and their way out. */
export function subnetAddresses(scope: Construct, subnets: readonly ISubnet[]): readonly string[] {
  return subnets
    .filter((subnet) => TerraformStack.of(subnet) === TerraformStack.of(scope))
    .flatMap((subnet) => addressesOf(scope, subnet.dependencies));
}

/** A subnet that is named, not referred to, must be waited for by its address. A literal id is of no resource here. */
export function ownAddress(scope: Construct, subnet: ISubnet): readonly string[] {
  if (TerraformStack.of(subnet) !== TerraformStack.of(scope)) return [];
  const [, address] = /^\$\{((?:data\.)?[\w-]+\.[\w-]+)\.id\}$/.exec(expressionOf(scope, subnet.subnetId)) ?? [];
  return address === undefined ? [] : [address];
}
