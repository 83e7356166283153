import { Token } from 'cdktf';
import type { Cloud, IPrivateDnsZone } from '../../core/contracts';
import type { Problems } from '../../core/errors';
import { azureName, privateDnsZoneName } from '../../core/names';
import type { Place } from '../place';
import type { ApiServer } from './api-server';

/** What AKS delegates a subnet of API servers to. */
export const API_SERVER_DELEGATION = 'Microsoft.ContainerService/managedClusters';

/** Last part of the names of API servers. Azure: "Create a private AKS cluster"; azurerm, `private_dns_zone_id`. */
const SUFFIX: Readonly<Record<Cloud, string>> = {
  public: 'azmk8s.io',
  usgovernment: 'cx.aks.containerservice.azure.us',
  china: 'cx.prod.service.azk8s.cn',
};

/** What Azure refuses of the API server: API02, API06, API07, API09, API12 and API13 of the compatibility facts. */
export function checkApiServer(
  apiServer: ApiServer,
  authorizedIpRanges: readonly string[],
  place: Place,
  problems: Problems,
): void {
  const { privately, integration } = apiServer;
  if (apiServer.isPrivate && authorizedIpRanges.length > 0) {
    problems.add({
      property: 'authorizedIpRanges',
      value: authorizedIpRanges.join(', '),
      rule: 'narrows who may call over the internet, and the API server is private',
      fix: 'Leave it out: networks and their security groups say who may call a private cluster (API02)',
      code: 'api-server/private-ranges',
    });
  }
  if (privately?.dns.kind === 'none' && !privately.publicFqdn) {
    problems.add({
      property: 'apiServer.publicFqdn',
      value: false,
      rule: 'leaves the API server without any name, since it has no private zone either',
      fix: 'Leave it out, or use ApiServerDns.system() (API06)',
      code: 'api-server/no-name',
    });
  }
  const { zone, subdomain } = privately?.dns ?? {};
  if (zone) checkZone(zone, apiServer.isVnetIntegrated, place, problems);
  if (subdomain !== undefined)
    problems.attempt(undefined, () => azureName('dnsPrefix', subdomain, 'apiServer.dns.subdomain'));
  const subnet = integration?.subnet;
  if (subnet && subnet.delegation !== API_SERVER_DELEGATION) {
    problems.add({
      property: 'apiServer.vnetIntegration.subnet',
      value: subnet.subnetName,
      rule: `is not delegated to ${API_SERVER_DELEGATION}`,
      fix: `Add it with addSubnet(id, { delegation: '${API_SERVER_DELEGATION}' }) (API12)`,
      code: 'api-server/delegation',
    });
  }
  if (integration && place.location === 'qatarcentral') {
    problems.add({
      property: 'apiServer.vnetIntegration',
      value: place.location,
      rule: 'is a region whose API servers stand in no network of yours',
      fix: 'Leave vnetIntegration out, or take another region (API13)',
      code: 'api-server/region',
    });
  }
}

/** API07: the zone's name tells AKS what it is for. */
function checkZone({ zoneName }: IPrivateDnsZone, integrated: boolean, place: Place, problems: Problems): void {
  if (Token.isUnresolved(zoneName) || Token.isUnresolved(place.location)) return;
  if (problems.attempt('apiServer.dns.zone', () => privateDnsZoneName(zoneName)) === undefined) return;
  const wanted = `${integrated ? 'private' : 'privatelink'}.${place.location}.${SUFFIX[place.cloud]}`;
  const name = zoneName.toLowerCase();
  const subzone = name === wanted ? '' : name.endsWith(`.${wanted}`) ? name.slice(0, -wanted.length - 1) : undefined;
  if (subzone !== undefined && subzone.length <= 32 && !subzone.includes('.')) return;
  problems.add({
    property: 'apiServer.dns.zone',
    value: zoneName,
    rule: `is not the zone of ${integrated ? 'API servers in a network' : 'private API servers'} of ${place.location}`,
    fix: `Name it ${wanted}, or <subzone>.${wanted} with at most 32 characters before the dot (API07)`,
    code: 'api-server/zone-name',
  });
}
