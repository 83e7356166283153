import { DashboardGrafana } from '@cdktf/provider-azurerm/lib/dashboard-grafana';
import { Lazy, Token } from 'cdktf';
import { Construct } from 'constructs';
import { type Problem, Problems } from '../../core/errors';
import { azureName } from '../../core/names';
import { region } from '../../core/regions';
import { checkChoice } from '../data/choice';
import { lifecycleOf } from '../data/protection';
import { fixAddress } from '../address';
import { grantRole } from '../identity/role-assignment';
import { overrideProperty, type OverrideOptions } from '../override';
import { type Place, type PlaceProps, resolvePlace } from '../place';
import type { IMonitorWorkspace } from './contracts';

/** Major versions of Grafana, of which Azure offers the newer ones and azurerm takes those that it knows. */
export type GrafanaVersion = '10' | '11' | '12' | '13';

export interface GrafanaProps extends PlaceProps {
  /**
   * Azure's name, unique in all of Azure: 2 to 23 letters, digits and `-`. Fixed at creation.
   * @creation
   */
  readonly name: string;
  /**
   * Major version, which Azure keeps patched: azurerm 4.55 takes 10 and 11, 4.73 takes 11 and 12, 5.2 takes 12 and 13. Azure
   * retires the oldest and moves what runs there on.
   */
  readonly version: GrafanaVersion;
  /**
   * Workspaces that it shows; it may read each.
   * @default - none: `link` adds them
   */
  readonly workspaces?: readonly IMonitorWorkspace[];
  /**
   * Entra groups that may change everything, by object id: they get `Grafana Admin`.
   * @default - none: nobody can sign in before a role is given
   */
  readonly admins?: readonly string[];
  /**
   * Entra groups that may write dashboards and alerts: they get `Grafana Editor`.
   * @default - none
   */
  readonly editors?: readonly string[];
  /**
   * Entra groups that may look: they get `Grafana Viewer`.
   * @default - none
   */
  readonly viewers?: readonly string[];
  /**
   * Keeps it in several zones of the region, which Azure bills. Fixed at creation.
   * @creation
   * @default true
   */
  readonly zoneRedundant?: boolean;
  /**
   * Lets it be reached over the internet, by those who have a role.
   * @default true
   */
  readonly publicNetworkAccess?: boolean;
  /**
   * Lets service accounts sign in by a token, as what writes dashboards from a pipeline does.
   * @default false
   */
  readonly apiKeys?: boolean;
  /**
   * Calls out from addresses that do not change, so that firewalls of data sources can name them.
   * @default false
   */
  readonly fixedOutboundIps?: boolean;
  /**
   * Has Terraform refuse to delete it with its dashboards.
   * @default true
   */
  readonly deletionProtection?: boolean;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const VERSIONS: readonly GrafanaVersion[] = ['10', '11', '12', '13'];
const ROLES = { admins: 'Grafana Admin', editors: 'Grafana Editor', viewers: 'Grafana Viewer' } as const;

/**
 * Dashboards over the metrics of clusters, of the tier Standard, signed in to by Entra. Azure: "Azure Managed Grafana".
 *
 * @example new Grafana(prod, 'grafana', { name: 'contoso', version: '11', workspaces: [metrics], admins: [platformTeam] });
 */
export class Grafana extends Construct {
  readonly grafanaName: string;
  /** Late: resource id. */
  readonly grafanaId: string;
  /** Late: `https://….grafana.azure.com`. */
  readonly endpoint: string;
  /** Late: object id of the identity that it reads data with. */
  readonly principalId: string;
  readonly zoneRedundant: boolean;
  private readonly resource: DashboardGrafana;
  private readonly linked = new Set<IMonitorWorkspace>();

