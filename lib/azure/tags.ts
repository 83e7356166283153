import { Token } from 'cdktf';
import type { Problems } from '../core/errors';

const MOST_TAGS = 50;
const LONGEST_NAME = 512;
const LONGEST_VALUE = 256;
const FORBIDDEN = /[<>%&\\?/]/;

/**
 * Checks tags as Azure does when it creates something. Azure: "Use tags to organize your Azure resources".
 * Adds to `problems`: `tags/count`, `tags/name`, `tags/value`, `tags/twice`.
 */
export function checkTags(tags: Readonly<Record<string, string>>, problems: Problems, property = 'tags'): void {
  const names = Object.keys(tags);
  if (names.length > MOST_TAGS) {
    problems.add({
      property,
      value: names.length,
      rule: `is above the ${MOST_TAGS} tags that a resource may have`,
      fix: 'Leave some out, those of the environment counted',
      code: 'tags/count',
    });
  }
  const seen = new Map<string, string>();
  for (const [name, value] of Object.entries(tags)) {
    const field = `${property}.${name}`;
    if (name === '' || name.length > LONGEST_NAME || FORBIDDEN.test(name)) {
      problems.add({
        property: field,
        rule: `is no name of a tag: 1 to ${LONGEST_NAME} characters without < > % & \\ ? /`,
        fix: 'Rename it',
        code: 'tags/name',
      });
    }
    if (typeof value !== 'string' || (!Token.isUnresolved(value) && value.length > LONGEST_VALUE)) {
      problems.add({
        property: field,
        value,
        rule: `is no value of a tag: text of up to ${LONGEST_VALUE} characters`,
        fix: 'Write a shorter text',
        code: 'tags/value',
      });
    }
    const other = seen.get(name.toLowerCase());
    if (other !== undefined) {
      problems.add({
        property: field,
        rule: `is the same tag as '${other}': case does not count`,
        fix: 'Keep one of the two',
        code: 'tags/twice',
      });
    }
    seen.set(name.toLowerCase(), name);
  }
}

/** Tags with others on top; a tag of the same name is replaced whatever its case, as Azure does. */
export function mergeTags(
  base: Readonly<Record<string, string>>,
  top: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const replaced = new Set(Object.keys(top).map((name) => name.toLowerCase()));
  const kept = Object.entries(base).filter(([name]) => !replaced.has(name.toLowerCase()));
  return { ...Object.fromEntries(kept), ...top };
}
