import { AZURE_NAME_RULES, type AzureNameType } from '../../core/azure-name-rules';
import { isAzureName } from '../../core/names';
import { textOf, unknown } from '../../artifact/read/values';
import { compliant, finding, notApplicable, notKnown, type Rule } from '../rule';
import { terraform } from '../sample';
import { terraformExamples } from './sample';

/** Types whose names no other rule looks at. */
const TYPES: Readonly<Record<string, AzureNameType>> = {
  azurerm_application_load_balancer: 'applicationLoadBalancer',
  azurerm_kubernetes_flux_configuration: 'fluxConfiguration',
  azurerm_log_analytics_workspace: 'logAnalyticsWorkspace',
  azurerm_nat_gateway: 'natGateway',
  azurerm_network_security_group: 'networkSecurityGroup',
  azurerm_private_endpoint: 'privateEndpoint',
  azurerm_public_ip: 'publicIp',
  azurerm_public_ip_prefix: 'publicIpPrefix',
  azurerm_resource_group: 'resourceGroup',
  azurerm_route_table: 'routeTable',
  azurerm_storage_account: 'storageAccount',
  azurerm_subnet: 'subnet',
  azurerm_user_assigned_identity: 'userAssignedIdentity',
  azurerm_virtual_network: 'virtualNetwork',
};

const group = (name: string): string =>
  terraform({ azurerm_resource_group: { shop: { name, location: 'westeurope' } } });

/** Each type of resource has a rule for its names, and the provider knows few of them. */
export const resourceName: Rule = {
  id: 'terraform/resource-name',
  severity: 'error',
  what: 'has a name that Azure does not take',
  why: 'the apply stops in the middle, and another name later is another resource',
  fix: 'Use letters, digits and hyphens, and begin and end with a letter or digit',
  sources: ['Azure: Naming rules and restrictions for Azure resources'],
  examples: terraformExamples(group('shop prod'), group('shop-prod'), group('${var.name}')),
  *check({ artifacts }) {
    for (const block of artifacts.terraform()) {
      const type = block.mode === 'resource' ? TYPES[block.type] : undefined;
      const names = block.instances === unknown ? [block] : block.instances;
      if (type === undefined) yield notApplicable(block);
      else {
        for (const { arguments: values } of names) {
          const name = textOf(values.name);
          if (name === undefined) yield notKnown(block, 'its name is not in these files');
          else if (isAzureName(type, name)) yield compliant(block);
          else {
            const { what, words, min, max } = AZURE_NAME_RULES[type];
            yield finding(block, ['name'], {
              detail: `is named '${name}', which Azure does not take for ${what}`,
              fix: `Use ${min} to ${max} ${words}`,
            });
          }
        }
      }
    }
  },
};
