import { DataAzurermMonitorActionGroup } from '@cdktf/provider-azurerm/lib/data-azurerm-monitor-action-group';
import { MonitorActionGroup } from '@cdktf/provider-azurerm/lib/monitor-action-group';
import { Construct, type IConstruct } from 'constructs';
import { Problems } from '../../core/errors';
import { azureName } from '../../core/names';
import { fixAddress } from '../address';
import { type ExistingResource, findExisting } from '../existing';
import { overrideProperty, type OverrideOptions } from '../override';
import { derivedName, type GlobalPlaceProps, resolveGlobalPlace } from '../place';

/** Who is told when an alert fires, created here or brought. */
export interface IActionGroup extends IConstruct {
  /** Late. */
  readonly actionGroupId: string;
}

export interface ActionGroupProps extends GlobalPlaceProps {
  /**
   * Azure's name. Fixed at creation.
   * @creation
   * @default - from the environment's stem and the ids of the constructs
   */
  readonly name?: string;
  /** How messages call it: 1 to 12 characters. */
  readonly shortName: string;
  /**
   * Addresses of mail by who they are: `{ 'on-call': 'on-call@contoso.com' }`.
   * @default - none
   */
  readonly emails?: Readonly<Record<string, string>>;
  /**
   * Roles of Azure whose holders get mail, by their id: `{ owners: '8e3af657-a8ff-443c-a75c-2fe8c4bcb635' }`.
   * @default - none
   */
  readonly roles?: Readonly<Record<string, string>>;
}

/**
 * Who is told when an alert fires. What calls hooks with a secret in their address is brought: `ActionGroup.fromName`.
 * Azure: "Action groups".
 */
export class ActionGroup extends Construct implements IActionGroup {
  /** Uses an action group that exists already. @throws CdkAksError `name/azure`, `place/missing` */
  static fromName(scope: Construct, id: string, existing: ExistingResource): IActionGroup {
    return new BroughtActionGroup(scope, id, existing);
  }

  readonly actionGroupId: string;
  private readonly resource: MonitorActionGroup;

  /** @throws CdkAksError with everything wrong in the props */
  constructor(scope: Construct, id: string, props: ActionGroupProps) {
    super(scope, id);
    const problems = new Problems(this);
    const { resourceGroupName, tags } = resolveGlobalPlace(this, props, problems);
    const name = props.name ?? derivedName(this, 'actionGroup');
    problems.attempt('name', () => azureName('actionGroup', name));
    check(props, problems);
    problems.throwIfAny();
    this.resource = fixAddress(
      new MonitorActionGroup(this, 'Resource', {
        name,
        resourceGroupName,
        shortName: props.shortName,
        emailReceiver: Object.entries(props.emails ?? {}).map(([receiver, emailAddress]) => ({
          name: receiver,
          emailAddress,
          useCommonAlertSchema: true,
        })),
        armRoleReceiver: Object.entries(props.roles ?? {}).map(([receiver, roleId]) => ({
          name: receiver,
          roleId,
          useCommonAlertSchema: true,
        })),
        tags: { ...tags },
      }),
    );
    this.actionGroupId = this.resource.id;
  }

  /**
   * Sets a property of `azurerm_monitor_action_group` past the typed surface.
   * @throws CdkAksError `override/reason` without a reason
   */
  override(property: string, value: unknown, options: OverrideOptions): void {
    overrideProperty(this, this.resource, property, value, options);
  }
}

class BroughtActionGroup extends Construct implements IActionGroup {
  readonly actionGroupId: string;

  constructor(scope: Construct, id: string, existing: ExistingResource) {
    super(scope, id);
    const { name, resourceGroupName } = findExisting(this, existing, (text) => azureName('actionGroup', text));
    this.actionGroupId = fixAddress(
      new DataAzurermMonitorActionGroup(this, 'Resource', { name, resourceGroupName }),
    ).id;
  }
}

function check({ shortName, emails = {} }: ActionGroupProps, problems: Problems): void {
  if (shortName.length < 1 || shortName.length > 12) {
    problems.add({
      property: 'shortName',
      value: shortName,
      rule: 'does not have 1 to 12 characters',
      fix: `Write one such as '${shortName.slice(0, 12).trim() || 'on-call'}'`,
      code: 'action-group/short-name',
    });
  }
  for (const [name, address] of Object.entries(emails)) {
    if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address)) continue;
    problems.add({
      property: `emails.${name}`,
      value: address,
      rule: 'is no address of mail',
      fix: 'Write one such as on-call@contoso.com',
      code: 'action-group/email',
    });
  }
}
