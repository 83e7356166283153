import { Token } from 'cdktf';
import type { IConstruct } from 'constructs';
import type { Cloud } from '../core/contracts';
import { Problems } from '../core/errors';
import { azureName } from '../core/names';
import { environmentOf } from './place';

/** A resource that exists already and is not managed here. */
export interface ExistingResource {
  readonly name: string;
  /**
   * Resource group that holds it.
   * @default - the environment's
   */
  readonly resourceGroupName?: string;
}

/** Name and group of a brought resource, checked. @throws CdkAksError what `checkName` throws, `name/azure`, `place/missing` */
export function findExisting(
  scope: IConstruct,
  existing: ExistingResource,
  checkName: (name: string) => string,
): { readonly name: string; readonly resourceGroupName: string; readonly cloud: Cloud } {
  const problems = new Problems(scope);
  const environment = environmentOf(scope);
  const group = existing.resourceGroupName;
  problems.attempt('name', () => checkName(existing.name));
  if (group !== undefined && !Token.isUnresolved(group)) {
    problems.attempt(undefined, () => azureName('resourceGroup', group, 'resourceGroupName'));
  }
  const resourceGroupName = group ?? environment?.resourceGroupName;
  if (resourceGroupName === undefined) {
    problems.add({
      property: 'resourceGroupName',
      rule: 'is needed in a stack that is no Environment',
      fix: 'Set resourceGroupName, or create the stack with `new Environment(…)`',
      code: 'place/missing',
    });
  }
  problems.throwIfAny();
  return {
    name: existing.name,
    resourceGroupName: resourceGroupName as string,
    cloud: environment?.cloud ?? 'public',
  };
}
