import { Token } from 'cdktf';
import type { Problems } from '../../core/errors';

/** Who administers a database server, signed in by Entra ID. */
export interface EntraAdministrator {
  /** Object id of the group, user or identity: a UUID, or late. */
  readonly objectId: string;
  /** Name as Entra ID shows it, by which the server knows it. */
  readonly name: string;
  /**
   * What it is.
   * @default 'Group'
   */
  readonly type?: 'Group' | 'User' | 'ServicePrincipal';
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function checkAdministrator(property: string, one: EntraAdministrator | undefined, problems: Problems): void {
  if (one === undefined) {
    problems.add({
      property,
      rule: 'is missing, and a server without passwords lets nobody in then',
      fix: "Name a group: { objectId: '…', name: 'database-admins' }",
      code: 'database/no-administrator',
    });
    return;
  }
  if (!UUID.test(one.objectId) && !Token.isUnresolved(one.objectId)) {
    problems.add({
      property: `${property}.objectId`,
      value: one.objectId,
      rule: 'is not the object id of a group, user or identity, a UUID',
      fix: 'Copy it from `az ad group show --group <name> --query id`',
      code: 'database/administrator-id',
    });
  }
  if (one.name.trim() === '') {
    problems.add({
      property: `${property}.name`,
      rule: 'is empty',
      fix: 'Write the name as Entra ID shows it',
      code: 'database/administrator-name',
    });
  }
}
