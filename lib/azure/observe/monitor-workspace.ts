import { DataAzurermMonitorWorkspace } from '@cdktf/provider-azurerm/lib/data-azurerm-monitor-workspace';
import { MonitorWorkspace as MonitorWorkspaceResource } from '@cdktf/provider-azurerm/lib/monitor-workspace';
import { Construct } from 'constructs';
import type { ICluster } from '../../core/contracts';
import { Problems } from '../../core/errors';
import { azureName } from '../../core/names';
import { fixAddress } from '../address';
import { type ExistingResource, findExisting } from '../existing';
import { overrideProperty, type OverrideOptions } from '../override';
import { derivedName, environmentOf, type PlaceProps, resolvePlace } from '../place';
import type { IMonitorWorkspace } from './contracts';
import { collectFrom, type CollectionProps } from './prometheus-collection';

export interface MonitorWorkspaceProps extends PlaceProps {
  /**
   * Azure's name: 4 to 43 letters, digits and `-`. Fixed at creation.
   * @creation
   * @default - from the environment's stem and the ids of the constructs
   */
  readonly name?: string;
  /**
   * Lets metrics be asked for over the internet, by those who have a role.
   * @default true
   */
  readonly publicNetworkAccess?: boolean;
}

/** A workspace that exists already. */
export interface ExistingMonitorWorkspace extends ExistingResource {
  /**
   * Its region, in which what collects for it must lie too.
   * @default - the environment's
   */
  readonly location?: string;
}

/** What is the same for a workspace that is created here and one that is brought. */
abstract class WorkspaceBase extends Construct implements IMonitorWorkspace {
  abstract readonly workspaceName: string;
  abstract readonly workspaceId: string;
  abstract readonly location: string;
  abstract readonly queryEndpoint: string;

  /**
   * Has metrics of a cluster arrive here: what collects them, and its association with the cluster, below the cluster. For a
   * cluster that was brought; one of this program names its workspace itself, `metrics: { workspace }`. Calling it again
   * changes nothing.
   * @throws CdkAksError `metrics/not-collected`, `metrics/two-workspaces`
   */
  collectFrom(cluster: ICluster, props: CollectionProps = {}): void {
    collectFrom(this, cluster, props);
  }
}

/**
 * Where Azure Monitor's managed Prometheus keeps metrics, for 18 months. Azure: "Azure Monitor workspace".
 *
 * @example new AksCluster(prod, 'aks', { …, metrics: { workspace: new MonitorWorkspace(prod, 'metrics') } });
 */
export class MonitorWorkspace extends WorkspaceBase {
  /**
   * Uses a workspace that exists already; nothing of it is created.
   * @throws CdkAksError `name/azure`, `place/missing`
   */
  static fromName(scope: Construct, id: string, existing: ExistingMonitorWorkspace): IMonitorWorkspace {
    return new BroughtWorkspace(scope, id, existing);
  }

  readonly workspaceName: string;
  readonly workspaceId: string;
  readonly location: string;
  readonly queryEndpoint: string;
  private readonly resource: MonitorWorkspaceResource;

  /** @throws CdkAksError with everything wrong in the props */
  constructor(scope: Construct, id: string, props: MonitorWorkspaceProps = {}) {
    super(scope, id);
    const problems = new Problems(this);
    const { resourceGroupName, location, tags } = resolvePlace(this, props, problems);
    const name = props.name ?? derivedName(this, 'monitorWorkspace');
    problems.attempt('name', () => azureName('monitorWorkspace', name));
    problems.throwIfAny();
    this.workspaceName = name;
    this.location = location;
    this.resource = fixAddress(
      new MonitorWorkspaceResource(this, 'Resource', {
        name,
        resourceGroupName,
        location,
        publicNetworkAccessEnabled: props.publicNetworkAccess ?? true,
        tags: { ...tags },
      }),
    );
    this.workspaceId = this.resource.id;
    this.queryEndpoint = this.resource.queryEndpoint;
  }

  /**
   * Sets a property of `azurerm_monitor_workspace` past the typed surface.
   * @throws CdkAksError `override/reason` without a reason
   */
  override(property: string, value: unknown, options: OverrideOptions): void {
    overrideProperty(this, this.resource, property, value, options);
  }
}

class BroughtWorkspace extends WorkspaceBase {
  readonly workspaceName: string;
  readonly workspaceId: string;
  readonly location: string;
  readonly queryEndpoint: string;

  constructor(scope: Construct, id: string, existing: ExistingMonitorWorkspace) {
    super(scope, id);
    const { name, resourceGroupName } = findExisting(this, existing, (text) => azureName('monitorWorkspace', text));
    const found = fixAddress(new DataAzurermMonitorWorkspace(this, 'Resource', { name, resourceGroupName }));
    this.workspaceName = name;
    this.workspaceId = found.id;
    this.location = existing.location ?? environmentOf(this)?.location ?? found.location;
    this.queryEndpoint = found.queryEndpoint;
  }
}
