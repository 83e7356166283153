import { Fields } from '../../analysis/cluster/fields';
import { isGuid } from '../../analysis/terraform/ids';
import { unknown } from '../../artifact/read/values';
import { compliant, finding, notApplicable, notKnown, type Rule } from '../rule';
import { terraform } from '../sample';
import { terraformExamples } from './sample';

/** Arguments that take an id of Entra, as the provider checks it. */
const ARGUMENTS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  azurerm_key_vault: [['tenant_id']],
  azurerm_key_vault_access_policy: [['tenant_id'], ['object_id']],
  azurerm_kubernetes_cluster: [
    ['azure_active_directory_role_based_access_control', 'admin_group_object_ids'],
    ['azure_active_directory_role_based_access_control', 'tenant_id'],
    ['kubelet_identity', 'client_id'],
    ['kubelet_identity', 'object_id'],
  ],
  azurerm_role_assignment: [['principal_id']],
};

const grant = (principal_id: string): string =>
  terraform({
    azurerm_role_assignment: {
      shop: {
        scope: '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/shop',
        role_definition_name: 'Reader',
        principal_id,
      },
    },
  });

/** Entra knows tenants, groups and identities by GUID alone. */
export const notAGuid: Rule = {
  id: 'terraform/not-a-guid',
  severity: 'error',
  what: 'has a name where Azure takes the id of a tenant, a group or an identity',
  why: 'the provider or Azure refuses it; a group that is named instead of given by its id lets nobody in',
  fix: 'Write the object id as Entra shows it: 00000000-0000-0000-0000-000000000000',
  sources: ['Terraform: azurerm_kubernetes_cluster', 'Azure: Add or edit role assignments, principal id'],
  examples: terraformExamples(
    grant('shop-operators'),
    grant('11111111-1111-1111-1111-111111111111'),
    grant('${var.operators}'),
  ),
  *check({ artifacts }) {
    for (const block of artifacts.terraform()) {
      const paths = block.mode === 'resource' ? (ARGUMENTS[block.type] ?? []) : [];
      const fields = new Fields(block.arguments, block.body);
      if (paths.length === 0) yield notApplicable(block);
      for (const path of paths) {
        const texts = fields.texts(...path);
        const wrong = texts === unknown ? undefined : texts?.find((text) => !isGuid(text));
        if (texts === undefined) yield notApplicable(block);
        // What another resource or data source gives is a GUID.
        else if (texts === unknown && fields.has(...path) === true) yield compliant(block);
        else if (texts === unknown) yield notKnown(block, `its ${path.at(-1)} is not in these files`);
        else if (wrong === undefined) yield compliant(block);
        else
          yield finding(block, fields.path(...path), { detail: `has the ${path.at(-1)} '${wrong}', which is no GUID` });
      }
    }
  },
};
