import { TerraformElement, TerraformModule, TerraformOutput, type TerraformStack, TerraformVariable } from 'cdktf';
import { TerraformDataSource, TerraformLocal, TerraformResource } from 'cdktf';
import type { IConstruct } from 'constructs';
import { type Problem, pathOf } from '../core/errors';

/**
 * Elements of one stack that have one Terraform address: cdktf would merge them into one. Asked after cdktf has rendered,
 * since Aspects may give addresses until then.
 */
export function addressProblems(stack: TerraformStack): readonly Problem[] {
  const taken = new Map<string, IConstruct>();
  return stack.node.findAll().flatMap((element): Problem[] => {
    const address = addressOf(element);
    const other = address === undefined ? undefined : taken.get(address);
    if (address !== undefined) taken.set(address, element);
    if (other === undefined) return [];
    return [
      {
        path: pathOf(element),
        property: 'id',
        value: address,
        rule: `is the Terraform address of ${pathOf(other)} too`,
        fix: 'Rename one of the two constructs',
        code: 'address/clash',
      },
    ];
  });
}

/** `azurerm_subnet.nodes`; undefined for what others can't refer to. */
function addressOf(element: IConstruct): string | undefined {
  if (!TerraformElement.isTerraformElement(element)) return undefined;
  const kind = kindOf(element);
  return kind === undefined ? undefined : `${kind}.${element.friendlyUniqueId}`;
}

function kindOf(element: TerraformElement): string | undefined {
  if (TerraformResource.isTerraformResource(element)) return element.terraformResourceType;
  if (TerraformDataSource.isTerraformDataSource(element)) return `data.${element.terraformResourceType}`;
  if (TerraformOutput.isTerraformOutput(element)) return 'output';
  if (element instanceof TerraformVariable) return 'var';
  if (element instanceof TerraformLocal) return 'local';
  return element instanceof TerraformModule ? 'module' : undefined;
}
