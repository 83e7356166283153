import { PrivateEndpoint as PrivateEndpointResource } from '@cdktf/provider-azurerm/lib/private-endpoint';
import { Construct } from 'constructs';
import type { IPrivateDnsZone } from '../../core/contracts';
import { Problems } from '../../core/errors';
import { azureName } from '../../core/names';
import { fixAddress } from '../address';
import { overrideProperty, type OverrideOptions } from '../override';
import { derivedName, type PlaceProps, resolvePlace } from '../place';
import { markPrerequisite } from '../prerequisites';
import type { ISubnet } from './contracts';
import type { IPrivateDnsZones } from './private-dns-zones';
import { checkEndpointSubnet, endpointZones } from './private-endpoint-checks';
import type { IPrivateLinkTarget } from './private-link';
import type { PrivateLinkSubresource } from './private-link-zones';

/** Who writes the endpoint's names: zones by demand, zones that are named, or somebody else. */
export type PrivateEndpointDns = IPrivateDnsZones | IPrivateDnsZone | readonly IPrivateDnsZone[] | 'managed-elsewhere';

export interface PrivateEndpointProps extends Omit<PlaceProps, 'location'> {
  /** What it leads to: a vault, a registry, a store, a cluster with a private API server. */
  readonly target: IPrivateLinkTarget;

  /** The subnet that its addresses come from; see `Subnet.forPrivateEndpoints`. Fixed at creation. @creation */
  readonly subnet: ISubnet;

  /**
   * The zones that its names are written to: without them clients resolve the service's public address, and are refused
   * there. `'managed-elsewhere'` where a policy of Azure adds them to every endpoint.
   */
  readonly dns: PrivateEndpointDns;

  /**
   * The part of the service, in Azure's words: a storage account has `blob`, `file`, `queue`, `table`, `dfs` and `web`.
   * Fixed at creation.
   * @creation
   * @default - the service's only part, or its main one
   */
  readonly subresource?: PrivateLinkSubresource;

  /**
   * Azure's name: 2 to 64 characters. Fixed at creation.
   * @creation
   * @default - from the environment's stem and the ids of the constructs
   */
  readonly name?: string;

  /**
   * What the owner of the service is told who must approve the endpoint: for a service on which Terraform has no rights.
   * At most 140 characters. Fixed at creation.
   * @creation
   * @default - Terraform approves by its own rights
   */
  readonly requestMessage?: string;
}

/**
 * An address in a subnet that leads to one service of Azure, with its names in private DNS. The network of the subnet is
 * linked to the zones; those of other clients must be too. Public access to the service is off then, unless the program
 * says otherwise. Azure: "What is a private endpoint?"
 */
export class PrivateEndpoint extends Construct {
  readonly endpointName: string;
  /** Late. */
  readonly endpointId: string;
  readonly subnet: ISubnet;
  readonly subresource: PrivateLinkSubresource;
  /** Late: the address, where it has only one. */
  readonly privateIpAddress: string;
  /** The zones that hold its names; none where that is managed elsewhere. */
  readonly zones: readonly IPrivateDnsZone[];
  private readonly resource: PrivateEndpointResource;

  /** @throws CdkAksError with everything wrong in the props */
  constructor(scope: Construct, id: string, props: PrivateEndpointProps) {
    super(scope, id);
    const problems = new Problems(this);
    const { subnet, target } = props;
    const { privateLink } = target;
    const location = subnet.network.location;
    const { resourceGroupName, tags } = resolvePlace(this, { ...props, location }, problems);
    const name = props.name ?? derivedName(this, 'privateEndpoint');
    problems.attempt('name', () => azureName('privateEndpoint', name));
    checkEndpointSubnet(subnet, problems);
    checkRequestMessage(props.requestMessage, problems);
    const subresource = privateLink.choose(props.subresource, problems);
    const zones = problems.all.length > 0 ? [] : endpointZones(props, subresource, problems);
    problems.throwIfAny();

    this.endpointName = name;
    this.subnet = subnet;
    this.subresource = subresource;
    this.zones = zones;
    this.resource = fixAddress(
      new PrivateEndpointResource(this, 'Resource', {
        name,
        resourceGroupName,
        location,
        subnetId: subnet.subnetId,
        privateServiceConnection: {
          name,
          privateConnectionResourceId: privateLink.props.resourceId(),
          subresourceNames: [subresource],
          isManualConnection: props.requestMessage !== undefined,
          requestMessage: props.requestMessage,
        },
        privateDnsZoneGroup:
          zones.length > 0 ? { name: 'default', privateDnsZoneIds: zones.map(({ zoneId }) => zoneId) } : undefined,
        // What a policy writes there is not Terraform's to remove.
        lifecycle: zones.length > 0 ? undefined : { ignoreChanges: ['private_dns_zone_group'] },
        tags: { ...tags },
      }),
    );
    // Pods that start before it resolve a public address, and keep it.
    markPrerequisite(this.resource);
    this.endpointId = this.resource.id;
    this.privateIpAddress = this.resource.privateServiceConnection.privateIpAddress;
    const { description, addresses = () => 1 } = privateLink.props;
    subnet.addDemand({
      user: `the private endpoint to ${description}`,
      addresses,
      arithmetic: () => String(addresses()),
    });
    privateLink.use(subnet, subresource);
  }

  /**
   * Sets a property of `azurerm_private_endpoint` past the typed surface.
   * @throws CdkAksError `override/reason` without a reason
   */
  override(property: string, value: unknown, options: OverrideOptions): void {
    overrideProperty(this, this.resource, property, value, options);
  }
}

function checkRequestMessage(message: string | undefined, problems: Problems): void {
  if (message === undefined || (message.trim() !== '' && message.length <= 140)) return;
  problems.add({
    property: 'requestMessage',
    value: message,
    rule: 'is not a text of 1 to 140 characters',
    fix: 'Say in a sentence who asks and why',
    code: 'private-endpoint/request-message',
  });
}
