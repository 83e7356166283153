import { ApplicationLoadBalancer } from '@cdktf/provider-azurerm/lib/application-load-balancer';
import { ApplicationLoadBalancerFrontend } from '@cdktf/provider-azurerm/lib/application-load-balancer-frontend';
import { ApplicationLoadBalancerSubnetAssociation } from '@cdktf/provider-azurerm/lib/application-load-balancer-subnet-association';
import { Lazy, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import type { IApplicationGateway, ICluster, IWorkloadIdentity } from '../../core/contracts';
import { invalid, Problems } from '../../core/errors';
import { azureName } from '../../core/names';
import { ALB_CONTROLLER } from '../../core/service-accounts';
import { fixAddress } from '../address';
import { subnetAddresses } from '../cluster/depends-on';
import { grantRole } from '../identity/role-assignment';
import { WorkloadIdentity } from '../identity/workload-identity';
import { overrideProperty, type OverrideOptions } from '../override';
import { environmentOf, type Place, type PlaceProps } from '../place';
import { resourceGroupIdOf } from '../resource-group-id';
import { ADDRESSES_OF_A_GATEWAY, checkSubnet, resolveGateway, TRAFFIC_CONTROLLERS } from './application-gateway-props';
import type { ISubnet, IVirtualNetwork } from './contracts';

export interface ApplicationGatewayForContainersProps extends PlaceProps {
  /** The cluster that it routes into; its pods must be reachable from the subnet. */
  readonly cluster: ICluster;

  /**
   * The network that a delegated /24 is added to. Give this or `subnet`.
   * @default - the network of `subnet`
   */
  readonly network?: IVirtualNetwork;

  /**
   * A subnet that is delegated to `Microsoft.ServiceNetworking/trafficControllers`: a /24 for one gateway, larger for
   * several that share it, and exactly a /24 for a cluster with overlay networking.
   * @default - one is added to `network`
   */
  readonly subnet?: ISubnet;

  /**
   * Azure's name: 2 to 64 letters, digits, `_`, `.` and `-`. Fixed at creation.
   * @creation
   * @default - the environment's stem and the ids below it
   */
  readonly name?: string;

  /**
   * Name of the first frontend, which a Gateway asks for. Fixed at creation.
   * @creation
   * @default 'frontend'
   */
  readonly frontendName?: string;

  /**
   * The identity that the controller in the cluster signs in with. A cluster has one controller: a second gateway takes
   * the first one's `controllerIdentity`.
   * @default - one is made
   */
  readonly controllerIdentity?: IWorkloadIdentity;
}

/** A gateway that is managed elsewhere, with what the Kubernetes half must know of it. */
export interface ExistingApplicationGateway {
  readonly cluster: ICluster;
  /** Resource id. */
  readonly gatewayId: string;
  readonly frontendName: string;
  /** Host name that Azure gave the frontend. */
  readonly frontendHostName: string;
  /** Range of the subnet that it is associated with. */
  readonly subnetCidr: string;
  /** Client id of the controller's identity. */
  readonly controllerClientId: string;
}

/** Azure: "Application Gateway for Containers limits". */
const MOST_FRONTENDS = 5;

/**
 * A gateway that Azure runs outside the cluster and the Gateway API configures; the controller in the cluster finds it by
 * its id. Azure: "Create Application Gateway for Containers - bring your own deployment".
 */
export class ApplicationGatewayForContainers extends Construct implements IApplicationGateway {
  /** Uses a gateway that is managed elsewhere; nothing is created, granted or looked up. */
  static fromAttributes(scope: Construct, id: string, existing: ExistingApplicationGateway): IApplicationGateway {
    return Object.assign(new Construct(scope, id), { ...existing });
  }

  readonly cluster: ICluster;
  readonly gatewayName: string;
  readonly gatewayId: string;
  readonly subnet: ISubnet;
  readonly subnetCidr: string;
  /** What the controller signs in with; a second gateway for the same cluster shares it. */
  readonly controllerIdentity: IWorkloadIdentity;
  readonly controllerClientId: string;
  private readonly resource: ApplicationLoadBalancer;
  private readonly main: GatewayFrontend;
  private readonly frontends: GatewayFrontend[] = [];
  private readonly tags: Readonly<Record<string, string>>;

  /** @throws CdkAksError with everything wrong in the props */
  constructor(scope: Construct, id: string, props: ApplicationGatewayForContainersProps) {
    super(scope, id);
    const { name, place } = resolveGateway(this, props);
    environmentOf(this)?.needProvider('Microsoft.ServiceNetworking');
    this.cluster = props.cluster;
    this.tags = place.tags;
    this.subnet = props.subnet ?? this.addSubnet(props.network as IVirtualNetwork);
    this.subnetCidr = this.subnet.prefix;
    this.resource = fixAddress(
      new ApplicationLoadBalancer(this, 'Resource', {
        name,
        resourceGroupName: place.resourceGroupName,
        location: place.location,
        tags: place.tags,
      }),
    );
    this.gatewayName = name;
    this.gatewayId = this.resource.id;
    this.associate();
    this.main = this.makeFrontend('frontend', props.frontendName ?? 'frontend');
    this.controllerIdentity = props.controllerIdentity ?? this.makeIdentity(place);
    this.controllerClientId = this.controllerIdentity.clientId;
    this.admitController(place);
  }

  get frontendName(): string {
    return this.main.frontendName;
  }

  get frontendHostName(): string {
    return this.main.frontendHostName;
  }

  /**
   * Adds a frontend with a host name of its own, for another Gateway. Five at most.
   *
   * @param name as Azure shows it; the default is the id
   * @throws CdkAksError `gateway/too-many-frontends`, `gateway/frontend-twice`, `name/azure`
   */
  addFrontend(id: string, name: string = id): IApplicationGateway {
    return this.makeFrontend(id, name);
  }

  /**
   * Sets an argument of the gateway past the typed surface, in Terraform's own words.
   * @throws CdkAksError `override/reason`, `override/property`
   */
  override(property: string, value: unknown, options: OverrideOptions): void {
    overrideProperty(this, this.resource, property, value, options);
  }

  private makeFrontend(id: string, name: string): GatewayFrontend {
    if (this.frontends.length >= MOST_FRONTENDS) {
      throw invalid(this, {
        property: 'frontends',
        value: name,
        rule: `would be number ${MOST_FRONTENDS + 1}; a gateway has at most ${MOST_FRONTENDS} frontends`,
        fix: 'Let several Gateways or listeners share a frontend, or add a gateway',
        code: 'gateway/too-many-frontends',
      });
    }
    if (this.frontends.some(({ frontendName }) => frontendName.toLowerCase() === name.toLowerCase())) {
      throw invalid(this, {
        property: 'frontendName',
        value: name,
        rule: 'is the name of another frontend of this gateway',
        fix: 'Give each a name of its own',
        code: 'gateway/frontend-twice',
      });
    }
    const problems = new Problems(this);
    problems.attempt(undefined, () => azureName('applicationLoadBalancerFrontend', name, 'frontendName'));
    problems.throwIfAny();
    const frontend = new GatewayFrontend(this, id, name, this.tags);
    this.frontends.push(frontend);
    return frontend;
  }

  private addSubnet(network: IVirtualNetwork): ISubnet {
    return network.addSubnet(this.node.id, {
      delegation: TRAFFIC_CONTROLLERS,
      largestPrefixLength: 24,
      headroom: false,
    });
  }

  private associate(): void {
    const { subnet } = this;
    checkSubnet(this, subnet, this.cluster);
    subnet.addDemand({
      user: `gateway '${this.gatewayName}'`,
      addresses: () => ADDRESSES_OF_A_GATEWAY,
      arithmetic: () => String(ADDRESSES_OF_A_GATEWAY),
    });
    const association = new ApplicationLoadBalancerSubnetAssociation(this, 'association', {
      name: 'association',
      applicationLoadBalancerId: this.gatewayId,
      subnetId: subnet.subnetId,
      tags: this.tags,
    });
    fixAddress(association).dependsOn = Lazy.listValue(
      { produce: () => [...subnetAddresses(this, [subnet])] },
      { omitEmpty: true },
    );
  }

  private makeIdentity(place: Place): IWorkloadIdentity {
    const { resourceGroupName, location, tags } = place;
    return new WorkloadIdentity(this, 'controller', { resourceGroupName, location, tags });
  }

  /** Azure: "Deploy Application Gateway for Containers ALB Controller", "… bring your own deployment". */
  private admitController({ resourceGroupName }: Place): void {
    const { controllerIdentity: identity, cluster } = this;
    identity.trust({ cluster, ...ALB_CONTROLLER });
    identity.grant(
      'AppGw for Containers Configuration Manager',
      resourceGroupIdOf(identity as IWorkloadIdentity & Construct, resourceGroupName),
    );
    identity.grant('Network Contributor', this.subnet.subnetId);
    if (TerraformStack.of(cluster) === TerraformStack.of(identity)) {
      identity.grant('Reader', cluster.nodeResourceGroupId);
      return;
    }
    // Beside the cluster: manifests make its stack wait for this one, which then can't wait for the cluster.
    grantRole(cluster as ICluster & Construct, {
      id: `alb-controller-reader-${identity.identityName}`,
      role: 'Reader',
      scopeId: cluster.nodeResourceGroupId,
      principalId: identity.principalId,
    });
  }
}

/** One of the entries of a gateway. */
class GatewayFrontend extends Construct implements IApplicationGateway {
  readonly frontendHostName: string;

  constructor(
    private readonly gateway: ApplicationGatewayForContainers,
    id: string,
    readonly frontendName: string,
    tags: Readonly<Record<string, string>>,
  ) {
    super(gateway, id);
    const resource = new ApplicationLoadBalancerFrontend(this, 'Resource', {
      name: frontendName,
      applicationLoadBalancerId: gateway.gatewayId,
      tags,
    });
    this.frontendHostName = fixAddress(resource).fullyQualifiedDomainName;
  }

  get cluster(): ICluster {
    return this.gateway.cluster;
  }

  get gatewayId(): string {
    return this.gateway.gatewayId;
  }

  get subnetCidr(): string {
    return this.gateway.subnetCidr;
  }

  get controllerClientId(): string {
    return this.gateway.controllerClientId;
  }
}
