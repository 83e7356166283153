import type { Change } from './change';
import { mentionedBy, type Resource } from './resources';

/** What may come and go with a subnet that holds something: it is in no address of it. */
const ASSOCIATIONS = /_association$|^azurerm_(role_assignment|monitor_diagnostic_setting|management_lock)$/;

/**
 * A subnet in use keeps its range, and can't be deleted, whatever the provider tries. Azure: "Add, change, or delete a
 * virtual network subnet".
 *
 * @param after what the new files have; @param others the changes of its module
 */
export function withUse(change: Change, after: readonly Resource[], others: readonly Change[]): Change {
  if (!change.object.startsWith('azurerm_subnet.')) return change;
  const users = after.filter(
    (resource) =>
      mentionedBy(resource).has(change.object.replace(/\[.*$/, '')) && !ASSOCIATIONS.test(resource.block.type),
  );
  const stay = users
    .map(({ address }) => address)
    .filter(
      (address) => !others.some(({ object, action }) => object === address && ['create', 'replace'].includes(action)),
    );
  if (stay.length === 0) return change;
  const names = stay.slice(0, 3).join(', ') + (stay.length > 3 ? ` and ${stay.length - 3} more` : '');
  if (change.action === 'replace') {
    const note = `Azure refuses to delete it while ${names} is in it: add a second subnet, move what is there, then remove this one`;
    return { ...change, notes: [...change.notes, note], stops: true };
  }
  if (change.action !== 'update' || !change.because.some(losesPrefix)) return change;
  const note = `Azure refuses another range while ${names} is in it: add a second subnet for new pools`;
  return { ...change, notes: [...change.notes, note], stops: true };
}

/** A prefix that stays may be joined by others. */
function losesPrefix({ attribute, from, to }: Change['because'][number]): boolean {
  if (attribute !== 'address_prefixes' || !Array.isArray(from) || !Array.isArray(to)) return false;
  return from.some((prefix) => !to.includes(prefix));
}
