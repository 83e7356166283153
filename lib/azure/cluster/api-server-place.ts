import type { IPrivateDnsZone } from '../../core/contracts';
import type { ISubnet, IVirtualNetwork } from '../network/contracts';
import type { ApiServer } from './api-server';
import { API_SERVER_DELEGATION } from './api-server-checks';

/** Addresses of a subnet that the API server of one cluster takes. Azure: "API Server VNet Integration" (API12). */
const ADDRESSES = 9;

/** Where in the network the API server stands, if it does. */
export interface ApiServerPlace {
  /** Holds the API server itself. */
  readonly subnet?: ISubnet;
  /** Holds what answers for it: itself, or its private endpoint. */
  readonly entrance?: ISubnet;
  readonly zone?: IPrivateDnsZone;
}

/** Takes the addresses that the API server needs: nine of a subnet of its own, or one for its private endpoint. */
export function placeApiServer(
  apiServer: ApiServer,
  clusterId: string,
  clusterName: string,
  network: IVirtualNetwork,
  nodes: ISubnet,
): ApiServerPlace {
  const zone = apiServer.privately?.dns.zone;
  if (apiServer.integration === undefined) {
    if (!apiServer.isPrivate) return {};
    demand(nodes, `the private endpoint of the API server of cluster '${clusterName}'`, 1);
    return { entrance: nodes, zone };
  }
  const subnet =
    apiServer.integration.subnet ?? network.addSubnet(`${clusterId}-api-server`, { delegation: API_SERVER_DELEGATION });
  demand(subnet, `the API server of cluster '${clusterName}'`, ADDRESSES);
  return { subnet, entrance: subnet, zone };
}

function demand(subnet: ISubnet, user: string, addresses: number): void {
  subnet.addDemand({ user, addresses: () => addresses, arithmetic: () => '' });
}

/** API server and its names as azurerm takes them; what is left out is Azure's own: public, and outside the network. */
export function apiServerArguments(
  { privately, integration }: ApiServer,
  { subnet }: ApiServerPlace,
  authorizedIpRanges: readonly string[],
  dnsPrefix: string,
) {
  const subdomain = privately?.dns.subdomain;
  return {
    dnsPrefix: subdomain === undefined ? dnsPrefix : undefined,
    dnsPrefixPrivateCluster: subdomain,
    privateClusterEnabled: privately ? true : undefined,
    privateClusterPublicFqdnEnabled: privately?.publicFqdn,
    privateDnsZoneId: privately && zoneIdOf(privately.dns),
    apiServerAccessProfile:
      authorizedIpRanges.length > 0 || integration
        ? {
            authorizedIpRanges: authorizedIpRanges.length > 0 ? [...authorizedIpRanges] : undefined,
            virtualNetworkIntegrationEnabled: integration ? true : undefined,
            subnetId: subnet?.subnetId,
          }
        : undefined,
  };
}

function zoneIdOf({ kind, zone }: NonNullable<ApiServer['privately']>['dns']): string {
  return zone?.zoneId ?? (kind === 'none' ? 'None' : 'System');
}
