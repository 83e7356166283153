import { dns1035Label } from '../../core/dns-names';
import { InvalidValue, Problems } from '../../core/errors';
import { isIpv4 } from '../../core/ipv4';
import { isLate } from '../../core/late';

const PREFIX = 'service.beta.kubernetes.io/azure';

export interface InternalFrontendOptions {
  /**
   * Name of a subnet of the cluster's network that the address lies in.
   * @default - that of the nodes
   */
  readonly subnet?: string;
  /**
   * Address that nothing else has: `10.20.4.10`.
   * @default - the next free one, which may be another one after the Service was made anew
   */
  readonly address?: string;
}

export interface PublicFrontendOptions {
  /**
   * Name of a public IP address that exists, of the Standard tier.
   * @default - a new one, which goes with the Service
   */
  readonly publicIp?: string;
  /**
   * Resource group of that public IP address; the cluster's identity needs Network Contributor there.
   * @default - the group that Azure keeps the nodes in
   */
  readonly resourceGroup?: string;
  /**
   * Name below `<region>.cloudapp.azure.com`.
   * @default - none
   */
  readonly dnsLabel?: string;
}

/** The address that a load balancer answers at. Azure: "Use a load balancer with AKS". */
export class Frontend {
  /**
   * In the cluster's network, never on the internet.
   * @throws CdkAksError `expose/address`, `expose/azure-name`
   */
  static internal({ subnet, address }: InternalFrontendOptions = {}): Frontend {
    const problems = new Problems();
    if (subnet !== undefined) problems.attempt('subnet', () => checkName('subnet', subnet));
    if (address !== undefined && !isLate(address) && !isIpv4(address)) {
      problems.add({
        property: 'address',
        value: address,
        rule: 'is not an IPv4 address',
        fix: "Write one of the subnet, such as '10.20.4.10'",
        code: 'expose/address',
      });
    }
    problems.throwIfAny();
    return new Frontend(true, {
      [`${PREFIX}-load-balancer-internal`]: 'true',
      ...(subnet === undefined ? {} : { [`${PREFIX}-load-balancer-internal-subnet`]: subnet }),
      ...(address === undefined ? {} : { [`${PREFIX}-load-balancer-ipv4`]: address }),
    });
  }

  /**
   * On the internet.
   * @throws CdkAksError `expose/azure-name`, `expose/no-public-ip`, `name/dns-1035-label`
   */
  static public({ publicIp, resourceGroup, dnsLabel: label }: PublicFrontendOptions = {}): Frontend {
    const problems = new Problems();
    if (publicIp !== undefined) problems.attempt('publicIp', () => checkName('publicIp', publicIp));
    if (resourceGroup !== undefined) problems.attempt('resourceGroup', () => checkName('resourceGroup', resourceGroup));
    if (label !== undefined) problems.attempt('dnsLabel', () => dns1035Label(label, 'dnsLabel'));
    if (resourceGroup !== undefined && publicIp === undefined) {
      problems.add({
        property: 'resourceGroup',
        value: resourceGroup,
        rule: 'is given without the name of a public IP address in it',
        fix: "Write publicIp: '…', or leave out the group",
        code: 'expose/no-public-ip',
      });
    }
    problems.throwIfAny();
    return new Frontend(false, {
      ...(publicIp === undefined ? {} : { [`${PREFIX}-pip-name`]: publicIp }),
      ...(resourceGroup === undefined ? {} : { [`${PREFIX}-load-balancer-resource-group`]: resourceGroup }),
      ...(label === undefined ? {} : { [`${PREFIX}-dns-label-name`]: label }),
    });
  }

  private constructor(
    readonly internal: boolean,
    /** @internal */
    readonly annotations: Readonly<Record<string, string>>,
  ) {}
}

/** A name of Azure, as far as all kinds have it in common: an id would be looked for as a name, and never found. */
function checkName(property: string, name: string): void {
  if (isLate(name) || /^[\w](?:[\w.()-]{0,88}[\w()-])?$/.test(name)) return;
  throw new InvalidValue({
    property,
    value: name,
    rule: 'is not a name of Azure',
    fix: name.startsWith('/') ? `Write its name: '${name.split('/').at(-1)}'` : 'Write the name as Azure shows it',
    code: 'expose/azure-name',
  });
}
