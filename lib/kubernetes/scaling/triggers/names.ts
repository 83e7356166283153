import type { Problems } from '../../../core/errors';
import { isLate, refuseCredential } from './parts';

/** Collects a name that breaks the rule of its kind; a late one is Azure's matter. */
export function checkName(
  problems: Problems,
  property: string,
  name: string | undefined,
  { pattern, rule, fix }: { readonly pattern: RegExp; readonly rule: string; readonly fix: string },
): void {
  if (name === undefined || isLate(name) || pattern.test(name)) return;
  problems.add({ property, value: name, rule, fix, code: 'trigger/name' });
}

/** Azure: "Naming rules for Azure resources", Microsoft.Storage. */
export const STORAGE_ACCOUNT_NAME = {
  pattern: /^[a-z0-9]{3,24}$/,
  rule: 'is no name of a storage account: 3 to 24 lower-case letters and digits, without a domain',
  fix: "Write the bare name, such as 'contosoorders'",
};
/** Queues and containers of blobs. Azure: the same. */
export const STORAGE_ITEM_NAME = {
  pattern: /^(?=.{3,63}$)[a-z0-9]+(?:-[a-z0-9]+)*$/,
  rule: 'is 3 to 63 lower-case letters, digits and single hyphens in Azure, and this is not',
  fix: "Write its name, such as 'orders'",
};

/** Collects an address that is not a host with its port. */
export function checkHostAndPort(problems: Problems, property: string, address: string): void {
  refuseCredential(problems, property, address);
  if (isLate(address) || /^[^\s:/@]+:\d{1,5}$/.test(address)) return;
  problems.add({
    property,
    value: address,
    rule: 'is no host and port',
    fix: "Write it as 'host:port', without a scheme",
    code: 'trigger/host',
  });
}
