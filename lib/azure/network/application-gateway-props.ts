import { Token } from 'cdktf';
import type { IConstruct } from 'constructs';
import type { ICluster } from '../../core/contracts';
import { Cidr } from '../../core/cidr';
import { type Problem, Problems } from '../../core/errors';
import { azureName } from '../../core/names';
import { derivedName, type Place, resolvePlace } from '../place';
import type { ApplicationGatewayForContainersProps } from './application-gateway-for-containers';
import type { ISubnet } from './contracts';

/** The service that a gateway's subnet is delegated to. */
export const TRAFFIC_CONTROLLERS = 'Microsoft.ServiceNetworking/trafficControllers';

/** Azure: "Application Gateway for Containers components": a /24 for each association, which leaves 251; 250 are asked for. */
export const ADDRESSES_OF_A_GATEWAY = 250;
const LARGEST_PREFIX_LENGTH = 24;

/** @throws CdkAksError with everything that is wrong */
export function resolveGateway(
  scope: IConstruct,
  props: ApplicationGatewayForContainersProps,
): { readonly name: string; readonly place: Place } {
  const problems = new Problems(scope);
  const place = resolvePlace(scope, props, problems);
  const name = problems.attempt('name', () =>
    props.name === undefined
      ? derivedName(scope, 'applicationLoadBalancer')
      : azureName('applicationLoadBalancer', props.name),
  );
  const frontend = props.frontendName;
  if (frontend !== undefined) {
    problems.attempt(undefined, () => azureName('applicationLoadBalancerFrontend', frontend, 'frontendName'));
  }
  [networkOrSubnet(props), otherRegion(props, place)].forEach((found) => found && problems.add(found));
  problems.throwIfAny();
  return { name: name as string, place };
}

function networkOrSubnet({ network, subnet }: ApplicationGatewayForContainersProps): Problem | undefined {
  if ((network === undefined) !== (subnet === undefined)) return undefined;
  return {
    property: 'subnet',
    rule: network === undefined ? "is missing, and so is 'network'" : "excludes 'network', which a subnet is added to",
    fix: network === undefined ? 'Give the network that a subnet is added to' : 'Keep one of the two',
    code: 'gateway/network-or-subnet',
  };
}

/** Azure: "Application Gateway for Containers components": the association must be in the region of the gateway. */
function otherRegion({ network, subnet }: ApplicationGatewayForContainersProps, place: Place): Problem | undefined {
  const home = (network ?? subnet?.network)?.location;
  if (home === undefined || Token.isUnresolved(home) || Token.isUnresolved(place.location)) return undefined;
  if (home === place.location) return undefined;
  return {
    property: 'location',
    value: place.location,
    rule: `is not the region of its network, ${home}`,
    fix: `Set location: '${home}'`,
    code: 'gateway/other-region',
  };
}

/** @throws CdkAksError `gateway/delegation`, `gateway/subnet-size` */
export function checkSubnet(scope: IConstruct, subnet: ISubnet, cluster: ICluster): void {
  const problems = new Problems(scope);
  if (subnet.delegation !== TRAFFIC_CONTROLLERS) {
    problems.add({
      property: 'subnet',
      value: subnet.subnetName,
      rule: `is ${subnet.delegation === undefined ? 'not delegated' : `delegated to ${subnet.delegation}`}; a gateway needs a subnet of its own that is delegated to ${TRAFFIC_CONTROLLERS}`,
      fix: `Set delegation: '${TRAFFIC_CONTROLLERS}' on the subnet`,
      code: 'gateway/delegation',
    });
  }
  // A planned range is not known yet; the plan makes it a /24.
  const range = Token.isUnresolved(subnet.prefix) ? undefined : Cidr.parse(subnet.prefix);
  const overlay = cluster.network.podCidr !== undefined;
  if (
    range &&
    (range.prefixLength > LARGEST_PREFIX_LENGTH || (overlay && range.prefixLength < LARGEST_PREFIX_LENGTH))
  ) {
    problems.add({
      property: 'subnet',
      value: subnet.prefix,
      rule: overlay
        ? 'is not a /24, the only size that a gateway takes with overlay networking (Azure/AKS#5170)'
        : 'is smaller than a /24, of which a gateway needs 250 addresses',
      fix: `Give it a /${LARGEST_PREFIX_LENGTH}`,
      code: 'gateway/subnet-size',
    });
  }
  problems.throwIfAny();
}
