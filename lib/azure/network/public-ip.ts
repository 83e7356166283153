import { DataAzurermPublicIp } from '@cdktf/provider-azurerm/lib/data-azurerm-public-ip';
import { PublicIp as PublicIpResource } from '@cdktf/provider-azurerm/lib/public-ip';
import { Construct, type IConstruct } from 'constructs';
import { Duration } from '../../core/duration';
import { Problems } from '../../core/errors';
import { azureName } from '../../core/names';
import { fixAddress } from '../address';
import { type ExistingResource, findExisting } from '../existing';
import { type OverrideOptions, overrideProperty } from '../override';
import { derivedName, type PlaceProps, resolvePlace } from '../place';
import type { IPublicIpPrefix } from './public-ip-prefix';
import { checkZoneList } from './zone-list';

/** A public address, created here or brought. */
export interface IPublicIp extends IConstruct {
  /** Late. */
  readonly publicIpId: string;
  /** Late: the address itself. */
  readonly ipAddress: string;
}

export interface PublicIpProps extends PlaceProps {
  /**
   * Azure's name: 1 to 80 characters. Fixed at creation.
   * @creation
   * @default - from the environment's stem and the ids of the constructs
   */
  readonly name?: string;
  /**
   * Zones that the address lives in: all of a region's, or one. Fixed at creation.
   * @creation
   * @default - none are written: Azure keeps the address in all zones of a region that has them
   */
  readonly zones?: readonly string[];
  /**
   * The block that the address is taken from. Fixed at creation.
   * @creation
   * @default - any of Azure's
   */
  readonly prefix?: IPublicIpPrefix;
  /**
   * First part of a name that Azure gives the address: `shop` is `shop.westeurope.cloudapp.azure.com`.
   * @default - no name
   */
  readonly domainNameLabel?: string;
  /**
   * When an idle connection is dropped, from 4 to 30 minutes.
   * @default 4 minutes
   */
  readonly idleTimeout?: Duration;
}

/** A public IPv4 address of the tier Standard that does not change. Azure: "Public IP addresses". */
export class PublicIp extends Construct implements IPublicIp {
  /** Uses an address that exists already; nothing is created. */
  static fromName(scope: Construct, id: string, existing: ExistingResource): IPublicIp {
    return new BroughtPublicIp(scope, id, existing);
  }

  readonly publicIpName: string;
  readonly publicIpId: string;
  readonly ipAddress: string;
  private readonly resource: PublicIpResource;

  /** @throws CdkAksError with everything wrong in the props */
  constructor(scope: Construct, id: string, props: PublicIpProps = {}) {
    super(scope, id);
    const problems = new Problems(this);
    const { resourceGroupName, location, tags } = resolvePlace(this, props, problems);
    const name = props.name ?? derivedName(this, 'publicIp');
    problems.attempt('name', () => azureName('publicIp', name));
    checkZoneList(props.zones ?? [], location, problems);
    const idleTimeoutInMinutes = checkProps(props, problems);
    problems.throwIfAny();
    this.publicIpName = name;
    this.resource = fixAddress(
      new PublicIpResource(this, 'Resource', {
        name,
        resourceGroupName,
        location,
        sku: 'Standard',
        allocationMethod: 'Static',
        zones: props.zones && props.zones.length > 0 ? [...props.zones] : undefined,
        publicIpPrefixId: props.prefix?.publicIpPrefixId,
        domainNameLabel: props.domainNameLabel,
        idleTimeoutInMinutes,
        tags: { ...tags },
      }),
    );
    this.publicIpId = this.resource.id;
    this.ipAddress = this.resource.ipAddress;
  }

  /**
   * Sets a property of `azurerm_public_ip` past the typed surface.
   * @throws CdkAksError `override/reason` without a reason
   */
  override(property: string, value: unknown, options: OverrideOptions): void {
    overrideProperty(this, this.resource, property, value, options);
  }
}

class BroughtPublicIp extends Construct implements IPublicIp {
  readonly publicIpId: string;
  readonly ipAddress: string;

  constructor(scope: Construct, id: string, existing: ExistingResource) {
    super(scope, id);
    const { name, resourceGroupName } = findExisting(this, existing, (text) => azureName('publicIp', text));
    const found = fixAddress(new DataAzurermPublicIp(this, 'Resource', { name, resourceGroupName }));
    this.publicIpId = found.id;
    this.ipAddress = found.ipAddress;
  }
}

/** @returns the idle timeout in minutes */
function checkProps({ domainNameLabel, idleTimeout = Duration.minutes(4) }: PublicIpProps, problems: Problems): number {
  if (domainNameLabel !== undefined && !/^[a-z][a-z0-9-]{1,61}[a-z0-9]$/.test(domainNameLabel)) {
    problems.add({
      property: 'domainNameLabel',
      value: domainNameLabel,
      rule: "is not 3 to 63 lower-case letters, digits and '-', starting with a letter and ending with a letter or digit",
      fix: 'Write one such as contoso-shop',
      code: 'public-ip/domain-name-label',
    });
  }
  const minutes = problems.attempt('idleTimeout', () => idleTimeout.toMinutes()) ?? 4;
  if (minutes < 4 || minutes > 30) {
    problems.add({
      property: 'idleTimeout',
      value: idleTimeout.toString(),
      rule: 'is not between 4 and 30 minutes',
      fix: 'Write Duration.minutes(4)',
      code: 'public-ip/idle-timeout',
    });
  }
  return minutes;
}
