import { DataAzurermNatGateway } from '@cdktf/provider-azurerm/lib/data-azurerm-nat-gateway';
import { NatGateway as NatGatewayResource } from '@cdktf/provider-azurerm/lib/nat-gateway';
import { NatGatewayPublicIpAssociation } from '@cdktf/provider-azurerm/lib/nat-gateway-public-ip-association';
import { PublicIp } from '@cdktf/provider-azurerm/lib/public-ip';
import { Construct } from 'constructs';
import { Duration } from '../../core/duration';
import { Problems } from '../../core/errors';
import { azureName, deriveName } from '../../core/names';
import { region } from '../../core/regions';
import { fixAddress } from '../address';
import { type ExistingResource, findExisting } from '../existing';
import { type OverrideOptions, overrideProperty } from '../override';
import { derivedName, type Place, type PlaceProps, resolvePlace } from '../place';
import type { INatGateway, TerraformDependency } from './contracts';

export interface NatGatewayProps extends PlaceProps {
  /**
   * Azure's name: 1 to 80 characters. Fixed at creation.
   * @creation
   * @default - from the environment's stem and the ids of the constructs
   */
  readonly name?: string;
  /**
   * Public addresses that connections go out from, 1 to 16; each serves 64,512 connections to one destination.
   * Azure: "NAT gateway resource".
   * @default 1
   */
  readonly publicIpCount?: number;
  /**
   * When an idle connection is dropped, from 4 to 120 minutes. Azure advises against a long one.
   * @default 4 minutes
   */
  readonly idleTimeout?: Duration;
  /**
   * The zone that the gateway and its addresses lie in. A gateway is in one zone or in none that you know; when its zone
   * goes dark, its subnets lose their way out. For all zones, see `NatGateway.perZone`. Fixed at creation.
   * @creation
   * @default - none
   */
  readonly zone?: string;
}

export interface NatGatewayPerZoneProps extends Omit<NatGatewayProps, 'zone' | 'name'> {
  /** Such as `['1', '2', '3']`. */
  readonly zones: readonly string[];
}

export interface ExistingNatGateway extends ExistingResource {
  /** @default - none, or not known */
  readonly zone?: string;
}

/** A way out to the internet for the subnets it is tied to. Azure: "What is Azure NAT Gateway?" */
export class NatGateway extends Construct implements INatGateway {
  /** Uses a gateway that exists already; nothing is created. */
  static fromName(scope: Construct, id: string, existing: ExistingNatGateway): INatGateway {
    return new BroughtNatGateway(scope, id, existing);
  }

  /**
   * One gateway for each zone, named `<id>-<zone>`. A subnet takes one gateway: give each zone a subnet, and the node pool
   * of the zone to it.
   */
  static perZone(scope: Construct, id: string, { zones, ...props }: NatGatewayPerZoneProps): readonly NatGateway[] {
    return zones.map((zone) => new NatGateway(scope, `${id}-${zone}`, { ...props, zone }));
  }

  readonly natGatewayName: string;
  readonly natGatewayId: string;
  readonly zone?: string;
  /** Late: the addresses that the outside sees. */
  readonly publicIpAddresses: readonly string[];
  readonly dependencies: readonly TerraformDependency[];
  private readonly resource: NatGatewayResource;

  constructor(scope: Construct, id: string, props: NatGatewayProps = {}) {
    super(scope, id);
    const problems = new Problems(this);
    const place = resolvePlace(this, props, problems);
    const name = props.name ?? derivedName(this, 'natGateway');
    problems.attempt('name', () => azureName('natGateway', name));
    const count = props.publicIpCount ?? 1;
    const idleTimeoutInMinutes = checkProps(props, place, count, problems);
    problems.throwIfAny();

    const { resourceGroupName, location, tags } = place;
    // The address that is made beside it lies in the same zone, or Azure refuses to tie the two.
    const where = { resourceGroupName, location, zones: props.zone === undefined ? undefined : [props.zone] };
    this.natGatewayName = name;
    this.zone = props.zone;
    this.resource = fixAddress(
      new NatGatewayResource(this, 'Resource', {
        name,
        ...where,
        skuName: 'Standard',
        idleTimeoutInMinutes,
        tags: { ...tags },
      }),
    );
    this.natGatewayId = this.resource.id;
    const made = Array.from({ length: count }, (_, index) => {
      const ip = fixAddress(
        new PublicIp(this, `ip-${index + 1}`, {
          name: deriveName('publicIp', [name, `ip-${index + 1}`]),
          ...where,
          sku: 'Standard',
          allocationMethod: 'Static',
          tags: { ...tags },
        }),
      );
      const tie = new NatGatewayPublicIpAssociation(this, `ip-${index + 1}-association`, {
        natGatewayId: this.natGatewayId,
        publicIpAddressId: ip.id,
      });
      return { ip, tie: fixAddress(tie) };
    });
    this.publicIpAddresses = made.map(({ ip }) => ip.ipAddress);
    this.dependencies = made.map(({ tie }) => tie);
  }

  /**
   * Sets a property of `azurerm_nat_gateway` past the typed surface.
   * @throws CdkAksError `override/reason` without a reason
   */
  override(property: string, value: unknown, options: OverrideOptions): void {
    overrideProperty(this, this.resource, property, value, options);
  }
}

/** @returns the idle timeout in minutes */
function checkProps(props: NatGatewayProps, place: Place, count: number, problems: Problems): number {
  if (!Number.isInteger(count) || count < 1 || count > 16) {
    problems.add({
      property: 'publicIpCount',
      value: count,
      rule: 'is not a whole number from 1 to 16',
      fix: 'Write 1 to 16',
      code: 'nat-gateway/public-ip-count',
    });
  }
  const idle = props.idleTimeout ?? Duration.minutes(4);
  const minutes = problems.attempt('idleTimeout', () => idle.toMinutes()) ?? 4;
  if (minutes < 4 || minutes > 120) {
    problems.add({
      property: 'idleTimeout',
      value: idle.toString(),
      rule: 'is not between 4 and 120 minutes',
      fix: 'Write Duration.minutes(4)',
      code: 'nat-gateway/idle-timeout',
    });
  }
  const zones = region(place.location)?.zones;
  if (props.zone !== undefined && zones && !zones.includes(props.zone)) {
    problems.add({
      property: 'zone',
      value: props.zone,
      rule: `is no zone of ${place.location}, which has ${zones.length === 0 ? 'none' : zones.join(', ')}`,
      fix: zones.length === 0 ? 'Leave it out' : `Write one of them, such as ${zones[0]}`,
      code: 'zone/not-in-region',
    });
  }
  return minutes;
}

class BroughtNatGateway extends Construct implements INatGateway {
  readonly natGatewayId: string;
  readonly zone?: string;
  readonly dependencies: readonly TerraformDependency[] = [];

  constructor(scope: Construct, id: string, existing: ExistingNatGateway) {
    super(scope, id);
    const { name, resourceGroupName } = findExisting(this, existing, (text) => azureName('natGateway', text));
    this.zone = existing.zone;
    this.natGatewayId = fixAddress(new DataAzurermNatGateway(this, 'Resource', { name, resourceGroupName })).id;
  }
}
