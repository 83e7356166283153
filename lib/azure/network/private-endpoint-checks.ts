import type { IPrivateDnsZone } from '../../core/contracts';
import { type Problem, type Problems } from '../../core/errors';
import type { ISubnet } from './contracts';
import type { PrivateEndpointDns, PrivateEndpointProps } from './private-endpoint';
import { type PrivateLinkSubresource, privateLinkZones } from './private-link-zones';
import { isNamedByAzure } from './subnet-rules';

/** Adds `private-endpoint/subnet` for a subnet that Azure puts no endpoint into. */
export function checkEndpointSubnet(subnet: ISubnet, problems: Problems): void {
  const { subnetName, delegation } = subnet;
  if (delegation === undefined && !isNamedByAzure(subnetName)) return;
  problems.add({
    property: 'subnet',
    value: subnetName,
    rule: delegation === undefined ? 'is kept by Azure for another use' : `is delegated to ${delegation}`,
    fix: 'Pass another one, such as Subnet.forPrivateEndpoints(network)',
    code: 'private-endpoint/subnet',
  });
}

/**
 * The zones that hold the endpoint's names, each linked to the endpoint's own network; none where somebody else writes
 * them. What is missing or wrong is added to `problems`.
 */
export function endpointZones(
  { dns, target, subnet }: PrivateEndpointProps,
  subresource: PrivateLinkSubresource,
  problems: Problems,
): readonly IPrivateDnsZone[] {
  if (dns === 'managed-elsewhere') return [];
  const { cloud, location, description } = target.privateLink.props;
  const names = privateLinkZones(subresource, cloud, location);
  if (names.length === 0) {
    problems.add({
      property: 'dns',
      rule: `needs the name of the zone for '${subresource}' in the cloud '${cloud}', and Azure documents none`,
      fix: "Write dns: 'managed-elsewhere', and add the names where they belong",
      code: 'private-endpoint/zone-unknown',
    });
    return [];
  }
  const found = names.map((name) => find(dns, name));
  const missing = names.filter((_, index) => found[index] === undefined);
  if (missing.length > 0) {
    problems.add(withoutZone(missing, description, given(dns)));
    return [];
  }
  const zones = found.filter((zone) => zone !== undefined);
  for (const zone of zones) problems.attempt('dns', () => zone.linkTo(subnet.network));
  return zones;
}

function find(dns: PrivateEndpointDns | undefined, name: string): IPrivateDnsZone | undefined {
  if (dns !== undefined && typeof dns === 'object' && 'zone' in dns) return dns.zone(name);
  // A cluster may have a part of the zone for itself: `shop.privatelink.westeurope.azmk8s.io`.
  return given(dns).find(({ zoneName }) => `.${zoneName}`.toLowerCase().endsWith(`.${name}`.toLowerCase()));
}

/** Tolerates what no type checker has seen: a program in JavaScript that leaves the zones out. */
function given(dns: PrivateEndpointDns | undefined): readonly IPrivateDnsZone[] {
  if (dns === undefined || typeof dns === 'string') return [];
  if (Array.isArray(dns)) return dns as readonly IPrivateDnsZone[];
  return 'zoneName' in dns ? [dns] : [];
}

function withoutZone(
  missing: readonly string[],
  what: string,
  zones: readonly IPrivateDnsZone[],
): Omit<Problem, 'path'> {
  const names = missing.join(', ');
  return {
    property: 'dns',
    value: zones.length === 0 ? undefined : zones.map(({ zoneName }) => zoneName).join(', '),
    rule: `lacks the zone ${names}, so that clients would resolve the public address of ${what}`,
    fix: 'Pass `new PrivateDnsZones(…)`, which makes what is needed, or the zone of that name',
    code: 'private-endpoint/no-zone',
  };
}
