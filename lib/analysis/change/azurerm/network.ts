import { isBlock } from '../terraform/values';
import {
  type CodedResource,
  count,
  type Decision,
  firstRefusal,
  flag,
  type ForcesReplacement,
  isUnset,
  items,
  type Refusal,
  text,
  whenRemoved,
  whenShrunk,
  whenUnset,
} from './decision';

/** A smaller tier replaces. */
export function whenDowngraded(order: readonly string[]): ForcesReplacement {
  return (from, to) => text(from) !== '' && text(to) !== '' && order.indexOf(text(from)) > order.indexOf(text(to));
}

/** Source: azurerm `applicationGatewayCustomizeDiff`. */
function gatewayCapacity({ from, to }: Decision): Refusal | undefined {
  const tier = text(to('sku.0.tier'));
  const capacity = count(to('sku.0.capacity'));
  // The code asks for the block's first item, and finds the one that is about to go.
  const autoscale = [from, to].some((side) => items(side('autoscale_configuration')).length > 0);
  const refuse = (code: string, rule: string): Refusal => ({ code, attribute: 'sku.0.capacity', message: rule });
  if (tier === 'Basic' && autoscale)
    return refuse('autoscale-on-basic', 'a Basic gateway takes no autoscale_configuration');
  if (capacity === 0) {
    return autoscale
      ? undefined
      : refuse('capacity-or-autoscale-needed', 'sku.0.capacity or autoscale_configuration is needed');
  }
  const most = { Basic: 2, Standard: 32, WAF: 32, Standard_v2: 125, WAF_v2: 125 }[tier];
  return most !== undefined && capacity > most
    ? refuse('capacity-over-tier', `sku.0.capacity (${capacity}) is above ${most}, the most of tier ${tier}`)
    : undefined;
}

function gatewaySslPolicy({ to }: Decision): Refusal | undefined {
  const inProfiles = items(to('ssl_profile')).map((_, index) => `ssl_profile.${index}.ssl_policy`);
  const at = ['ssl_policy', ...inProfiles].find((path) => {
    const policy = items(to(path))[0];
    return isBlock(policy) && items(policy['disabled_protocols']).length > 0 && text(policy['policy_type']) !== '';
  });
  return at === undefined
    ? undefined
    : {
        code: 'ssl-policy-twice',
        attribute: `${at}.0.disabled_protocols`,
        message: `${at} takes disabled_protocols or policy_type, not both`,
      };
}

const applicationGateway: CodedResource = {
  refuses: firstRefusal(gatewayCapacity, gatewaySslPolicy),
};

/** With a pool of addresses, Azure hands out the prefix: whatever stands there is no change. */
const handedOut = (change: { proposed: (path: string) => unknown }): boolean => {
  const pool = change.proposed('ip_address_pool');
  return Array.isArray(pool) && pool.length > 0;
};

const subnet: CodedResource = {
  suppresses: { address_prefixes: handedOut },
  refuses: ({ to }) =>
    text(to('sharing_scope')) !== '' && flag(to('default_outbound_access_enabled'))
      ? {
          code: 'sharing-needs-no-outbound',
          attribute: 'sharing_scope',
          message: 'sharing_scope needs default_outbound_access_enabled false',
        }
      : undefined,
};

/** Source: azurerm `validatePrivateLinkNatIpConfiguration`. */
function natAddressesStay({ from, to }: Decision): Refusal | undefined {
  for (const [index, item] of items(to('nat_ip_configuration')).entries()) {
    const path = `nat_ip_configuration.${index}`;
    if (text(from(`${path}.private_ip_address`)) !== '' && text(to(`${path}.private_ip_address`)) === '') {
      return {
        code: 'nat-address-cannot-be-removed',
        attribute: `${path}.private_ip_address`,
        message: `${path}.private_ip_address cannot be removed`,
      };
    }
    const primary = isBlock(item) && flag(item['primary']);
    const before = text(from(`${path}.subnet_id`));
    if (primary && before !== '' && before !== text(to(`${path}.subnet_id`))) {
      return {
        code: 'nat-subnet-cannot-change',
        attribute: `${path}.subnet_id`,
        message: `${path}.subnet_id of the primary configuration cannot change`,
      };
    }
  }
  return undefined;
}

/** Other zones of a frontend that keeps its name replace the balancer. */
const frontendZones: ForcesReplacement = (_from, _to, decision) => {
  const names = (side: Decision['from']): readonly string[] =>
    items(side('frontend_ip_configuration')).map((frontend) => (isBlock(frontend) ? text(frontend['name']) : ''));
  return names(decision.to).some((name) => names(decision.from).includes(name));
};

/** Source: azurerm `internal/services/network`, `loadbalancer`, `privatednsresolver`. */
export const NETWORK: Readonly<Record<string, CodedResource>> = {
  azurerm_application_gateway: applicationGateway,
  azurerm_bastion_host: { replaces: { sku: whenDowngraded(['Developer', 'Basic', 'Standard', 'Premium']) } },
  azurerm_express_route_circuit: { replaces: { bandwidth_in_mbps: whenShrunk } },
  azurerm_lb: { replaces: { 'frontend_ip_configuration.*.zones': frontendZones } },
  azurerm_private_link_service: { refuses: natAddressesStay },
  azurerm_public_ip: {
    replaces: { domain_name_label_scope: (from, to) => text(from) !== '' || text(to) === '' },
  },
  azurerm_subnet: subnet,
  azurerm_virtual_network: { suppresses: { address_space: handedOut } },
  azurerm_cdn_frontdoor_profile: {
    refuses: ({ from, to }) =>
      text(from('sku_name')) === 'Premium_AzureFrontDoor' && text(to('sku_name')) === 'Standard_AzureFrontDoor'
        ? { code: 'sku-downgrade', attribute: 'sku_name', message: 'sku_name cannot go from Premium to Standard' }
        : undefined,
  },
  azurerm_linux_virtual_machine_scale_set: { replaces: { zones: zonesRemoved } },
  azurerm_windows_virtual_machine_scale_set: { replaces: { zones: zonesRemoved } },
  azurerm_orchestrated_virtual_machine_scale_set: { replaces: { zones: zonesRemoved } },
  azurerm_managed_disk: { replaces: { encryption_settings: whenRemoved } },
  azurerm_disk_encryption_set: {
    replaces: {
      'identity.0.type': (from, to) => text(from).includes('UserAssigned') && text(to) === 'SystemAssigned',
    },
  },
  azurerm_snapshot: { replaces: { encryption_settings: whenRemoved } },
  azurerm_proximity_placement_group: { replaces: { allowed_vm_sizes: whenRemoved } },
  azurerm_virtual_machine_implicit_data_disk_from_source: { replaces: { disk_size_gb: whenShrunk } },
  azurerm_shared_image: { replaces: { end_of_life_date: whenUnset } },
  azurerm_shared_image_version: { replaces: { end_of_life_date: whenUnset } },
  azurerm_gallery_application_version: { replaces: { end_of_life_date: whenUnset } },
  azurerm_gallery_application: {
    replaces: { end_of_life_date: whenUnset, privacy_statement_uri: whenUnset, release_note_uri: whenUnset },
  },
};

function zonesRemoved(...[from, to]: Parameters<ForcesReplacement>): boolean {
  return items(from).some((zone) => !items(to).includes(zone)) && !isUnset(from);
}
