import type { Artifacts } from '../../artifact/read/artifacts';
import type { TerraformBlock } from '../../artifact/read/model';
import { known, Reference, unknown } from '../../artifact/read/values';
import { resources } from './blocks';
import type { Truth } from './truth';

/** A role somewhere, as far as it is given to what the files tell. */
interface Assignment {
  readonly block: TerraformBlock;
  readonly principal: Reference | undefined;
  readonly scope: Reference | undefined;
  /** Names where the files tell them. */
  readonly role: string | undefined;
}

/** Built-in roles that change no network, zone or key; any other name may be a role of your own that does. */
const OTHER =
  /Reader$|^Acr|^Key Vault|^Managed Identity|^Monitoring|^Storage|^Azure Kubernetes|^Azure Service Bus|User$/;

/**
 * Whether a principal has one of some roles on a block or above it.
 * @param isPrincipal whether a reference is to the principal's own id
 * @param scopes the block, and what it is in: its network, its resource group
 */
export function hasRole(
  artifacts: Artifacts,
  isPrincipal: (principal: Reference) => boolean,
  scopes: readonly TerraformBlock[],
  roles: readonly string[],
): Truth {
  let open = false;
  for (const { principal, scope, role } of assignments(artifacts)) {
    // A principal or scope that an expression makes may be this one.
    const isOurs = principal === undefined ? unknown : isPrincipal(principal);
    const isHere =
      scope === undefined
        ? unknown
        : scopes.some(({ address, module }) => address === scope.address && module === scope.module);
    const isRole = role === undefined ? unknown : roles.includes(role) || (OTHER.test(role) ? false : unknown);
    if (isOurs === false || isHere === false || isRole === false) continue;
    if (isOurs === true && isHere === true && isRole === true) return true;
    open = true;
  }
  return open ? unknown : false;
}

const found = new WeakMap<Artifacts, readonly Assignment[]>();

function assignments(artifacts: Artifacts): readonly Assignment[] {
  let all = found.get(artifacts);
  if (all === undefined) {
    all = resources(artifacts, 'azurerm_role_assignment').map((block) => {
      const { principal_id: principal, scope, role_definition_name: name } = block.arguments;
      const role = known(name);
      return {
        block,
        principal: principal instanceof Reference ? principal : undefined,
        scope: scope instanceof Reference ? scope : undefined,
        role: typeof role === 'string' ? role : undefined,
      };
    });
    found.set(artifacts, all);
  }
  return all;
}
