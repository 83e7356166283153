import { DataAzurermNetworkSecurityGroup } from '@cdktf/provider-azurerm/lib/data-azurerm-network-security-group';
import { NetworkSecurityGroup as SecurityGroupResource } from '@cdktf/provider-azurerm/lib/network-security-group';
import { Construct } from 'constructs';
import { Problems } from '../../core/errors';
import { azureName } from '../../core/names';
import { fixAddress } from '../address';
import { type ExistingResource, findExisting } from '../existing';
import { type OverrideOptions, overrideProperty } from '../override';
import { derivedName, type PlaceProps, resolvePlace } from '../place';
import type { INetworkSecurityGroup, SecurityRule } from './contracts';
import { SecurityRules } from './security-rule';

export interface NetworkSecurityGroupProps extends PlaceProps {
  /**
   * Azure's name: 1 to 80 characters. Fixed at creation.
   * @creation
   * @default - from the environment's stem and the ids of the constructs
   */
  readonly name?: string;
  /**
   * Rules by name. More can be added with `addRule`.
   * @default - none: the network talks within itself, load balancers may probe, everything may go out, nothing else comes in
   */
  readonly rules?: Readonly<Record<string, SecurityRule>>;
}

/**
 * What may enter and leave the subnets it is tied to, besides Azure's own rules, which come last: the network talks within
 * itself, load balancers may probe, everything may go out, and nothing else comes in.
 *
 * AKS never edits the group of a subnet: what should reach a public load balancer Service needs a rule, and a rule that
 * denies must leave nodes and pods free to talk to each other. Azure: "Network security groups".
 */
export class NetworkSecurityGroup extends Construct implements INetworkSecurityGroup {
  /** Uses a group that exists already; only rules can be added to it. */
  static fromName(scope: Construct, id: string, existing: ExistingResource): INetworkSecurityGroup {
    return new ExistingSecurityGroup(scope, id, existing);
  }

  readonly securityGroupName: string;
  readonly securityGroupId: string;
  private readonly resource: SecurityGroupResource;
  private readonly rules: SecurityRules;

  constructor(scope: Construct, id: string, props: NetworkSecurityGroupProps = {}) {
    super(scope, id);
    const problems = new Problems(this);
    const place = resolvePlace(this, props, problems);
    const name = props.name ?? derivedName(this, 'networkSecurityGroup');
    problems.attempt('name', () => azureName('networkSecurityGroup', name));
    problems.throwIfAny();

    const { resourceGroupName, location, tags } = place;
    this.securityGroupName = name;
    this.resource = fixAddress(
      new SecurityGroupResource(this, 'Resource', { name, resourceGroupName, location, tags: { ...tags } }),
    );
    this.securityGroupId = this.resource.id;
    this.rules = new SecurityRules(this, { networkSecurityGroupName: this.resource.name, resourceGroupName });
    for (const [rule, value] of Object.entries(props.rules ?? {})) this.addRule(rule, value);
  }

  /**
   * Adds a rule.
   * @param name Azure's name: 1 to 80 characters
   * @throws CdkAksError with all that is wrong about the rule
   */
  addRule(name: string, rule: SecurityRule): void {
    this.rules.add(name, rule);
  }

  /**
   * Sets a property of `azurerm_network_security_group` past the typed surface.
   * @throws CdkAksError `override/reason` without a reason
   */
  override(property: string, value: unknown, options: OverrideOptions): void {
    overrideProperty(this, this.resource, property, value, options);
  }
}

class ExistingSecurityGroup extends Construct implements INetworkSecurityGroup {
  readonly securityGroupId: string;
  private readonly rules: SecurityRules;

  constructor(scope: Construct, id: string, existing: ExistingResource) {
    super(scope, id);
    const { name, resourceGroupName } = findExisting(this, existing, (text) => azureName('networkSecurityGroup', text));
    this.securityGroupId = fixAddress(
      new DataAzurermNetworkSecurityGroup(this, 'Resource', { name, resourceGroupName }),
    ).id;
    this.rules = new SecurityRules(this, { networkSecurityGroupName: name, resourceGroupName });
  }

  addRule(name: string, rule: SecurityRule): void {
    this.rules.add(name, rule);
  }
}
