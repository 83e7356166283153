import type { IConstruct } from 'constructs';
import type { AzureNameType } from '../../core/azure-name-rules';
import { Problems } from '../../core/errors';
import { azureName } from '../../core/names';
import { environmentOf } from '../place';

/** A resource that exists already, by its name. */
export interface ExistingResource {
  /** Azure's name. */
  readonly name: string;
  /**
   * Resource group that holds it.
   * @default - the environment's
   */
  readonly resourceGroupName?: string;
}

/** @throws CdkAksError `name/azure`, `place/missing` */
export function existingPlace(scope: IConstruct, type: AzureNameType, existing: ExistingResource) {
  const problems = new Problems(scope);
  problems.attempt('name', () => azureName(type, existing.name));
  const resourceGroupName = existing.resourceGroupName ?? environmentOf(scope)?.resourceGroupName;
  if (resourceGroupName === undefined) {
    problems.add({
      property: 'resourceGroupName',
      rule: 'is needed in a stack that is no Environment',
      fix: 'Name the group that holds what is brought',
      code: 'place/missing',
    });
  }
  problems.throwIfAny();
  return { name: existing.name, resourceGroupName: resourceGroupName as string };
}
