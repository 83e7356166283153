import { DataAzurermResourceGroup } from '@cdktf/provider-azurerm/lib/data-azurerm-resource-group';
import type { Construct } from 'constructs';
import { fixAddress } from './address';
import { identityOf, shortNameOf } from './expression';
import { environmentOf } from './place';

/** Late: id of the resource group of a name, looked up below `owner` unless it is the environment's own. */
export function resourceGroupIdOf(owner: Construct, name: string): string {
  const environment = environmentOf(owner);
  if (environment && identityOf(owner, name) === identityOf(owner, environment.resourceGroupName)) {
    return environment.resourceGroupId();
  }
  const id = `group-${shortNameOf(owner, name)}`;
  const present = owner.node.tryFindChild(id) as DataAzurermResourceGroup | undefined;
  return (present ?? fixAddress(new DataAzurermResourceGroup(owner, id, { name }))).id;
}
