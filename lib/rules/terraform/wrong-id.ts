import type { FieldPath } from '../../artifact/field-path';
import type { Link } from '../../artifact/read/expression/links';
import type { TerraformBlock } from '../../artifact/read/model';
import { idShape, type IdTarget, idTarget, isIdOf } from '../../analysis/terraform/ids';
import { evaluatedTexts } from '../../analysis/terraform/parts';
import { type Fault, judge } from '../judge';
import type { Rule } from '../rule';
import { network, terraformExamples } from './sample';

const association = (id: string): string =>
  network(
    {},
    {
      azurerm_network_security_group: {
        nodes: { name: 'nodes', location: 'westeurope', resource_group_name: 'shop' },
      },
      azurerm_subnet_network_security_group_association: {
        nodes: { subnet_id: id, network_security_group_id: '${azurerm_network_security_group.nodes.id}' },
      },
    },
  );

/** A text is a text to Terraform: what kind of id an argument wants, only the provider or Azure say. */
export const wrongId: Rule = {
  id: 'terraform/wrong-id',
  severity: 'error',
  what: 'names a resource by what its argument does not take',
  why: 'the plan is fine where the value is only known after apply, and the apply stops midway: the id cannot be parsed',
  fix: 'Write the id where an id is wanted, the name where a name is, and of a resource of that type',
  sources: ['Terraform: azurerm provider, resource ids', 'Azure: Resource naming and ids'],
  examples: terraformExamples(association('${azurerm_subnet.nodes.name}'), association('${azurerm_subnet.nodes.id}')),
  *check({ artifacts }) {
    for (const block of artifacts.terraform()) {
      if (!block.type.startsWith('azurerm_')) continue;
      const faults = [...evaluatedTexts(block.body)].flatMap((one) => faultOf(block, one) ?? []);
      yield* judge(block, faults);
    }
  },
};

interface Written {
  readonly text: string;
  readonly field: FieldPath;
}

function faultOf(block: TerraformBlock, { text, field }: Written): Fault | undefined {
  const argument = field.findLast((step): step is string => typeof step === 'string');
  if (argument === undefined || text === '') return undefined;
  const wanted = idTarget(block.type, argument);
  const link = text.startsWith('${')
    ? block.links.find((one) => text === `\${${one.text}}` && one.at.join() === field.join())
    : undefined;
  const detail = link ? wrongReference(block, argument, link, wanted) : wanted && wrongLiteral(argument, text, wanted);
  return detail === undefined ? undefined : { field, ...detail };
}

type Detail = Pick<Fault, 'detail' | 'fix'>;

function wrongReference(
  { type }: TerraformBlock,
  argument: string,
  { root, type: of, name, attributes, text }: Link,
  wanted: IdTarget | undefined,
): Detail | undefined {
  if ((root !== 'resource' && root !== 'data') || !of.startsWith('azurerm_')) return undefined;
  const [attribute] = attributes;
  if (attribute === undefined || attributes.length > 1) return undefined;
  const block = `${root === 'data' ? 'data.' : ''}${of}.${name}`;
  if (wanted) {
    const isOfType = wanted.types.some((one) => of === one || of.startsWith(`${one}_`));
    if (attribute === 'id' && !isOfType) {
      return {
        detail: `gives ${argument} the id of ${block}, which is no ${wanted.types.join(' or ')}`,
        fix: `Give it the id of ${article(wanted.types[0] as string)}`,
      };
    }
    if (isOfType && isNoId(of, attribute)) {
      return {
        detail: `gives ${argument} the ${attribute} of ${block} where it takes the id`,
        fix: `Write \${${block}.id}`,
      };
    }
    return undefined;
  }
  if (argument.endsWith('_name') && attribute === 'id') {
    return { detail: `gives ${argument} the id of ${block} where it takes the name`, fix: `Write \${${block}.name}` };
  }
  return ofRole(type, argument, attribute, block, text, of);
}

/** Attributes by which people mistake a resource for its id. */
function isNoId(type: string, attribute: string): boolean {
  if (attribute === 'workspace_id') return type === 'azurerm_log_analytics_workspace';
  return ['name', 'location', 'principal_id', 'client_id', 'vault_uri', 'login_server', 'fqdn'].includes(attribute);
}

function ofRole(
  type: string,
  argument: string,
  attribute: string,
  block: string,
  text: string,
  of: string,
): Detail | undefined {
  if (type !== 'azurerm_role_assignment') return undefined;
  if (argument === 'principal_id' && of === 'azurerm_user_assigned_identity' && /^(id|client_id)$/.test(attribute)) {
    return {
      detail: `gives a role to ${text}, which is no principal`,
      fix: `Write \${${block}.principal_id}`,
    };
  }
  if (argument === 'scope' && isNoId(of, attribute)) {
    return {
      detail: `gives a role on ${text}, where the id of a resource is wanted`,
      fix: `Write \${${block}.id}`,
    };
  }
  return undefined;
}

function wrongLiteral(argument: string, text: string, wanted: IdTarget): Detail | undefined {
  if (/[$%]\{/.test(text) || wanted.words?.includes(text) || isIdOf(wanted, text)) return undefined;
  return {
    detail: `gives ${argument} '${text}', which is no id of ${article(wanted.types[0] as string)}`,
    fix: `Write ${idShape(wanted)}`,
  };
}

function article(type: string): string {
  return `${/^azurerm_/.test(type) ? 'an' : 'a'} ${type}`;
}
