import { DataAzurermFirewall } from '@cdktf/provider-azurerm/lib/data-azurerm-firewall';
import { Firewall as FirewallResource } from '@cdktf/provider-azurerm/lib/firewall';
import { FirewallPolicy } from '@cdktf/provider-azurerm/lib/firewall-policy';
import { FirewallPolicyRuleCollectionGroup } from '@cdktf/provider-azurerm/lib/firewall-policy-rule-collection-group';
import { VirtualNetworkDnsServers } from '@cdktf/provider-azurerm/lib/virtual-network-dns-servers';
import { Lazy, TerraformStack } from 'cdktf';
import { Construct, type IConstruct } from 'constructs';
import { addCheck } from '../../core/checks';
import type { ICluster, INetworkReference } from '../../core/contracts';
import { Problems } from '../../core/errors';
import { azureName, deriveName } from '../../core/names';
import { fixAddress } from '../address';
import { type ExistingResource, findExisting } from '../existing';
import { type OverrideOptions, overrideProperty } from '../override';
import type { ISubnet, IVirtualNetwork, TerraformDependency } from './contracts';
import { type ClusterEgressOptions, ClusterRules } from './cluster-rules';
import { type FirewallProps, resolveFirewall, type ResolvedFirewall } from './firewall-props';
import {
  allowing,
  applicationRule,
  type ApplicationRule,
  checkApplicationRule,
  checkNetworkRule,
  type NetworkRule,
  networkRule,
} from './firewall-rules';
import { FirewallRouteTable, type FirewallRouteTableProps } from './firewall-route-table';
import { type IPublicIp, PublicIp } from './public-ip';
import { Subnet } from './subnet';

/** A firewall, created here or brought. */
export interface IFirewall extends IConstruct {
  /** Late: the address that routes lead to. */
  readonly privateIpAddress: string;
  /**
   * Routes that send everything through the firewall, for the subnets of a cluster with `Outbound.userDefinedRouting()`.
   * @param scope where the routes belong: the environment of the cluster
   */
  createRouteTable(scope: Construct, id: string, props?: FirewallRouteTableProps): FirewallRouteTable;
}

const OWN_PRIORITY = 500;
const FIRST_CLUSTER_PRIORITY = 200;

/**
 * The way out of clusters whose every connection must be allowed. What AKS itself calls is allowed by the features that a
 * cluster uses; the rest by rules of the program. Azure: "Limit network traffic with Azure Firewall in AKS".
 */
export class Firewall extends Construct implements IFirewall {
  /** Uses a firewall that exists already, whose rules are kept elsewhere. */
  static fromName(scope: Construct, id: string, existing: ExistingResource): IFirewall {
    return new BroughtFirewall(scope, id, existing);
  }

  readonly firewallName: string;
  /** Late. */
  readonly firewallId: string;
  /** Late. */
  readonly policyId: string;
  readonly privateIpAddress: string;
  readonly subnet: ISubnet;
  readonly publicIps: readonly IPublicIp[];
  readonly dnsProxy: boolean;
  private readonly resource: FirewallResource;
  private readonly clusters = new Map<ICluster, ClusterRules>();
  private readonly groups: FirewallPolicyRuleCollectionGroup[] = [];
  private readonly applicationRules = new Map<string, ApplicationRule>();
  private readonly networkRules = new Map<string, NetworkRule>();
  private hasOwnRules = false;

  /** @throws CdkAksError with everything wrong in the props */
  constructor(scope: Construct, id: string, props: FirewallProps) {
    super(scope, id);
    const resolved = resolveFirewall(this, props);
    const { place, name, zones, tier } = resolved;
    const { resourceGroupName, location } = place;
    this.firewallName = name;
    this.dnsProxy = resolved.dnsProxy;
    this.subnet = props.subnet ?? Subnet.forFirewall(props.network as IVirtualNetwork);
    this.publicIps = props.publicIps ?? [
      new PublicIp(this, 'ip', { name: deriveName('publicIp', [name, 'ip']), resourceGroupName, location, zones }),
    ];
    this.policyId = this.createPolicy(resolved);
    this.resource = fixAddress(
      new FirewallResource(this, 'Resource', {
        name,
        resourceGroupName,
        location,
        skuName: 'AZFW_VNet',
        skuTier: tier,
        firewallPolicyId: this.policyId,
        zones: zones.length > 0 ? [...zones] : undefined,
        ipConfiguration: this.publicIps.map(({ publicIpId }, index) => ({
          name: `ip-${index + 1}`,
          publicIpAddressId: publicIpId,
          subnetId: index === 0 ? this.subnet.subnetId : undefined,
        })),
        tags: { ...place.tags },
      }),
    );
    this.firewallId = this.resource.id;
    this.privateIpAddress = this.resource.ipConfiguration.get(0).privateIpAddress;
    addCheck(this, (problems) => this.clusters.forEach((rules) => rules.check(problems)));
  }

  /** What must be there before anything relies on its way out: the firewall and its rules. */
  get dependencies(): readonly TerraformDependency[] {
    return [this.resource, ...this.groups];
  }

  /**
   * Allows what a cluster calls because of the features that it uses: the hosts of AKS itself, of its add-ons and extensions,
   * of Windows and GPU nodes. Calling it again changes nothing. What its workloads call is for `addApplicationRule`.
   */
  allowCluster(cluster: ICluster, options: ClusterEgressOptions = {}): void {
    if (this.clusters.has(cluster)) return;
    const rules = new ClusterRules(cluster, options);
    const name = deriveName('firewallRule', ['aks', cluster.clusterName]);
    this.addGroup(`aks-${cluster.clusterName}`, name, FIRST_CLUSTER_PRIORITY + this.clusters.size, rules);
    this.clusters.set(cluster, rules);
  }

