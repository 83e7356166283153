import { AZURE_NAME_RULES, type AzureNameRule, type AzureNameType } from './azure-name-rules';
import { InvalidValue } from './errors';
import { isLate } from './late';

/**
 * Checks the name that someone wrote for a resource of Azure.
 *
 * POOL01 of the compatibility facts among them.
 *
 * @returns the name
 * @throws InvalidValue that tells the rule of this type and a name near the given one (name/azure)
 */
export function azureName(type: AzureNameType, name: string, property = 'name'): string {
  const rule: AzureNameRule = AZURE_NAME_RULES[type];
  if (isLate(name)) {
    throw new InvalidValue({
      property,
      rule: `holds a value that only Azure knows, and the name of ${rule.what} is checked before anything is deployed`,
      fix: 'Write a literal',
      code: 'late/validated-field',
    });
  }
  const broken = whatBreaks(rule, name);
  if (broken !== undefined) {
    const mended = mend(rule, [name], '', false);
    throw new InvalidValue({
      property,
      value: name,
      rule: broken,
      fix: mended === undefined ? `Write ${describe(rule)}` : `Did you mean '${mended}'?`,
      code: 'name/azure',
    });
  }
  return name;
}

export function isAzureName(type: AzureNameType, name: string): boolean {
  return whatBreaks(AZURE_NAME_RULES[type], name) === undefined;
}

/** True for types whose names are unique in all of Azure (registry, vault, storage): derive them from a chosen stem only. */
export function isGloballyUnique(type: AzureNameType): boolean {
  return (AZURE_NAME_RULES[type] as AzureNameRule).global === true;
}

/**
 * A readable name from the parts of where a resource belongs: `['prod', 'aks', 'logs']` is `prod-aks-logs`, and
 * `prodakslogs` where hyphens are not allowed. Characters the rule forbids become hyphens; case changes only where the
 * rule demands it. A name that is too long loses its end and gains a few characters that depend on the whole name alone.
 *
 * For registries, vaults and storage accounts the parts must come from a stem that someone chose: two programs that
 * derive a globally unique name from the same path would meet.
 *
 * @param suffix stays whole at the end, such as the digit of a zone
 * @throws InvalidValue when nothing of the parts is left (name/nothing-left)
 */
export function deriveName(type: AzureNameType, parts: readonly string[], suffix = ''): string {
  const rule: AzureNameRule = AZURE_NAME_RULES[type];
  const name = mend(rule, parts, suffix, true);
  if (name === undefined) {
    throw new InvalidValue({
      property: 'name',
      value: parts.join('-') + suffix,
      rule: `leaves nothing to name ${rule.what} by`,
      fix: `Give it a name of its own: ${describe(rule)}`,
      code: 'name/nothing-left',
    });
  }
  return name;
}

const PRIVATE_ZONE_LABEL = /^[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?$/;

/**
 * Checks the name of a private DNS zone: 2 to 34 labels of letters, digits, `_` and `-`.
 * Azure: "Naming rules and restrictions for Azure resources".
 *
 * @throws InvalidValue (name/private-dns-zone)
 */
export function privateDnsZoneName(name: string, property = 'name'): string {
  const labels = name.split('.');
  if (labels.length < 2 || labels.length > 34 || !labels.every((label) => PRIVATE_ZONE_LABEL.test(label))) {
    throw new InvalidValue({
      property,
      value: name,
      rule: "is not the name of a private DNS zone: 2 to 34 parts of 1 to 63 letters, digits, '_' and '-', with '.' between",
      fix: 'Write one such as internal.contoso.com',
      code: 'name/private-dns-zone',
    });
  }
  return name;
}

function whatBreaks(rule: AzureNameRule, name: string): string | undefined {
  const length = name.length;
  if (length < rule.min || length > rule.max) {
    return `has ${length} characters; the name of ${rule.what} has ${rule.min} to ${rule.max}`;
  }
  if (!matches(rule, name)) return `is not the name of ${rule.what}: ${describe(rule)}`;
  const reserved = rule.global ? reservedWord(name) : undefined;
  return reserved === undefined ? undefined : `holds the word '${reserved}', which Azure keeps from public names`;
}

function matches(rule: AzureNameRule, name: string): boolean {
  const ends = new RegExp(`^[${rule.first}](?:[${rule.chars}]*[${rule.last}])?$`);
  const oneIsEnough = name.length > 1 || new RegExp(`^[${rule.last}]$`).test(name);
  return ends.test(name) && oneIsEnough && !(rule.singleHyphens && name.includes('--'));
}

function describe(rule: AzureNameRule): string {
  return `${rule.min} to ${rule.max} ${rule.words}`;
}

/** Azure: "Resolve errors for reserved resource names". */
function reservedWord(name: string): string | undefined {
  const lower = name.toLowerCase();
  return (
    ['microsoft', 'windows'].find((word) => lower.includes(word)) ??
    ['login', 'xbox'].find((word) => lower.startsWith(word))
  );
}

/**
 * The nearest name that keeps the rule; undefined where there is none.
 * @param stamped a shortened name tells others with the same start apart
 */
function mend(rule: AzureNameRule, parts: readonly string[], suffix: string, stamped: boolean): string | undefined {
  const hyphen = rule.chars.endsWith('-') ? '-' : '';
  const allowed = rule.chars.includes('A-Z') ? (text: string) => text : (text: string) => text.toLowerCase();
  const clean = allowed(parts.join('-').normalize('NFKD').replace(/\p{M}/gu, ''))
    .replace(new RegExp(`[^${rule.chars}]+`, 'g'), hyphen)
    .replace(/-{2,}/g, '-')
    .replace(/^[_.()/-]+|[_.()/-]+$/g, '');
  if (clean === '') return undefined;

  let name = clean;
  if (!new RegExp(`^[${rule.first}]`).test(name)) name = `${rule.filler.slice(0, 1)}${name}`;
  while ((name + suffix).length < rule.min) name = `${name}${hyphen}${rule.filler}`;
  if ((name + suffix).length > rule.max) {
    const stamp = stamped ? `${hyphen}${fingerprint(parts.join('/')).slice(0, stampLength(rule.max))}` : '';
    name = name.slice(0, rule.max - suffix.length - stamp.length).replace(/[_.()/-]+$/, '') + stamp;
  }
  return whatBreaks(rule, name + suffix) === undefined ? name + suffix : undefined;
}

/** Short names can't spare much: two of the six characters of a Windows pool. */
function stampLength(max: number): number {
  return max < 10 ? 2 : max < 20 ? 3 : 4;
}

/** FNV-1a, 32 bits, as lower-case letters and digits: the same text gives the same characters everywhere. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text, 'utf8')) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  // Low digits vary most, and come first here.
  return [...hash.toString(36).padStart(7, '0')].reverse().join('');
}
