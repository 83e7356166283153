import type { TerraformBlock } from '../../artifact/read/model';
import type { Artifacts } from '../../artifact/read/artifacts';
import { textOf, unknown, type Unknown } from '../../artifact/read/values';
import { isComplete, resources } from '../../analysis/cluster/blocks';
import { parametersOf } from '../../analysis/identity/accounts';
import { holdsRole, type Principal } from '../../analysis/identity/grants';
import { endOf, identityBehind, targetOf } from '../../analysis/identity/identities';
import { nearName } from '../../analysis/near-name';
import { objectIndex } from '../../analysis/objects';
import { nodesFor } from '../../analysis/scheduling/node-groups';
import { asBody } from '../../analysis/workload/workloads';
import { compliant, finding, notApplicable, notKnown, type Rule } from '../rule';
import { object } from '../sample';
import { OWN, withCredentials } from './sample';

/** Roles that include the right to read secrets. Azure: "Provide access to Key Vault keys, certificates, and secrets with RBAC". */
const MAY_READ = [
  'Key Vault Secrets User',
  'Key Vault Secrets Officer',
  'Key Vault Administrator',
  'Key Vault Certificate User',
];

const VAULT = {
  azurerm_key_vault: {
    vault: {
      name: 'shop-secrets',
      resource_group_name: 'shop',
      sku_name: 'standard',
      rbac_authorization_enabled: true,
    },
  },
};
const GRANT = {
  azurerm_role_assignment: {
    orders: {
      scope: '${azurerm_key_vault.vault.id}',
      role_definition_name: 'Key Vault Secrets User',
      principal_id: '${azurerm_user_assigned_identity.orders.principal_id}',
    },
  },
};
const CLASS = object('secrets-store.csi.x-k8s.io/v1', 'SecretProviderClass', 'orders', [
  'spec:',
  '  provider: azure',
  '  parameters:',
  '    clientID: "${ORDERS_CLIENT_ID}"',
  '    keyvaultName: shop-secrets',
  '    tenantId: 22222222-2222-2222-2222-222222222222',
  '    objects: "array: []"',
]);

/** A class that names a vault reads nothing by itself: its identity must be allowed to. */
export const vaultWithoutGrant: Rule = {
  id: 'identity/vault-without-grant',
  severity: 'error',
  what: 'reads a Key Vault with an identity that has no grant on it',
  why: 'the vault answers 403: the volume is not mounted, and the pods hang in ContainerCreating',
  fix: 'Assign Key Vault Secrets User on the vault to the identity',
  sources: ['Azure: Access Azure Key Vault with the CSI Driver Identity Provider'],
  facts: ['ID14'],
  examples: {
    failing: { 'orders.yaml': CLASS, 'cdk.tf.json': withCredentials([OWN], { more: VAULT }) },
    mended: { 'orders.yaml': CLASS, 'cdk.tf.json': withCredentials([OWN], { more: { ...VAULT, ...GRANT } }) },
    notApplicable: { 'cdk.tf.json': withCredentials([OWN], { more: VAULT }) },
    unknown: { 'orders.yaml': CLASS },
  },
  *check({ artifacts }) {
    const objects = objectIndex(artifacts);
    const vaults = resources(artifacts, 'azurerm_key_vault');
    for (const one of objects.ofKind('SecretProviderClass')) {
      if (asBody(one.body.spec)?.provider !== 'azure') {
        yield notApplicable(one);
        continue;
      }
      const { keyvaultName, clientID, userAssignedIdentityID } = parametersOf(one);
      const vault = vaults.find((block) => textOf(block.arguments.name) === keyvaultName);
      const view = nodesFor(one, artifacts)?.view;
      const id = typeof clientID === 'string' && clientID !== '' ? clientID : userAssignedIdentityID;
      const identity = identityBehind(id, one, artifacts);
      const principal: Principal | undefined = identity === unknown ? undefined : { block: identity };
      const meant = vault ? undefined : nearName(String(keyvaultName), namesOf(vaults));
      if (meant !== undefined) {
        yield finding(one, ['spec', 'parameters', 'keyvaultName'], {
          detail: `reads vault '${String(keyvaultName)}', which these files do not make; they make '${meant}'`,
          fix: `Write '${meant}', if that is meant`,
        });
        continue;
      }
      if (!vault || !view || !principal) {
        yield notKnown(one, 'its vault or the identity that reads it is not in these files');
        continue;
      }
      const answer = mayRead(principal, vault, artifacts);
      if (answer === true) yield compliant(one);
      else if (answer === unknown || !isComplete(artifacts, vault) || !isComplete(artifacts, principal.block)) {
        yield notKnown(one, `who may read ${vault.address} is not all in these files`);
      } else {
        yield finding(one, ['spec', 'parameters', 'keyvaultName'], {
          detail: `reads vault '${String(keyvaultName)}' as ${principal.block.address}, which has no grant on it`,
        });
      }
    }
    for (const one of [...objects.ofKind('TriggerAuthentication'), ...objects.ofKind('ClusterTriggerAuthentication')]) {
      const vaultOf = asBody(asBody(one.body.spec)?.azureKeyVault);
      const host = /^https:\/\/([a-z0-9-]+)\.vault\./.exec(String(vaultOf?.vaultUri))?.[1];
      if (!vaultOf) {
        yield notApplicable(one);
        continue;
      }
      const vault = vaults.find((block) => textOf(block.arguments.name) === host);
      const identity = identityBehind(asBody(vaultOf.podIdentity)?.identityId, one, artifacts);
      if (!vault || identity === unknown) {
        yield notKnown(one, 'its vault or the identity that reads it is not in these files');
        continue;
      }
      const answer = mayRead({ block: identity }, vault, artifacts);
      if (answer === true) yield compliant(one);
      else if (answer === unknown || !isComplete(artifacts, vault))
        yield notKnown(one, `who may read ${vault.address} is not all in these files`);
      else {
        yield finding(one, ['spec', 'azureKeyVault', 'vaultUri'], {
          detail: `reads vault '${host}' as ${identity.address}, which has no grant on it`,
        });
      }
    }
  },
};

/** By role, or by access policy where the vault has those. */
function mayRead(principal: Principal, vault: TerraformBlock, artifacts: Artifacts): boolean | Unknown {
  const byRole = holdsRole(principal, MAY_READ, vault, artifacts);
  if (byRole !== false) return byRole;
  const policies = resources(artifacts, 'azurerm_key_vault_access_policy').filter(
    ({ arguments: { key_vault_id: id } }) => targetOf(artifacts, id) === vault,
  );
  if (policies.some(({ arguments: fields }) => targetOf(artifacts, fields.object_id) === principal.block)) return true;
  const open = policies.some(({ arguments: fields }) => endOf(fields.object_id) === undefined);
  return open || vault.arguments.access_policy !== undefined ? unknown : false;
}

function namesOf(vaults: readonly TerraformBlock[]): readonly string[] {
  return vaults.flatMap(({ arguments: { name } }) => textOf(name) ?? []);
}
