import type { Category } from '../difference';
import { isChosen, isInCluster } from './addresses';
import { type Declared, type Field, isVersion } from './field';

/** Domains below which Azure gives each resource the name that its owner chose. */
const AZURE_HOST =
  /[a-z0-9][a-z0-9-]*(?=\.(?:[a-z0-9-]+\.)?(?:azurecr\.io|azure-api\.net|azurewebsites\.net|azurefd\.net|azmk8s\.io|vault\.azure\.net|documents\.azure\.com|(?:database|servicebus|core|redis\.cache|search)\.windows\.net|redis\.cache\.windows\.net|postgres\.database\.azure\.com|mysql\.database\.azure\.com|cloudapp\.azure\.com|ods\.opinsights\.azure\.com)\b)/gi;

/** Ids of people, groups and subscriptions; those of roles and policies are the same all over Azure. */
const GUID = /(?<!(?:role|policy|policySet)Definitions\/)\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi;
const HASH = /\b(?:sha256:)?(?:[0-9a-f]{64}|[0-9a-f]{40})\b/g;
const URL_HOST = /(?<=\b[a-z][a-z0-9+.-]*:\/\/(?:[^\s/@]*@)?)[^\s/:@?#'",]+/gi;
const IPV4 = /(?<![\d.])(?!0\.0\.0\.0|127\.)\d{1,3}(?:\.\d{1,3}){3}(?:\/(?!0\b)\d{1,2})?(?![\d.])/g;

type Mask = (text: string) => string;

/** What may stand for something else in a text, in the order in which it is told. */
const MASKS: readonly (readonly [Category, Mask])[] = [
  ['name', (text) => text],
  ['secret', (text) => text.replace(GUID, '\u0001')],
  ['digest', (text) => text.replace(HASH, '\u0002')],
  ['name', (text) => text.replace(AZURE_HOST, '\u0003')],
  ['address', (text) => text.replace(URL_HOST, maskHost)],
  ['address', maskAddresses],
];

/** What two texts on one line differ in, where it is declared, wherever it stands in them: a connection string. */
export function categoryOfText(a: string, b: string, field: Field, { vocabulary }: Declared): Category | undefined {
  if (isSameKind(a, b)) return 'name';
  let [left, right] = [a, b];
  for (const [category, mask] of isChosen(field) ? [] : MASKS) {
    if (isVersion(field) && mask === maskAddresses) continue;
    [left, right] = [mask(left), mask(right)];
    if (vocabulary.same(left, right)) return category;
  }
  return undefined;
}

/** What two texts of several lines differ in, each line in what is declared: a file of settings. */
export function categoryOfLines(
  a: string,
  b: string,
  field: Field,
  ofValues: (a: string, b: string, field: Field) => Category | undefined,
): Category | undefined {
  const [left, right] = [a.split('\n'), b.split('\n')];
  if (left.length !== right.length) return undefined;
  let category: Category | undefined;
  for (const [place, line] of left.entries()) {
    const other = right[place] as string;
    if (line === other) continue;
    const [one, another] = [entryOf(line), entryOf(other)];
    const isEntry = one !== undefined && one.name === another?.name;
    const found = isEntry
      ? ofValues(one.value, another?.value ?? '', { ...field, names: [...field.names, one.name], item: undefined })
      : ofValues(line, other, field);
    if (found === undefined) return undefined;
    category ??= found;
  }
  return category;
}

/** `name: value`, `name = value`, in YAML, JSON, properties and the like. */
function entryOf(line: string): { readonly name: string; readonly value: string } | undefined {
  const [, name, value] = /^\s*(?:- )?["']?([\w.-]+)["']?\s*[:=]\s*["']?(.*?)["']?,?\s*$/.exec(line) ?? [];
  return name === undefined || value === undefined ? undefined : { name, value };
}

function maskAddresses(text: string): string {
  return text.replace(IPV4, '\u0004');
}

function maskHost(host: string): string {
  return isInCluster(host) || host.includes('\u0003') ? host : '\u0005';
}

/** Ids of two resources of one type, whatever their names and groups are. */
function isSameKind(a: string, b: string): boolean {
  if (!/^\/subscriptions\/[^\s]+\/providers\//i.test(a) || !/^\/subscriptions\//i.test(b)) return false;
  if (/\/(role|policy|policySet)Definitions\//i.test(a)) return false;
  const types = (id: string): string =>
    id
      .split('/')
      .filter((_, place) => place % 2 === 1 || place === 6)
      .join('/')
      .toLowerCase();
  return a.split('/').length === b.split('/').length && types(a) === types(b);
}
