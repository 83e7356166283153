import { DataAzurermRouteTable } from '@cdktf/provider-azurerm/lib/data-azurerm-route-table';
import { Route as RouteResource } from '@cdktf/provider-azurerm/lib/route';
import { RouteTable as RouteTableResource } from '@cdktf/provider-azurerm/lib/route-table';
import { Token } from 'cdktf';
import { Construct } from 'constructs';
import { Cidr } from '../../core/cidr';
import { Problems } from '../../core/errors';
import { isIpv4 } from '../../core/ipv4';
import { azureName } from '../../core/names';
import { fixAddress } from '../address';
import { type ExistingResource, findExisting } from '../existing';
import { type OverrideOptions, overrideProperty } from '../override';
import { derivedName, type PlaceProps, resolvePlace } from '../place';
import type { IRouteTable, NetworkRoute, TerraformDependency } from './contracts';

export interface RouteTableProps extends PlaceProps {
  /**
   * Azure's name: 1 to 80 characters. Fixed at creation.
   * @creation
   * @default - from the environment's stem and the ids of the constructs
   */
  readonly name?: string;
  /**
   * Where packets go by their destination; the longest prefix wins. More can be added with `addRoute`.
   * @default - none
   */
  readonly routes?: readonly NetworkRoute[];
  /**
   * Takes routes that a gateway learns from outside as well. Set it to false where everything must go through an appliance.
   * @default true
   */
  readonly bgpRoutePropagation?: boolean;
}

const AZURE_HOPS: readonly string[] = ['Internet', 'None', 'VirtualNetworkGateway', 'VnetLocal'];
const SERVICE_TAG = /^[A-Za-z][A-Za-z0-9]*(\.[A-Za-z0-9]+)*$/;

/** Routes of what leaves the subnets it is tied to. Azure: "Virtual network traffic routing". */
export class RouteTable extends Construct implements IRouteTable {
  /** Uses a route table that exists already; nothing is created. */
  static fromName(scope: Construct, id: string, existing: ExistingResource): IRouteTable {
    return new ExistingRouteTable(scope, id, existing);
  }

  readonly routeTableName: string;
  readonly routeTableId: string;
  private readonly resource: RouteTableResource;
  private readonly resourceGroupName: string;
  private readonly added: { readonly route: NetworkRoute; readonly resource: RouteResource }[] = [];

  constructor(scope: Construct, id: string, props: RouteTableProps = {}) {
    super(scope, id);
    const problems = new Problems(this);
    const place = resolvePlace(this, props, problems);
    const name = props.name ?? derivedName(this, 'routeTable');
    problems.attempt('name', () => azureName('routeTable', name));
    problems.throwIfAny();

    const { resourceGroupName, location, tags } = place;
    this.routeTableName = name;
    this.resourceGroupName = resourceGroupName;
    this.resource = fixAddress(
      new RouteTableResource(this, 'Resource', {
        name,
        resourceGroupName,
        location,
        bgpRoutePropagationEnabled: props.bgpRoutePropagation ?? true,
        tags: { ...tags },
      }),
    );
    this.routeTableId = this.resource.id;
    for (const route of props.routes ?? []) this.addRoute(route);
  }

  get routes(): readonly NetworkRoute[] {
    return this.added.map(({ route }) => route);
  }

  get dependencies(): readonly TerraformDependency[] {
    return this.added.map(({ resource }) => resource);
  }

  /** @throws CdkAksError with all that is wrong about the route */
  addRoute(route: NetworkRoute): void {
    const problems = new Problems(this);
    problems.attempt('name', () => azureName('route', route.name));
    this.checkName(route, problems);
    this.checkPrefix(route, problems);
    checkNextHop(route, problems);
    problems.throwIfAny();

    // A resource of its own: some network plugins of AKS add routes to the table, and Terraform must leave them.
    const resource = new RouteResource(this, route.name, {
      name: route.name,
      resourceGroupName: this.resourceGroupName,
      routeTableName: this.resource.name,
      addressPrefix: route.prefix,
      ...hopArguments(route.nextHop),
    });
    this.added.push({ route, resource: fixAddress(resource) });
  }

  /**
   * Sets a property of `azurerm_route_table` past the typed surface.
   * @throws CdkAksError `override/reason` without a reason
   */
  override(property: string, value: unknown, options: OverrideOptions): void {
    overrideProperty(this, this.resource, property, value, options);
  }

  private checkName({ name }: NetworkRoute, problems: Problems): void {
    // Azure tells names apart without their case.
    if (!this.routes.some((route) => route.name.toLowerCase() === name.toLowerCase())) return;
    problems.add({
      property: 'name',
      value: name,
      rule: 'is the name of another route of the table',
      fix: 'Give each route a name of its own',
      code: 'route/duplicate-name',
    });
  }

  private checkPrefix({ name, prefix }: NetworkRoute, problems: Problems): void {
    const property = `${name}.prefix`;
    if (!Token.isUnresolved(prefix) && !SERVICE_TAG.test(prefix)) {
      problems.attempt(property, () => Cidr.parse(prefix));
    }
    const other = this.routes.find((route) => route.prefix === prefix);
    if (other) {
      problems.add({
        property,
        value: prefix,
        rule: `is also that of the route '${other.name}'`,
        fix: 'Keep one of the two',
        code: 'route/duplicate-prefix',
      });
    }
  }
}

function checkNextHop({ name, nextHop }: NetworkRoute, problems: Problems): void {
  if (Token.isUnresolved(nextHop) || AZURE_HOPS.includes(nextHop) || isIpv4(nextHop)) return;
  problems.add({
    property: `${name}.nextHop`,
    value: nextHop,
    rule: `is neither ${AZURE_HOPS.join(', ')} nor the address of an appliance`,
    fix: "Write one such as 'Internet' or '10.20.1.4'",
    code: 'route/next-hop',
  });
}

function hopArguments(nextHop: string) {
  return AZURE_HOPS.includes(nextHop)
    ? { nextHopType: nextHop }
    : { nextHopType: 'VirtualAppliance', nextHopInIpAddress: nextHop };
}

class ExistingRouteTable extends Construct implements IRouteTable {
  readonly routeTableId: string;
  readonly dependencies: readonly TerraformDependency[] = [];

  constructor(scope: Construct, id: string, existing: ExistingResource) {
    super(scope, id);
    const { name, resourceGroupName } = findExisting(this, existing, (text) => azureName('routeTable', text));
    this.routeTableId = fixAddress(new DataAzurermRouteTable(this, 'Resource', { name, resourceGroupName })).id;
  }
}
