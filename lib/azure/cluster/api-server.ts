import type { IPrivateDnsZone } from '../../core/contracts';
import type { ISubnet } from '../network/contracts';

/** Puts the API server into a subnet of the cluster's network. Azure: "API Server VNet Integration". */
export interface VnetIntegrationProps {
  /**
   * Subnet of API servers alone, delegated to `Microsoft.ContainerService/managedClusters`; the clusters of one network may
   * share it.
   * @default - one is added to the network: a /28, of which a cluster takes nine addresses
   */
  readonly subnet?: ISubnet;
}

export interface PublicApiServerProps {
  /**
   * Puts the API server into the network, so that nodes reach it there; people still come over the internet. Never taken
   * back: Azure can't remove it, and a cluster that gets it later restarts as a whole. Not in Qatar Central.
   * @creation
   * @default false
   */
  readonly vnetIntegration?: boolean | VnetIntegrationProps;
}

export interface PrivateApiServerProps {
  /**
   * Puts the API server itself into the network in place of a private endpoint in the system pool's subnet. Never taken
   * back. Not in Qatar Central.
   * @creation
   * @default false
   */
  readonly vnetIntegration?: boolean | VnetIntegrationProps;
  /**
   * Where its private name lives. Fixed at creation.
   * @creation
   * @default ApiServerDns.system()
   */
  readonly dns?: ApiServerDns;
  /**
   * Gives it a public name too, which tells its private address to anyone who asks. Without a zone it is the only name.
   * @default - true with `ApiServerDns.none()`, else false
   */
  readonly publicFqdn?: boolean;
}

export interface ApiServerZoneProps {
  /**
   * First part of the API server's name in the zone, in place of the cluster's `dnsPrefix`. Fixed at creation.
   * @creation
   * @default - Azure completes the cluster's `dnsPrefix` by an id of its own
   */
  readonly subdomain?: string;
}

/** Where the name of a private API server lives. Fixed at creation. Azure: "Create a private AKS cluster". */
export class ApiServerDns {
  /** A zone that AKS makes in the group of the nodes and links to the cluster's network. */
  static system(): ApiServerDns {
    return new ApiServerDns('system');
  }

  /** No zone: the public name alone tells the private address. */
  static none(): ApiServerDns {
    return new ApiServerDns('none');
  }

  /**
   * A zone of yours, `privatelink.<region>.azmk8s.io` or `<subzone>.privatelink.<region>.azmk8s.io`; with VNet integration
   * `private` stands in place of `privatelink`. The cluster's identity is given what it must do there before the cluster is made.
   */
  static zone(zone: IPrivateDnsZone, props: ApiServerZoneProps = {}): ApiServerDns {
    return new ApiServerDns('zone', zone, props.subdomain);
  }

  private constructor(
    readonly kind: 'system' | 'none' | 'zone',
    readonly zone?: IPrivateDnsZone,
    readonly subdomain?: string,
  ) {}
}

/** How the API server is reached. Azure: "API server VNet integration", "Create a private AKS cluster". */
export class ApiServer {
  /** Over the internet, by whoever may sign in; `authorizedIpRanges` narrows who may call. */
  static public(props: PublicApiServerProps = {}): ApiServer {
    return new ApiServer(undefined, integrationOf(props.vnetIntegration));
  }

  /**
   * At an address of the cluster's network alone: a private cluster. Whoever calls it must be in that network or connected
   * to it, pipelines included.
   */
  static private(props: PrivateApiServerProps = {}): ApiServer {
    const dns = props.dns ?? ApiServerDns.system();
    const publicFqdn = props.publicFqdn ?? dns.kind === 'none';
    return new ApiServer({ dns, publicFqdn }, integrationOf(props.vnetIntegration));
  }

  private constructor(
    /** @internal Undefined for a public one. */
    readonly privately?: { readonly dns: ApiServerDns; readonly publicFqdn: boolean },
    /** @internal Undefined where the API server stands outside the network. */
    readonly integration?: VnetIntegrationProps,
  ) {}

  get isPrivate(): boolean {
    return this.privately !== undefined;
  }

  /** True where the API server stands in a subnet of the network. */
  get isVnetIntegrated(): boolean {
    return this.integration !== undefined;
  }
}

function integrationOf(asked: boolean | VnetIntegrationProps | undefined): VnetIntegrationProps | undefined {
  return asked === true ? {} : asked || undefined;
}
