import { DataAzurermResourceGroup } from '@cdktf/provider-azurerm/lib/data-azurerm-resource-group';
import type { Construct } from 'constructs';
import { fixAddress } from './address';
import { expressionOf } from './expression';
import { environmentOf } from './place';

/** Late: id of the resource group of a name, looked up below `owner` unless it is the environment's own. */
export function resourceGroupIdOf(owner: Construct, name: string): string {
  const environment = environmentOf(owner);
  if (environment && expressionOf(owner, name) === expressionOf(owner, environment.resourceGroupName)) {
    return environment.resourceGroupId();
  }
  return fixAddress(new DataAzurermResourceGroup(owner, 'resource-group', { name })).id;
}
