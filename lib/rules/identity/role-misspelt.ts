import { resources } from '../../analysis/cluster/blocks';
import { textOf } from '../../artifact/read/values';
import { nearestName } from '../../schema/suggest';
import { compliant, finding, notApplicable, notKnown, type Rule } from '../rule';
import { terraform } from '../sample';

/** Built-in roles of what surrounds a cluster. Azure: "Azure built-in roles". */
const BUILT_IN: readonly string[] = [
  'AcrDelete',
  'AcrImageSigner',
  'AcrPull',
  'AcrPush',
  'AcrQuarantineReader',
  'AcrQuarantineWriter',
  'App Configuration Data Owner',
  'App Configuration Data Reader',
  'AppGw for Containers Configuration Manager',
  'Azure Event Hubs Data Owner',
  'Azure Event Hubs Data Receiver',
  'Azure Event Hubs Data Sender',
  'Azure Kubernetes Fleet Manager Contributor Role',
  'Azure Kubernetes Service Cluster Admin Role',
  'Azure Kubernetes Service Cluster Monitoring User',
  'Azure Kubernetes Service Cluster User Role',
  'Azure Kubernetes Service Contributor Role',
  'Azure Kubernetes Service RBAC Admin',
  'Azure Kubernetes Service RBAC Cluster Admin',
  'Azure Kubernetes Service RBAC Reader',
  'Azure Kubernetes Service RBAC Writer',
  'Azure Service Bus Data Owner',
  'Azure Service Bus Data Receiver',
  'Azure Service Bus Data Sender',
  'Container Registry Repository Catalog Lister',
  'Container Registry Repository Contributor',
  'Container Registry Repository Reader',
  'Container Registry Repository Writer',
  'Contributor',
  'Cost Management Contributor',
  'Cost Management Reader',
  'DNS Zone Contributor',
  'Disk Snapshot Contributor',
  'Grafana Admin',
  'Grafana Editor',
  'Grafana Viewer',
  'Key Vault Administrator',
  'Key Vault Certificate User',
  'Key Vault Certificates Officer',
  'Key Vault Contributor',
  'Key Vault Crypto Officer',
  'Key Vault Crypto Service Encryption User',
  'Key Vault Crypto User',
  'Key Vault Data Access Administrator',
  'Key Vault Reader',
  'Key Vault Secrets Officer',
  'Key Vault Secrets User',
  'Log Analytics Contributor',
  'Log Analytics Reader',
  'Managed Identity Contributor',
  'Managed Identity Operator',
  'Monitoring Contributor',
  'Monitoring Data Reader',
  'Monitoring Metrics Publisher',
  'Monitoring Reader',
  'Network Contributor',
  'Owner',
  'Private DNS Zone Contributor',
  'Reader',
  'Reader and Data Access',
  'Role Based Access Control Administrator',
  'Storage Account Contributor',
  'Storage Account Key Operator Service Role',
  'Storage Blob Data Contributor',
  'Storage Blob Data Owner',
  'Storage Blob Data Reader',
  'Storage Blob Delegator',
  'Storage File Data Privileged Contributor',
  'Storage File Data SMB Share Contributor',
  'Storage File Data SMB Share Reader',
  'Storage Queue Data Contributor',
  'Storage Queue Data Message Processor',
  'Storage Queue Data Message Sender',
  'Storage Queue Data Reader',
  'Storage Table Data Contributor',
  'Storage Table Data Reader',
  'User Access Administrator',
  'Virtual Machine Contributor',
];

const grant = (role: string): Record<string, string> => ({
  'cdk.tf.json': terraform({
    azurerm_role_assignment: {
      orders: {
        scope: '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/shop',
        role_definition_name: role,
        principal_id: '00000000-0000-0000-0000-000000000000',
      },
    },
  }),
});

/** The provider looks the name up while it applies. */
export const roleMisspelt: Rule = {
  id: 'identity/role-misspelt',
  severity: 'error',
  what: 'gives a role that Azure does not have',
  why: 'the apply stops: no role definition of that name; what comes after it is not made',
  fix: 'Write the name as Azure does, blanks and plurals included',
  sources: ['Azure: Azure built-in roles', 'Terraform: azurerm_role_assignment'],
  examples: {
    failing: grant('Key Vault Secret User'),
    mended: grant('Key Vault Secrets User'),
    notApplicable: {
      'cdk.tf.json': terraform({ azurerm_resource_group: { shop: { name: 'shop', location: 'westeurope' } } }),
    },
    unknown: grant('Shop Operator'),
  },
  *check({ artifacts }) {
    const own = new Set(
      resources(artifacts, 'azurerm_role_definition').map((block) => textOf(block.arguments.name)?.toLowerCase()),
    );
    for (const block of resources(artifacts, 'azurerm_role_assignment')) {
      const written = block.arguments.role_definition_name;
      const role = textOf(written);
      if (written === undefined || written === null) yield notApplicable(block);
      else if (role === undefined) yield notKnown(block, 'its role is not in these files');
      // Azure minds no case.
      else if (BUILT_IN.some((one) => one.toLowerCase() === role.toLowerCase()) || own.has(role.toLowerCase())) {
        yield compliant(block);
      } else {
        const meant = nearestName(role, BUILT_IN, role.length > 8 ? 2 : 1);
        if (meant === undefined) yield notKnown(block, `whether there is a role '${role}' is not in the data`);
        else
          yield finding(block, ['role_definition_name'], {
            detail: `gives the role '${role}', did you mean '${meant}'?`,
          });
      }
    }
  },
};
