import { InvalidValue } from '../../core/errors';
import { azureName } from '../../core/names';

/**
 * Checks the name of a namespace of Service Bus or Event Hubs, which share their names and the ends that Azure keeps.
 * Azure: "Create namespace", Microsoft.ServiceBus.
 *
 * @throws InvalidValue `name/azure`
 */
export function messagingName(type: 'serviceBusNamespace' | 'eventHubsNamespace', name: string): string {
  azureName(type, name);
  const [kept] = /-(sb|mgmt)$/i.exec(name) ?? [];
  if (kept === undefined) return name;
  throw new InvalidValue({
    property: 'name',
    value: name,
    rule: `ends with '${kept}', which Azure keeps to itself`,
    fix: `Did you mean '${name.slice(0, -kept.length)}'?`,
    code: 'name/azure',
  });
}
