import { compareFields } from '../artifact/yaml';

/** The same value with the fields of each object in the order of a reader. What is in order already is not copied. */
export function inReadingOrder<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  return (Array.isArray(value) ? orderItems(value) : orderFields(value as Record<string, unknown>)) as T;
}

function orderItems(items: readonly unknown[]): readonly unknown[] {
  let copy: unknown[] | undefined;
  for (let index = 0; index < items.length; index++) {
    const ordered = inReadingOrder(items[index]);
    if (ordered !== items[index]) (copy ??= [...items])[index] = ordered;
  }
  return copy ?? items;
}

function orderFields(object: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const fields = Object.keys(object);
  let isAsBefore = true;
  for (let index = 0; index < fields.length; index++) {
    const field = fields[index] as string;
    if (object[field] === undefined || (index > 0 && compareFields(fields[index - 1] as string, field) > 0)) {
      isAsBefore = false;
      break;
    }
  }
  if (!isAsBefore) fields.sort(compareFields);
  const copy: Record<string, unknown> = {};
  for (const field of fields) {
    const value = object[field];
    if (value === undefined) continue;
    copy[field] = inReadingOrder(value);
    isAsBefore &&= copy[field] === value;
  }
  return isAsBefore ? object : copy;
}
