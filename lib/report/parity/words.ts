import { CATEGORIES, type Difference } from '../../analysis/parity/difference';
import { printValue } from '../changes/words';
import { countDeclared, type JudgedDifference, type ParityReport, printObject } from './verdict';

/** Differences that several objects of one kind have alike. */
export interface Alike {
  /** `azurerm_subnet.nodes`, or `3 apps/v1/Deployment: shop/cart, shop/web, shop/stock` */
  readonly title: string;
  /** How many objects that are. */
  readonly count: number;
  /** One for each field, as the first of the objects has it. */
  readonly differences: readonly JudgedDifference[];
}

/** Puts together what several objects have alike, in the order of the objects. */
export function groupAlike(differences: readonly JudgedDifference[]): readonly Alike[] {
  const fields = new Map<string, JudgedDifference[]>();
  for (const one of differences) append(fields, fieldKey(one), one);
  const groups = new Map<string, JudgedDifference[][]>();
  for (const alike of fields.values()) append(groups, alike.map(printObject).join('\n'), alike);
  return [...groups.values()].map((group) => ({
    title: titleOf((group[0] ?? []).map(printObject)),
    count: group[0]?.length ?? 0,
    differences: group.flatMap(([first]) => first ?? []),
  }));
}

/** `12 differences in 9 objects, 2 accepted; declared: 40 name, 3 size (--all lists them)` */
export function countDifferences(report: ParityReport, all: boolean): string {
  const { differences } = report;
  const objects = new Set(differences.map(printObject)).size;
  const accepted = differences.filter(({ reason }) => reason !== undefined).length;
  const counts = countDeclared(report);
  const told = CATEGORIES.filter((category) => counts[category] > 0).map(
    (category) => `${counts[category]} ${category}`,
  );
  return [
    differences.length === 0
      ? 'no difference that is not declared'
      : `${differences.length} ${differences.length === 1 ? 'difference' : 'differences'} in ${objects} ${objects === 1 ? 'object' : 'objects'}`,
    accepted > 0 ? `, ${accepted} accepted` : '',
    told.length > 0 ? `; declared: ${told.join(', ')}${all ? '' : ' (--all lists them)'}` : '',
  ].join('');
}

/** The two values of a field, cut around the place where they part. */
export function printBoth({ a, b }: Difference): readonly [a: string, b: string] {
  if (typeof a !== 'string' || typeof b !== 'string' || Math.max(a.length, b.length) <= SHORT) {
    return [printValue(a), printValue(b)];
  }
  let same = 0;
  while (a[same] !== undefined && a[same] === b[same]) same++;
  const from = Math.max(0, same - BEFORE);
  const cut = (text: string): string => printValue(`${from > 0 ? '…' : ''}${text.slice(from)}`);
  return [cut(a), cut(b)];
}

const SHORT = 70;
const BEFORE = 24;

/** `spec.template.spec.containers[0].env[2].value (LOG_LEVEL)` */
export function attributeText({ attribute, item }: Difference): string {
  return item === undefined || attribute.includes(item) ? attribute : `${attribute} (${item})`;
}

/** `dev/main.tf.json:12 | prod/main.tf.json:14`, of the first where several are alike. */
export function spotsText({ spotA, spotB }: Difference, count: number): string {
  const spots = [spotA, spotB].flatMap((spot) => (spot ? [`${spot.file}:${spot.line}`] : [])).join(' | ');
  return count > 1 ? `${spots} and ${count - 1} more` : spots;
}

function titleOf(objects: readonly string[]): string {
  const [first = '', ...others] = objects;
  if (others.length === 0) return first;
  const kind = kindOf(first);
  return `${objects.length} ${kind}: ${objects.map((object) => object.slice(kind.length + 1)).join(', ')}`;
}

/** `azurerm_subnet` of `azurerm_subnet.nodes`, `apps/v1/Deployment` of `apps/v1/Deployment/shop/cart` */
function kindOf(object: string): string {
  return (
    (/^(?:\S*\/)?[A-Z]\w*(?=\/)/.exec(object) ?? /^(?:[^.\s]*\/)?(?:data\.)?[^.]+(?=\.)/.exec(object))?.[0] ?? object
  );
}

/** What is told of a field, whatever the object's own name is. */
function fieldKey(difference: JudgedDifference): string {
  const { object, attribute, item, kind, a, b, reason } = difference;
  const name = object.slice(object.search(/[^./]*$/));
  const plain = (value: unknown): string => (JSON.stringify(value) ?? '').replaceAll(name, '*');
  const path = attribute.replace(/\[\d+\]|\.\d+(?=\.|$)/g, '');
  return [kindOf(printObject(difference)), path, item, kind, a === null, b === null, plain(a), plain(b), reason].join(
    '\n',
  );
}

function append<T>(map: Map<string, T[]>, key: string, item: T): void {
  const some = map.get(key);
  if (some) some.push(item);
  else map.set(key, [item]);
}
