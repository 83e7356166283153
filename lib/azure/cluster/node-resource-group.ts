import { TerraformResource, Token } from 'cdktf';
import type { Construct, IConstruct } from 'constructs';
import { pathOf, type Problems } from '../../core/errors';

/** Azure: "Frequently asked questions about AKS": the name of the group that AKS makes. */
const LONGEST = 80;

/** ID21: AKS makes the group of the nodes itself. Asked once the program has run, since anything may make a group. */
export function checkNodeResourceGroup(cluster: Construct, name: string, problems: Problems): void {
  if (Token.isUnresolved(name)) return;
  if (name.length > LONGEST) {
    problems.add({
      property: 'nodeResourceGroupName',
      value: name,
      rule: `has ${name.length} characters, and AKS takes ${LONGEST}`,
      fix: 'Shorten it, or leave it out (ID21)',
      code: 'cluster/node-group-length',
    });
  }
  const other = cluster.node.root.node
    .findAll()
    .find((one) => !one.node.scopes.includes(cluster) && groupNameOf(one)?.toLowerCase() === name.toLowerCase());
  if (other === undefined) return;
  problems.add({
    property: 'nodeResourceGroupName',
    value: name,
    rule: `is the group that ${pathOf(ownerOf(other))} makes, and AKS makes it itself`,
    fix: 'Name a group that nothing makes, or leave it out (ID21)',
    code: 'cluster/node-group-exists',
  });
}

/** Literal name of the resource group that a resource makes. */
function groupNameOf(one: IConstruct): string | undefined {
  if (!TerraformResource.isTerraformResource(one)) return undefined;
  const { nameInput, nodeResourceGroupInput } = one as { nameInput?: string; nodeResourceGroupInput?: string };
  if (one.terraformResourceType === 'azurerm_resource_group') return nameInput;
  return one.terraformResourceType === 'azurerm_kubernetes_cluster' ? nodeResourceGroupInput : undefined;
}

/** The construct that a program names: the resource within it is ours. */
function ownerOf(resource: IConstruct): IConstruct {
  return resource.node.id === 'Resource' ? (resource.node.scope ?? resource) : resource;
}
