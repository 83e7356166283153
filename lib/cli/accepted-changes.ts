import { parsePair } from './pair';

/**
 * Objects that may lose their state, with the reason, from `--acknowledge OBJECT=REASON`.
 * @throws CdkAksError `cli/bad-use` for a text without one of the two
 */
export function acceptedChanges(texts: readonly string[] = []): ReadonlyMap<string, string> {
  return new Map(texts.map(parse));
}

function parse(text: string): readonly [object: string, reason: string] {
  const fix = "Write --acknowledge 'azurerm_subnet.nodes=moves to a larger range'";
  const option = { property: '--acknowledge', form: 'OBJECT=REASON', fix };
  const [object, reason] = parsePair(text, /^([^=\s]+)=(.*\S.*)$/s, option);
  return [object, reason.trim()];
}
