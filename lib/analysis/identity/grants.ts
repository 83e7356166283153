import type { Artifacts } from '../../artifact/read/artifacts';
import type { TerraformBlock } from '../../artifact/read/model';
import { Reference, textOf, unknown, type Unknown, type Value } from '../../artifact/read/values';
import { resources } from '../cluster/blocks';
import { endOf, targetOf } from './identities';

/** Who holds a role: a managed identity, or an identity that AKS made for a cluster. */
export interface Principal {
  readonly block: TerraformBlock;
  /** Of a cluster: `kubelet_identity`, `key_vault_secrets_provider`. */
  readonly part?: string;
}

/**
 * Whether a principal holds one of some roles on a resource or on its resource group. Unknown where an assignment on
 * either does not tell its role or principal.
 */
export function holdsRole(
  principal: Principal,
  roles: readonly string[],
  resource: TerraformBlock,
  artifacts: Artifacts,
): boolean | Unknown {
  const group = targetOf(artifacts, resource.arguments.resource_group_name);
  let open = false;
  for (const block of resources(artifacts, 'azurerm_role_assignment')) {
    const each = block.instances === unknown ? [block] : block.instances;
    for (const { arguments: fields } of each) {
      const reach = reaches(fields.scope, resource, group, artifacts);
      const role = roleOf(fields, roles);
      const holder = isPrincipal(fields.principal_id, principal, artifacts);
      if (reach === false || role === false || holder === false) continue;
      if (reach === true && role === true && holder === true) return true;
      open = true;
    }
  }
  return open ? unknown : false;
}

function reaches(
  scope: Value | undefined,
  resource: TerraformBlock,
  group: TerraformBlock | undefined,
  artifacts: Artifacts,
): boolean | Unknown {
  const target = targetOf(artifacts, scope);
  if (target) {
    if (target === resource || target === group) return true;
    // Subscriptions and management groups come as data.
    return target.mode === 'data' ? unknown : false;
  }
  const text = textOf(scope);
  if (text === undefined) return unknown;
  const name = textOf(resource.arguments.name);
  return name !== undefined && text.endsWith(`/${name}`) ? true : /\/providers\//.test(text) ? false : unknown;
}

function roleOf(fields: Readonly<Record<string, Value>>, roles: readonly string[]): boolean | Unknown {
  const name = textOf(fields.role_definition_name);
  if (name !== undefined) return roles.includes(name);
  return unknown;
}

function isPrincipal(value: Value | undefined, principal: Principal, artifacts: Artifacts): boolean | Unknown {
  const end = endOf(value);
  // An id that is written out belongs to what was there before: none of what these files make.
  if (textOf(value) !== undefined) return false;
  if (!(end instanceof Reference)) return unknown;
  const target = targetOf(artifacts, end);
  if (!target) return unknown;
  if (target !== principal.block) {
    // A data source may read the very identity that AKS made.
    return target.mode === 'data' ? unknown : false;
  }
  return principal.part === undefined || end.attribute[0] === principal.part;
}
