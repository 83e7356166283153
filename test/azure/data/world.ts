import { WorkloadIdentity } from '../../../lib/azure/identity/workload-identity';
import { PrivateDnsZones } from '../../../lib/azure/network/private-dns-zones';
import { PrivateEndpoint } from '../../../lib/azure/network/private-endpoint';
import type { IPrivateLinkService } from '../../../lib/azure/network/private-link';
import type { PrivateLinkSubresource } from '../../../lib/azure/network/private-link-zones';
import { Subnet } from '../../../lib/azure/network/subnet';
import type { EnvironmentProps } from '../../../lib/azure/environment';
import { networkWorld } from '../network/world';

/** An environment with a network, an identity, and what private endpoints need. */
export function dataWorld(environment: Partial<EnvironmentProps> = {}) {
  const made = networkWorld({}, { environment });
  const { prod, network } = made;
  const subnet = Subnet.forPrivateEndpoints(network);
  const dns = new PrivateDnsZones(prod, 'dns');
  const identity = new WorkloadIdentity(prod, 'shop');
  const endpoint = (target: IPrivateLinkService, subresource?: PrivateLinkSubresource, id = 'endpoint') =>
    new PrivateEndpoint(prod, id, { target, subnet, dns, subresource });
  return { ...made, subnet, dns, identity, endpoint };
}

export const GROUP = '${azurerm_resource_group.resource-group.name}';

/** Roles as they are assigned: `role at scope`. */
export function roles(rendered: { all(type: string): Readonly<Record<string, Readonly<Record<string, unknown>>>> }) {
  return Object.values(rendered.all('azurerm_role_assignment')).map(
    ({ role_definition_name: role, scope }) => `${String(role)} at ${String(scope)}`,
  );
}