  /** @throws CdkAksError with everything wrong in the props */
  constructor(scope: Construct, id: string, props: GrafanaProps) {
    super(scope, id);
    const problems = new Problems(this);
    const place = resolvePlace(this, props, problems);
    this.zoneRedundant = props.zoneRedundant ?? true;
    check(props, place.location, problems);
    problems.throwIfAny();
    this.grafanaName = props.name;
    this.resource = fixAddress(this.create(props, place));
    this.grafanaId = this.resource.id;
    this.endpoint = this.resource.endpoint;
    this.principalId = this.resource.identity.principalId;
    for (const workspace of props.workspaces ?? []) this.link(workspace);
    for (const [prop, role] of Object.entries(ROLES)) {
      for (const group of new Set(props[prop as keyof typeof ROLES])) this.grant(role, group);
    }
  }

  /** Shows the metrics of a workspace, which it may then read. Calling it again changes nothing. */
  link(workspace: IMonitorWorkspace): void {
    if (this.linked.has(workspace)) return;
    this.linked.add(workspace);
    grantRole(this, {
      role: 'Monitoring Data Reader',
      scopeId: workspace.workspaceId,
      principalId: this.principalId,
      description: 'Grafana shows the metrics of the workspace.',
    });
  }

  /** Lets it read logs and metrics of Azure Monitor in a scope, such as a resource group. Calling it again changes nothing. */
  grantMonitoringReader(scopeId: string): void {
    grantRole(this, { role: 'Monitoring Reader', scopeId, principalId: this.principalId });
  }

  /**
   * Sets a property of `azurerm_dashboard_grafana` past the typed surface.
   * @throws CdkAksError `override/reason` without a reason
   */
  override(property: string, value: unknown, options: OverrideOptions): void {
    overrideProperty(this, this.resource, property, value, options);
  }

  private grant(role: string, group: string): void {
    const id = `${role.toLowerCase().replace(' ', '-')}-${group}`;
    grantRole(this, { id, role, scopeId: this.grafanaId, principalId: group, principalType: 'Group' });
  }

  private create(props: GrafanaProps, { resourceGroupName, location, tags }: Place): DashboardGrafana {
    return new DashboardGrafana(this, 'Resource', {
      name: props.name,
      resourceGroupName,
      location,
      grafanaMajorVersion: props.version,
      sku: 'Standard',
      zoneRedundancyEnabled: this.zoneRedundant,
      publicNetworkAccessEnabled: props.publicNetworkAccess ?? true,
      apiKeyEnabled: props.apiKeys ?? false,
      deterministicOutboundIpEnabled: props.fixedOutboundIps ?? false,
      identity: { type: 'SystemAssigned' },
      azureMonitorWorkspaceIntegrations: Lazy.anyValue(
        { produce: () => [...this.linked].map(({ workspaceId }) => ({ resource_id: workspaceId })) },
        { omitEmptyArray: true },
      ) as never,
      lifecycle: lifecycleOf(props.deletionProtection ?? true),
      tags: { ...tags },
    });
  }
}

function check(props: GrafanaProps, location: string, problems: Problems): void {
  problems.attempt('name', () => azureName('managedGrafana', props.name));
  checkChoice(
    problems,
    { property: 'version', value: props.version, what: 'a major version of Grafana', code: 'grafana/version' },
    VERSIONS,
  );
  if ((props.zoneRedundant ?? true) && region(location)?.zones.length === 0) {
    problems.add({
      property: 'zoneRedundant',
      value: true,
      rule: `needs zones, and ${location} has none`,
      fix: 'Write zoneRedundant: false, or take a region with zones',
      code: 'grafana/no-zones',
    });
  }
  for (const property of ['admins', 'editors', 'viewers'] as const) {
    for (const problem of notGroups(property, props[property] ?? [])) problems.add(problem);
  }
}

function notGroups(property: string, groups: readonly string[]): readonly Problem[] {
  return groups
    .filter((group) => !UUID.test(group) && !Token.isUnresolved(group))
    .map((group) => ({
      property,
      value: group,
      rule: 'is not the object id of a group, a UUID',
      fix: 'Copy it from `az ad group show --group <name> --query id`',
      code: 'grafana/group',
    }));
}
