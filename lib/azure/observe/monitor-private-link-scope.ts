import { MonitorPrivateLinkScope as MonitorPrivateLinkScopeResource } from '@cdktf/provider-azurerm/lib/monitor-private-link-scope';
import { MonitorPrivateLinkScopedService } from '@cdktf/provider-azurerm/lib/monitor-private-link-scoped-service';
import { Token } from 'cdktf';
import type { Construct } from 'constructs';
import { Problems } from '../../core/errors';
import { azureName } from '../../core/names';
import { fixAddress } from '../address';
import { LinkedService } from '../network/linked-service';
import { PrivateLink } from '../network/private-link';
import { overrideProperty, type OverrideOptions } from '../override';
import { derivedName, type GlobalPlaceProps, resolveGlobalPlace } from '../place';

export type MonitorAccess = 'Open' | 'PrivateOnly';

export interface MonitorPrivateLinkScopeProps extends GlobalPlaceProps {
  /**
   * Azure's name: 1 to 255 characters. Fixed at creation.
   * @creation
   * @default - from the environment's stem and the ids of the constructs
   */
  readonly name?: string;
  /**
   * Whether networks behind the endpoint may send to what is not in the scope.
   * @default 'Open'
   */
  readonly ingestion?: MonitorAccess;
  /**
   * Whether networks behind the endpoint may ask what is not in the scope.
   * @default 'Open'
   */
  readonly queries?: MonitorAccess;
}

/** Azure: "Design your Azure Monitor private link setup": eleven addresses today, and a /27 for more. */
const ADDRESSES = 11;

/**
 * What of Azure Monitor is reached by a private endpoint: workspaces of logs, data collection endpoints. All of Azure Monitor
 * shares its names, so that every network that resolves the zones goes through the endpoint: one scope for all that share DNS.
 * Azure: "Use Azure Private Link to connect networks to Azure Monitor".
 */
export class MonitorPrivateLinkScope extends LinkedService {
  readonly scopeName: string;
  /** Late. */
  readonly scopeId: string;
  readonly ports: readonly number[] = Object.freeze([443]);
  readonly privateLink: PrivateLink;
  private readonly resource: MonitorPrivateLinkScopeResource;
  private readonly resourceGroupName: string;

  /** @throws CdkAksError with everything wrong in the props */
  constructor(scope: Construct, id: string, props: MonitorPrivateLinkScopeProps = {}) {
    super(scope, id);
    const problems = new Problems(this);
    const { resourceGroupName, cloud, tags } = resolveGlobalPlace(this, props, problems);
    const name = props.name ?? derivedName(this, 'monitorPrivateLinkScope');
    problems.attempt('name', () => azureName('monitorPrivateLinkScope', name));
    problems.throwIfAny();
    this.scopeName = name;
    this.resourceGroupName = resourceGroupName;
    this.privateLink = new PrivateLink({
      description: `private link scope '${name}'`,
      resourceId: () => this.scopeId,
      cloud,
      subresources: ['azuremonitor'],
      addresses: () => ADDRESSES,
    });
    this.resource = fixAddress(
      new MonitorPrivateLinkScopeResource(this, 'Resource', {
        name,
        resourceGroupName,
        ingestionAccessMode: props.ingestion ?? 'Open',
        queryAccessMode: props.queries ?? 'Open',
        tags: { ...tags },
      }),
    );
    this.scopeId = this.resource.id;
  }

  /**
   * Puts a workspace or a data collection endpoint into the scope.
   * @param id of the construct, and name of the entry
   * @param resourceId such as `cluster.logWorkspaceId`
   * @throws CdkAksError `monitor/resource-id`
   */
  add(id: string, resourceId: string): void {
    const problems = new Problems(this);
    if (!Token.isUnresolved(resourceId) && !/^\/subscriptions\/[^\s]+$/.test(resourceId)) {
      problems.add({
        property: 'resourceId',
        value: resourceId,
        rule: 'is no id of a resource',
        fix: 'Pass one such as cluster.logWorkspaceId',
        code: 'monitor/resource-id',
      });
    }
    problems.throwIfAny();
    fixAddress(
      new MonitorPrivateLinkScopedService(this, id, {
        name: id,
        resourceGroupName: this.resourceGroupName,
        scopeName: this.resource.name,
        linkedResourceId: resourceId,
      }),
    );
  }

  /**
   * Sets a property of `azurerm_monitor_private_link_scope` past the typed surface.
   * @throws CdkAksError `override/reason` without a reason
   */
  override(property: string, value: unknown, options: OverrideOptions): void {
    overrideProperty(this, this.resource, property, value, options);
  }
}
