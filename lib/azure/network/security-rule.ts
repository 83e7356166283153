import { NetworkSecurityRule, type NetworkSecurityRuleConfig } from '@cdktf/provider-azurerm/lib/network-security-rule';
import { Token } from 'cdktf';
import type { Construct } from 'constructs';
import { Cidr } from '../../core/cidr';
import { Problems } from '../../core/errors';
import { isIpv4 } from '../../core/ipv4';
import { azureName } from '../../core/names';
import { fixAddress } from '../address';
import type { SecurityRule } from './contracts';

const PROTOCOLS = { tcp: 'Tcp', udp: 'Udp', icmp: 'Icmp', any: '*' } as const;
const SERVICE_TAG = /^[A-Za-z][A-Za-z0-9]*(\.[A-Za-z0-9]+)*$/;

/** The rules of one security group: each a resource of its own, so that Terraform leaves alone what others add. */
export class SecurityRules {
  /** Names by direction and priority. */
  private readonly names = new Map<string, string>();

  constructor(
    private readonly group: Construct,
    private readonly target: Pick<NetworkSecurityRuleConfig, 'networkSecurityGroupName' | 'resourceGroupName'>,
  ) {}

  /** @throws CdkAksError with all that is wrong about the rule */
  add(name: string, rule: SecurityRule): void {
    const problems = new Problems(this.group);
    problems.attempt('name', () => azureName('securityRule', name));
    this.checkName(name, problems);
    this.checkPriority(name, rule, problems);
    checkEnd('from', asList(rule.from), problems);
    checkEnd('to', asList(rule.to ?? '*'), problems);
    checkPorts(rule, problems);
    checkDescription(rule.description, problems);
    problems.throwIfAny();

    this.names.set(`${rule.direction} ${rule.priority}`, name);
    fixAddress(new NetworkSecurityRule(this.group, name, { ...this.target, name, ...ruleArguments(rule) }));
  }

  private checkName(name: string, problems: Problems): void {
    // Azure tells names apart without their case.
    if (![...this.names.values()].some((other) => other.toLowerCase() === name.toLowerCase())) return;
    problems.add({
      property: 'name',
      value: name,
      rule: 'is the name of another rule of the group',
      fix: 'Give each rule a name of its own',
      code: 'security-rule/duplicate-name',
    });
  }

  private checkPriority(name: string, { direction, priority }: SecurityRule, problems: Problems): void {
    if (!Number.isInteger(priority) || priority < 100 || priority > 4096) {
      problems.add({
        property: `${name}.priority`,
        value: priority,
        rule: 'is not a whole number from 100 to 4096',
        fix: 'Write one such as 200',
        code: 'security-rule/priority',
      });
    }
    const other = this.names.get(`${direction} ${priority}`);
    if (other !== undefined) {
      problems.add({
        property: `${name}.priority`,
        value: priority,
        rule: `is also that of the ${direction} rule '${other}'`,
        fix: 'Give each rule of a direction a number of its own',
        code: 'security-rule/priority-taken',
      });
    }
  }
}

function ruleArguments(rule: SecurityRule) {
  const from = asList(rule.from);
  const to = asList(rule.to ?? '*');
  const ports = (rule.ports ?? ['*']).map(String);
  return {
    direction: rule.direction === 'inbound' ? 'Inbound' : 'Outbound',
    access: rule.access === 'allow' ? 'Allow' : 'Deny',
    priority: rule.priority,
    protocol: PROTOCOLS[rule.protocol ?? 'any'],
    sourcePortRange: '*',
    sourceAddressPrefix: single(from),
    sourceAddressPrefixes: several(from),
    destinationAddressPrefix: single(to),
    destinationAddressPrefixes: several(to),
    destinationPortRange: single(ports),
    destinationPortRanges: several(ports),
    description: rule.description,
  };
}

function checkEnd(property: string, ends: readonly string[], problems: Problems): void {
  const wrong = (value: string | undefined, rule: string, fix: string) =>
    problems.add({ property, value, rule, fix, code: 'security-rule/address' });
  if (ends.length === 0) wrong(undefined, 'is empty', "Write '*' for everywhere");
  for (const end of ends) {
    if (Token.isUnresolved(end) || isIpv4(end)) continue;
    if (/^\d/.test(end)) problems.attempt(property, () => Cidr.parse(end));
    else if (end !== '*' && !SERVICE_TAG.test(end)) {
      wrong(end, "is neither a range, an address, a service tag nor '*'", 'Write one such as 10.20.0.0/16 or Internet');
    } else if (ends.length > 1) {
      wrong(end, 'stands in a list, which holds ranges and addresses only', 'Give it a rule of its own');
    }
  }
}

function checkPorts({ protocol = 'any', ports }: SecurityRule, problems: Problems): void {
  if (ports === undefined) return;
  const wrong = (value: unknown, rule: string, fix: string) =>
    problems.add({ property: 'ports', value, rule, fix, code: 'security-rule/ports' });
  if (ports.length === 0) wrong(undefined, 'is empty', 'Leave it out for all ports');
  if (protocol === 'icmp') wrong(ports, 'is set for ICMP, which has no ports', 'Leave it out');
  for (const port of ports) {
    const [low = NaN, high = low] = /^\d{1,5}(-\d{1,5})?$/.test(String(port))
      ? String(port).split('-').map(Number)
      : [];
    if (!(low <= high && high <= 65_535)) {
      wrong(port, 'is neither a port nor a range of ports', "Write one such as 443 or '8000-8080'");
    }
  }
}

function checkDescription(description: string | undefined, problems: Problems): void {
  if (description === undefined || description.length <= 140) return;
  problems.add({
    property: 'description',
    value: description,
    rule: `has ${description.length} characters, above 140`,
    fix: 'Shorten it',
    code: 'security-rule/description',
  });
}

function asList(value: string | readonly string[]): readonly string[] {
  return typeof value === 'string' ? [value] : value;
}

function single(values: readonly string[]): string | undefined {
  return values.length === 1 ? values[0] : undefined;
}

function several(values: readonly string[]): string[] | undefined {
  return values.length > 1 ? [...values] : undefined;
}
