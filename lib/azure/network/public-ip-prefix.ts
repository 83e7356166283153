import { DataAzurermPublicIpPrefix } from '@cdktf/provider-azurerm/lib/data-azurerm-public-ip-prefix';
import { PublicIpPrefix as PublicIpPrefixResource } from '@cdktf/provider-azurerm/lib/public-ip-prefix';
import { Construct, type IConstruct } from 'constructs';
import { Problems } from '../../core/errors';
import { azureName } from '../../core/names';
import { fixAddress } from '../address';
import { type ExistingResource, findExisting } from '../existing';
import { type OverrideOptions, overrideProperty } from '../override';
import { derivedName, type PlaceProps, resolvePlace } from '../place';
import { checkZoneList } from './zone-list';

/** A block of public addresses that belong together, created here or brought. */
export interface IPublicIpPrefix extends IConstruct {
  /** Late. */
  readonly publicIpPrefixId: string;
  /** Late: `20.1.2.0/28`. */
  readonly ipPrefix: string;
}

export interface PublicIpPrefixProps extends PlaceProps {
  /**
   * Azure's name: 1 to 80 characters. Fixed at creation.
   * @creation
   * @default - from the environment's stem and the ids of the constructs
   */
  readonly name?: string;
  /**
   * Length of the prefix, from 24 (256 addresses) to 31 (2). Fixed at creation.
   * @creation
   * @default 28 - 16 addresses
   */
  readonly prefixLength?: number;
  /**
   * Zones that its addresses live in: all of a region's, or one. Fixed at creation.
   * @creation
   * @default - none are written: Azure keeps it in all zones of a region that has them
   */
  readonly zones?: readonly string[];
}

/** Public IPv4 addresses in a row, so that a firewall elsewhere needs one rule. Azure: "Public IP address prefix". */
export class PublicIpPrefix extends Construct implements IPublicIpPrefix {
  /** Uses a prefix that exists already; nothing is created. */
  static fromName(scope: Construct, id: string, existing: ExistingResource): IPublicIpPrefix {
    return new BroughtPublicIpPrefix(scope, id, existing);
  }

  readonly publicIpPrefixName: string;
  readonly publicIpPrefixId: string;
  readonly ipPrefix: string;
  private readonly resource: PublicIpPrefixResource;

  /** @throws CdkAksError with everything wrong in the props */
  constructor(scope: Construct, id: string, props: PublicIpPrefixProps = {}) {
    super(scope, id);
    const problems = new Problems(this);
    const { resourceGroupName, location, tags } = resolvePlace(this, props, problems);
    const name = props.name ?? derivedName(this, 'publicIpPrefix');
    const prefixLength = props.prefixLength ?? 28;
    problems.attempt('name', () => azureName('publicIpPrefix', name));
    checkZoneList(props.zones ?? [], location, problems);
    if (!Number.isInteger(prefixLength) || prefixLength < 24 || prefixLength > 31) {
      problems.add({
        property: 'prefixLength',
        value: prefixLength,
        rule: 'is not a whole number from 24 to 31',
        fix: 'Write 28 for 16 addresses',
        code: 'public-ip/prefix-length',
      });
    }
    problems.throwIfAny();
    this.publicIpPrefixName = name;
    this.resource = fixAddress(
      new PublicIpPrefixResource(this, 'Resource', {
        name,
        resourceGroupName,
        location,
        sku: 'Standard',
        prefixLength,
        zones: props.zones && props.zones.length > 0 ? [...props.zones] : undefined,
        tags: { ...tags },
      }),
    );
    this.publicIpPrefixId = this.resource.id;
    this.ipPrefix = this.resource.ipPrefix;
  }

  /**
   * Sets a property of `azurerm_public_ip_prefix` past the typed surface.
   * @throws CdkAksError `override/reason` without a reason
   */
  override(property: string, value: unknown, options: OverrideOptions): void {
    overrideProperty(this, this.resource, property, value, options);
  }
}

class BroughtPublicIpPrefix extends Construct implements IPublicIpPrefix {
  readonly publicIpPrefixId: string;
  readonly ipPrefix: string;

  constructor(scope: Construct, id: string, existing: ExistingResource) {
    super(scope, id);
    const { name, resourceGroupName } = findExisting(this, existing, (text) => azureName('publicIpPrefix', text));
    const found = fixAddress(new DataAzurermPublicIpPrefix(this, 'Resource', { name, resourceGroupName }));
    this.publicIpPrefixId = found.id;
    this.ipPrefix = found.ipPrefix;
  }
}
