import { Lazy, type TerraformResource, TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { mark } from '../core/marks';

const PREREQUISITE = Symbol.for('cdk-aks.workload-prerequisite');

/**
 * Marks what must be there before pods start, though nothing they name refers to it: role assignments, federated
 * credentials. What applies workloads waits for it.
 */
export function markPrerequisite<T extends TerraformResource>(resource: T): T {
  if (!(PREREQUISITE in resource)) mark(resource, PREREQUISITE);
  return resource;
}

/**
 * Makes a resource wait for all prerequisites of its own stack, those included that are declared later in the program.
 *
 * @param below what lies below this construct belongs to the waiting resource and is left out
 */
export function waitForPrerequisites(
  resource: TerraformResource,
  below: IConstruct,
  also: readonly TerraformResource[],
): void {
  resource.dependsOn = Lazy.listValue({
    produce: () => {
      const marked = TerraformStack.of(resource)
        .node.findAll()
        .filter((node): node is TerraformResource => PREREQUISITE in node && !node.node.scopes.includes(below));
      return [...also, ...marked].map((one) => `${one.terraformResourceType}.${one.friendlyUniqueId}`);
    },
  });
}
