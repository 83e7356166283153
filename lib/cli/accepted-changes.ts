import { badUse } from './bad-use';

/**
 * Objects that may lose their state, with the reason, from `--acknowledge OBJECT=REASON`.
 * @throws CdkAksError `cli/bad-use` for a text without one of the two
 */
export function acceptedChanges(texts: readonly string[] = []): ReadonlyMap<string, string> {
  return new Map(texts.map(parse));
}

function parse(text: string): readonly [object: string, reason: string] {
  const [, object, reason] = /^([^=\s]+)=(.*\S.*)$/s.exec(text) ?? [];
  if (object === undefined || reason === undefined) {
    throw badUse({
      property: '--acknowledge',
      value: text,
      rule: 'is not OBJECT=REASON',
      fix: "Write --acknowledge 'azurerm_subnet.nodes=moves to a larger range'",
    });
  }
  return [object, reason.trim()];
}
