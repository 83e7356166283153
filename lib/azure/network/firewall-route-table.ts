import type { Construct } from 'constructs';
import type { TerraformDependency } from './contracts';
import type { IPublicIp } from './public-ip';
import { RouteTable, type RouteTableProps } from './route-table';

export type FirewallRouteTableProps = Omit<RouteTableProps, 'bgpRoutePropagation'>;

interface Props extends FirewallRouteTableProps {
  readonly firewall: { readonly privateIpAddress: string; readonly dependencies?: readonly TerraformDependency[] };
  readonly publicIps: readonly IPublicIp[];
}

/** Routes that send everything through a firewall; what relies on them waits for the firewall's rules too. */
export class FirewallRouteTable extends RouteTable {
  private readonly firewall: Props['firewall'];

  /** @internal See `Firewall.createRouteTable`. */
  constructor(scope: Construct, id: string, { firewall, publicIps, ...props }: Props) {
    // A default route that a gateway learns would go past the firewall.
    super(scope, id, { ...props, bgpRoutePropagation: false });
    this.firewall = firewall;
    this.addRoute({ name: 'default', prefix: '0.0.0.0/0', nextHop: firewall.privateIpAddress });
    publicIps.forEach(({ ipAddress }, index) => {
      this.addRoute({ name: `firewall-${index + 1}`, prefix: `${ipAddress}/32`, nextHop: 'Internet' });
    });
  }

  override get dependencies(): readonly TerraformDependency[] {
    return [...super.dependencies, ...(this.firewall.dependencies ?? [])];
  }
}