  /**
   * Lets hosts be called by name.
   * @throws CdkAksError `firewall/rule-twice`, `firewall/host`, `firewall/port`, `firewall/rule-empty`, `name/azure`, `cidr/…`
   */
  addApplicationRule(name: string, rule: ApplicationRule): void {
    this.checked(name, (problems) => checkApplicationRule(name, rule, problems));
    this.applicationRules.set(name, rule);
    this.createOwnGroup();
  }

  /**
   * Lets addresses be called at ports.
   * @throws CdkAksError as `addApplicationRule`, and `firewall/hosts-need-dns`
   */
  addNetworkRule(name: string, rule: NetworkRule): void {
    this.checked(name, (problems) => checkNetworkRule(name, rule, this.dnsProxy, problems));
    this.networkRules.set(name, rule);
    this.createOwnGroup();
  }

  createRouteTable(scope: Construct, id: string, props: FirewallRouteTableProps = {}): FirewallRouteTable {
    return new FirewallRouteTable(scope, id, { ...props, firewall: this, publicIps: this.publicIps });
  }

  /**
   * Has a network ask the firewall for names; nodes learn of it when they are reimaged. The network must name no DNS servers
   * of its own.
   * @throws CdkAksError `firewall/no-dns-proxy`
   */
  serveDns(network: INetworkReference): void {
    // Below the network where that is in another stack: a spoke may use what a hub has, and not the other way round.
    const isHere = TerraformStack.of(network) === TerraformStack.of(this);
    const home = isHere ? this : (network as INetworkReference & Construct);
    const id = `dns-${isHere ? network.networkName : this.firewallName}`;
    if (home.node.tryFindChild(id)) return;
    const problems = new Problems(this);
    if (!this.dnsProxy) {
      problems.add({
        property: 'dnsProxy',
        value: false,
        rule: 'is off, so that the firewall answers no names',
        fix: 'Leave dnsProxy on',
        code: 'firewall/no-dns-proxy',
      });
    }
    problems.throwIfAny();
    fixAddress(
      new VirtualNetworkDnsServers(home, id, {
        virtualNetworkId: network.networkId,
        dnsServers: [this.privateIpAddress],
      }),
    );
  }

  /**
   * Sets a property of `azurerm_firewall` past the typed surface.
   * @throws CdkAksError `override/reason` without a reason
   */
  override(property: string, value: unknown, options: OverrideOptions): void {
    overrideProperty(this, this.resource, property, value, options);
  }

  private createPolicy(resolved: ResolvedFirewall): string {
    const { place, dnsServers, intrusionDetection } = resolved;
    const policy = new FirewallPolicy(this, 'policy', {
      name: resolved.policyName,
      resourceGroupName: place.resourceGroupName,
      location: place.location,
      sku: resolved.tier,
      threatIntelligenceMode: resolved.threatIntelligence,
      intrusionDetection: intrusionDetection && { mode: intrusionDetection },
      dns: { proxyEnabled: resolved.dnsProxy, servers: dnsServers.length > 0 ? [...dnsServers] : undefined },
      tags: { ...place.tags },
    });
    return fixAddress(policy).id;
  }

  private createOwnGroup(): void {
    if (this.hasOwnRules) return;
    this.hasOwnRules = true;
    this.addGroup('own-rules', 'own-rules', OWN_PRIORITY, {
      network: () => [...this.networkRules].map(([name, rule]) => networkRule(name, rule)),
      application: () => [...this.applicationRules].map(([name, rule]) => applicationRule(name, rule)),
    });
  }

  /** Rules are asked for at render, when everything behind the firewall is there. */
  private addGroup(
    id: string,
    name: string,
    priority: number,
    rules: { readonly network: () => readonly object[]; readonly application: () => readonly object[] },
  ): void {
    const group = new FirewallPolicyRuleCollectionGroup(this, id, {
      name,
      firewallPolicyId: this.policyId,
      priority,
      networkRuleCollection: Lazy.anyValue(
        { produce: () => allowing('network', 100, rules.network()) },
        { omitEmptyArray: true },
      ),
      applicationRuleCollection: Lazy.anyValue(
        { produce: () => allowing('application', 200, rules.application()) },
        { omitEmptyArray: true },
      ),
    });
    this.groups.push(fixAddress(group));
  }

  private checked(name: string, check: (problems: Problems) => void): void {
    const problems = new Problems(this);
    if (this.applicationRules.has(name) || this.networkRules.has(name)) {
      problems.add({
        property: 'name',
        value: name,
        rule: 'is the name of another rule of this firewall',
        fix: 'Give each rule a name of its own',
        code: 'firewall/rule-twice',
      });
    }
    check(problems);
    problems.throwIfAny();
  }
}

class BroughtFirewall extends Construct implements IFirewall {
  readonly privateIpAddress: string;

  constructor(scope: Construct, id: string, existing: ExistingResource) {
    super(scope, id);
    const { name, resourceGroupName } = findExisting(this, existing, (text) => azureName('firewall', text));
    const found = fixAddress(new DataAzurermFirewall(this, 'Resource', { name, resourceGroupName }));
    this.privateIpAddress = found.ipConfiguration.get(0).privateIpAddress;
  }

  createRouteTable(scope: Construct, id: string, props: FirewallRouteTableProps = {}): FirewallRouteTable {
    return new FirewallRouteTable(scope, id, { ...props, firewall: this, publicIps: [] });
  }
}
