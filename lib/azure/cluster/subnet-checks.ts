import { Token } from 'cdktf';
import type { Problems } from '../../core/errors';
import type { ISubnet } from '../network/contracts';
import { identityOf } from '../expression';
import type { NetworkProfile } from './network-profile';
import type { Add } from './pool-checks';
import type { PoolContext, PoolSpec } from './pool-spec';

/** What the way out and the overlay demand of a subnet that holds nodes: EG03, EG04 and NET12. */
export function checkNodeSubnet(subnet: ISubnet, profile: NetworkProfile, property: string, problems: Problems): void {
  const { type } = profile.outbound;
  if (type === 'userDefinedRouting') checkRoutes(subnet, property, problems);
  if (type === 'userAssignedNATGateway' && subnet.natGateway === undefined) {
    problems.add({
      property,
      value: subnet.subnetName,
      rule: 'has no NAT gateway, and the cluster goes out through one',
      fix: 'Pass a subnet made with addSubnet(id, { natGateway }) (EG03)',
      code: 'outbound/nat-gateway-missing',
    });
  }
  if (profile.mode === 'overlay') {
    checkLength(property, 'subnet', subnet.subnetName, problems);
    checkLength(property, 'network', subnet.network.networkName, problems);
    checkLength(property, 'resource group', subnet.network.resourceGroupName, problems);
  }
}

function checkRoutes(subnet: ISubnet, property: string, problems: Problems): void {
  const { routeTable } = subnet;
  if (routeTable === undefined) {
    problems.add({
      property,
      value: subnet.subnetName,
      rule: 'has no route table, and the cluster goes out by user-defined routes',
      fix: 'Pass a subnet made with addSubnet(id, { routeTable }) whose table sends 0.0.0.0/0 to an appliance (EG04)',
      code: 'outbound/route-table-missing',
    });
    return;
  }
  // Of a brought table the routes are not known.
  if (routeTable.routes === undefined) return;
  const way = routeTable.routes.find((route) => route.prefix === '0.0.0.0/0');
  if (way === undefined || way.nextHop === 'Internet') {
    problems.add({
      property,
      value: subnet.subnetName,
      rule:
        way === undefined
          ? 'has a route table without a route for 0.0.0.0/0, and the cluster goes out by user-defined routes'
          : "sends 0.0.0.0/0 to 'Internet', which Azure refuses with user-defined routing",
      fix: 'Add a route for 0.0.0.0/0 to an appliance or gateway (EG04)',
      code: 'outbound/default-route',
    });
  }
}

/** Kubernetes: "Labels and Selectors", values, but for their length. */
const LABEL_VALUE = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;

/** The names become labels of nodes. */
function checkLength(property: string, what: string, name: string, problems: Problems): void {
  if (Token.isUnresolved(name)) return;
  if (!LABEL_VALUE.test(name)) {
    problems.add({
      property,
      value: name,
      rule: `is the name of a ${what}, and overlay networking makes a label of it: letters, digits, '-', '_' and '.' between letters or digits`,
      fix: 'Rename it (NET12)',
      code: 'network/name-label',
    });
  }
  if (name.length <= 63) return;
  problems.add({
    property,
    value: name,
    rule: `is the name of a ${what} of ${name.length} characters, and overlay networking takes 63`,
    fix: 'Shorten it (NET12)',
    code: 'network/name-length',
  });
}

/** NET14, NET15, NET18, and pods' subnets under a profile that has none. */
export function checkPoolSubnets({ subnet, podSubnet }: PoolSpec, context: PoolContext, add: Add): void {
  const home = identityOf(context.subnet, context.subnet.network.networkId);
  for (const [property, one] of [
    ['subnet', subnet],
    ['podSubnet', podSubnet],
  ] as const) {
    if (one === undefined) continue;
    if (one.delegation !== undefined) {
      add(
        property,
        one.subnetName,
        `is delegated to ${one.delegation}`,
        'Take a subnet of its own (NET14)',
        'pool/subnet-delegated',
      );
    }
    if (identityOf(one, one.network.networkId) !== home) {
      add(
        property,
        one.subnetName,
        `lies in the network '${one.network.networkName}', and the cluster in '${context.subnet.network.networkName}'`,
        'All pools of a cluster share one network (NET15)',
        'pool/other-network',
      );
    }
  }
  if (podSubnet !== undefined && context.profile.mode !== 'pod-subnet') {
    add(
      'podSubnet',
      podSubnet.subnetName,
      `is of no use under ${context.profile.expression}, where pods take no addresses of a subnet of their own`,
      `Leave it out, or create the cluster with NetworkProfile.podSubnet({ policy: '${context.profile.policy}' })`,
      'pool/pod-subnet',
    );
  } else if (podSubnet !== undefined && podSubnet === subnet) {
    add(
      'podSubnet',
      podSubnet.subnetName,
      'is the subnet of the nodes too',
      'Give pods a subnet of their own',
      'pool/pod-subnet',
    );
  }
}
