import { LONGEST_SUBNET_PREFIX, reservedRangeOf } from '../../core/address-space';
import { Cidr } from '../../core/cidr';
import { type HasPath, Problems } from '../../core/errors';
import { azureName } from '../../core/names';
import type { INetworkSecurityGroup, SubnetOptions } from './contracts';
import { isNamedByAzure, type SubnetRules, subnetRules } from './subnet-rules';

/** A subnet's options with every default in place. */
export interface ResolvedSubnet {
  readonly name: string;
  readonly pinned?: Cidr;
  readonly largestPrefixLength: number;
  readonly smallestAskedBy: string;
  readonly sizeAsked: boolean;
  readonly headroom: boolean;
  readonly otherAddresses: number;
  readonly securityGroup: INetworkSecurityGroup | boolean;
  readonly serviceEndpoints: readonly string[];
}

/** @throws CdkAksError with all that is wrong about the options */
export function resolveSubnet(scope: HasPath, options: SubnetOptions): ResolvedSubnet {
  const problems = new Problems(scope);
  const name = options.name ?? scope.node.id;
  problems.attempt('name', () => azureName('subnet', name));
  const rules = subnetRules(name, options.delegation);
  const pinned = readPrefix(options.prefix, problems);
  checkNumbers(options, problems);
  checkTies(name, options, rules, problems);
  checkServiceEndpoints(options.serviceEndpoints ?? [], problems);
  problems.throwIfAny();

  const asked = options.largestPrefixLength;
  const askedByProgram = asked !== undefined && asked < rules.largestPrefixLength;
  return {
    name,
    pinned,
    largestPrefixLength: askedByProgram ? asked : rules.largestPrefixLength,
    smallestAskedBy: askedByProgram ? 'largestPrefixLength asks for' : rules.smallestAskedBy,
    sizeAsked: asked !== undefined || rules.largestPrefixLength < LONGEST_SUBNET_PREFIX,
    headroom: options.headroom ?? rules.headroom,
    otherAddresses: options.otherAddresses ?? 0,
    securityGroup: options.securityGroup ?? rules.securityGroup === 'default',
    serviceEndpoints: options.serviceEndpoints ?? rules.serviceEndpoints,
  };
}

/** Reads a range that the program gives a subnet; what is wrong with it is added to `problems`. */
export function readPrefix(prefix: string | undefined, problems: Problems): Cidr | undefined {
  if (prefix === undefined) return undefined;
  const range = problems.attempt('prefix', () => Cidr.parse(prefix));
  const reserved = range && reservedRangeOf(range);
  if (reserved) {
    problems.add({
      property: 'prefix',
      value: prefix,
      rule: `overlaps ${reserved}, which AKS keeps to itself`,
      fix: 'Use another private range, such as 10.20.4.0/22',
      code: 'address/reserved-by-aks',
    });
  }
  return range;
}

function checkNumbers({ largestPrefixLength: length, otherAddresses }: SubnetOptions, problems: Problems): void {
  if (length !== undefined && !(Number.isInteger(length) && length >= 8 && length <= LONGEST_SUBNET_PREFIX)) {
    problems.add({
      property: 'largestPrefixLength',
      value: length,
      rule: 'is not a prefix length from 8 to 29',
      fix: 'Write one such as 26',
      code: 'subnet/largest-prefix-length',
    });
  }
  if (otherAddresses !== undefined && !(Number.isSafeInteger(otherAddresses) && otherAddresses >= 0)) {
    problems.add({
      property: 'otherAddresses',
      value: otherAddresses,
      rule: 'is not a whole number from 0',
      fix: 'Write one such as 40',
      code: 'subnet/other-addresses',
    });
  }
}

function checkTies(name: string, options: SubnetOptions, rules: SubnetRules, problems: Problems): void {
  const refused = (property: string, what: string) =>
    problems.add({
      property,
      rule: `is set, and Azure takes no ${what} on ${name}`,
      fix: 'Leave it out',
      code: 'subnet/refused-by-azure',
    });
  if (options.securityGroup && rules.securityGroup === 'refused') refused('securityGroup', 'security group');
  if (options.routeTable && rules.routeTableRefused) refused('routeTable', 'route table');
  if (options.natGateway && rules.natGatewayRefused) refused('natGateway', 'NAT gateway');
  if (options.delegation && isNamedByAzure(name)) {
    problems.add({
      property: 'delegation',
      value: options.delegation,
      rule: `excludes the name ${name}, which Azure keeps for another use`,
      fix: 'Name the subnet otherwise',
      code: 'subnet/delegation-name',
    });
  }
}

function checkServiceEndpoints(endpoints: readonly string[], problems: Problems): void {
  for (const endpoint of endpoints.filter((one) => !/^Microsoft\.[A-Za-z]+(\.[A-Za-z]+)?$/.test(one))) {
    problems.add({
      property: 'serviceEndpoints',
      value: endpoint,
      rule: 'is not the name of a service endpoint',
      fix: 'Write one such as Microsoft.Storage',
      code: 'subnet/service-endpoint',
    });
  }
}
