import type { Leaf } from '../compare';
import type { Category } from '../difference';
import { areAddressLists, areOwnAddresses, areOwnHosts, isAddress } from './addresses';
import { isDigest } from './digests';
import { type Declared, type Field, isVersion } from './field';
import { isNameField } from './names';
import { areIds, isSecret } from './secrets';
import { isSize } from './sizes';
import { categoryOfLines, categoryOfText } from './texts';

/** What a difference is declared to be; undefined for what should be the same in both environments. */
export function categoryOf(leaf: Leaf, isOrdered: boolean, field: Field, declared: Declared): Category | undefined {
  if (isSize(leaf, field)) return 'size';
  const { a, b } = leaf;
  if (a === undefined || b === undefined) return undefined;
  if (isSecret(leaf, field)) return 'secret';
  if (Array.isArray(a) && Array.isArray(b)) return ofLists(a, b, isOrdered, field, declared);
  return ofScalars(a, b, field, declared);
}

function ofScalars(a: unknown, b: unknown, field: Field, declared: Declared): Category | undefined {
  if (typeof a !== 'string' || typeof b !== 'string') return undefined;
  if (isDigest({ path: [], a, b, item: undefined }, field, (x, y) => declared.vocabulary.same(x, y))) return 'digest';
  if (isNameField(field)) return 'name';
  if (areIds([a], [b], field)) return 'secret';
  if (isPlace(a, b, field, declared)) return 'place';
  if (!isVersion(field) && isAddress(a) && isAddress(b))
    return areOwnAddresses(a, b, field, declared) ? 'address' : undefined;
  if (a.includes('\n') || b.includes('\n')) {
    return categoryOfLines(a, b, field, (x, y, line) => ofLine(x, y, line, declared));
  }
  return categoryOfText(a, b, field, declared) ?? (areOwnHosts(a, b, field) ? 'address' : undefined);
}

function ofLine(a: string, b: string, field: Field, declared: Declared): Category | undefined {
  return isSecret({ path: [], a, b, item: undefined }, field) ? 'secret' : ofScalars(a, b, field, declared);
}

/** The region of paired resources; a name of a region may be a word of any other name too. */
function isPlace(a: string, b: string, { names }: Field, { places }: Declared): boolean {
  return /(^|_)(location|region|failover_location)s?$/i.test(names.at(-1) ?? '') && places.has(`${a} ${b}`);
}

/** Longer lists differ as a whole. */
const MOST_COMPARED = 500;

/** In a list each value needs its counterpart; of addresses and ids there may be more or fewer. */
function ofLists(
  as: readonly unknown[],
  bs: readonly unknown[],
  isOrdered: boolean,
  field: Field,
  declared: Declared,
): Category | undefined {
  if (![...as, ...bs].every((one) => typeof one === 'string')) return undefined;
  const [a, b] = [as, bs] as [readonly string[], readonly string[]];
  const [left, right] = isOrdered ? [a, b] : [a.filter((one) => !b.includes(one)), b.filter((one) => !a.includes(one))];
  if (Math.max(left.length, right.length) > MOST_COMPARED) return undefined;
  if (left.length > 0 && right.length > 0) {
    if (areIds(left, right, field)) return 'secret';
    if (areAddressLists(left, right, field, declared)) return 'address';
  }
  return left.length === right.length ? pairwise(left, right, isOrdered, field, declared) : undefined;
}

function pairwise(
  as: readonly string[],
  bs: readonly string[],
  isOrdered: boolean,
  field: Field,
  declared: Declared,
): Category | undefined {
  const free = [...bs];
  let category: Category | undefined;
  for (const [place, a] of as.entries()) {
    const candidates = isOrdered ? [place] : [...free.keys()];
    const at = candidates.find((one) => a === free[one] || ofScalars(a, free[one], field, declared) !== undefined);
    if (at === undefined) return undefined;
    if (a !== free[at]) category ??= ofScalars(a, free[at], field, declared);
    if (!isOrdered) free.splice(at, 1);
  }
  return category ?? 'name';
}
