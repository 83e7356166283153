import { isSame } from '../../analysis/cluster/fields';
import { all, not } from '../../analysis/cluster/truth';
import { Reference } from '../../artifact/read/values';
import type { Rule } from '../rule';
import { clusterExamples } from './examples';
import { eachCluster } from './judge';

const BLOCK = 'azure_active_directory_role_based_access_control';

function entra(fields: object): { cluster: Record<string, unknown> } {
  return { cluster: { [BLOCK]: { azure_rbac_enabled: true, ...fields } } };
}

/** Azure's roles are kept in the subscription's own tenant. */
export const azureRbacTenant: Rule = {
  id: 'cluster/roles-of-another-tenant',
  severity: 'warning',
  what: "leaves authorization to Azure's roles and names a tenant that may not be the subscription's",
  why: 'role assignments live in the tenant of the subscription; people of another one cannot be given any',
  fix: 'Leave tenant_id out, or refer to the tenant of azurerm_client_config',
  sources: ['Azure: Use Microsoft Entra ID Authorization for the Kubernetes API in AKS'],
  facts: ['ID22'],
  examples: clusterExamples(
    entra({ tenant_id: '11111111-1111-1111-1111-111111111111' }),
    entra({ tenant_id: '${data.azurerm_client_config.client.tenant_id}' }),
    { notApplicable: {} },
  ),
  check: eachCluster(({ fields, at }) => {
    const raw = fields.raw(BLOCK, 'tenant_id');
    return {
      applies: isSame(fields.flag(BLOCK, 'azure_rbac_enabled'), true),
      // A literal may be right; only the subscription's owner knows.
      wrong: all(typeof raw === 'string', not(raw instanceof Reference)),
      at: at(BLOCK, 'tenant_id'),
    };
  }),
};
