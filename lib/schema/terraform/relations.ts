import type { FieldPath } from '../../artifact/field-path';
import { isObject, type Report } from '../report';
import { type Attribute, type Attributes, isExpression, isPlainReference } from './grammar';

type State = 'set' | 'unset' | 'maybe';
type CheckOne = (attribute: Attribute, path: FieldPath, at: FieldPath) => void;
type RelationRule = 'schema/conflict' | 'schema/one-of' | 'schema/any-of' | 'schema/required-with';
type AddOnce = (at: FieldPath, rule: RelationRule, message: string) => void;

/**
 * Checks what goes together: `conflictsWith`, `exactlyOneOf`, `atLeastOneOf` and `requiredWith`.
 * An expression may turn out null, so it never breaks a rule by itself; a plain reference to a resource counts as set.
 */
export function checkRelations(body: Record<string, unknown>, attributes: Attributes, report: Report): void {
  const told = new Set<string>();
  // Both sides of a group would tell the same; two items of one list are two problems.
  const addOnce: AddOnce = (at, rule, message) => {
    const key = `${rule} ${message} ${at.filter((part) => typeof part === 'number').join(' ')}`;
    if (told.has(key)) return;
    told.add(key);
    report.add(rule, message, { at });
  };
  visit(body, attributes, [], [], (attribute, path, at) => {
    const { conflictsWith, requiredWith } = attribute;
    const state = (key: string): State => stateAt(body, samePlace(key, path));
    checkGroups(attribute, path, at, state, addOnce);
    if ((!conflictsWith && !requiredWith) || stateAt(body, path) !== 'set') return;
    for (const other of conflictsWith ?? []) {
      if (state(other) === 'set') {
        const pair = [plain(path), printKey(other)].sort();
        addOnce(at, 'schema/conflict', `'${pair[0]}' and '${pair[1]}' exclude each other`);
      }
    }
    for (const other of requiredWith ?? []) {
      if (state(other) === 'unset') addOnce(at, 'schema/required-with', `'${plain(path)}' needs '${printKey(other)}'`);
    }
  });
}

function checkGroups(
  { exactlyOneOf, atLeastOneOf }: Attribute,
  path: FieldPath,
  at: FieldPath,
  state: (key: string) => State,
  addOnce: AddOnce,
): void {
  const names = (keys: readonly string[]): string => keys.map((key) => `'${printKey(key)}'`).join(', ');
  if (exactlyOneOf) {
    const keys = withOwn(exactlyOneOf, path);
    const set = keys.filter((key) => state(key) === 'set');
    const isOpen = keys.some((key) => state(key) === 'maybe');
    if (set.length > 1) addOnce(at, 'schema/one-of', `only one of ${names(keys)} may be set`);
    if (set.length === 0 && !isOpen) addOnce(at, 'schema/one-of', `one of ${names(keys)} is required`);
  }
  if (atLeastOneOf) {
    const keys = withOwn(atLeastOneOf, path);
    if (keys.every((key) => state(key) === 'unset')) {
      addOnce(at, 'schema/any-of', `at least one of ${names(keys)} is required`);
    }
  }
}

/** The provider counts an attribute among its own group whether or not the group names it. */
function withOwn(keys: readonly string[], path: FieldPath): readonly string[] {
  const own = path.map((part) => (typeof part === 'number' ? 0 : part)).join('.');
  return [...new Set([...keys, own])].sort();
}

/**
 * Every attribute whose parent blocks are there, set or not. A path counts a single block as the first of a list;
 * the place that problems name is written as the file has it.
 */
function visit(body: unknown, attributes: Attributes, path: FieldPath, at: FieldPath, check: CheckOne): void {
  if (!isObject(body)) return;
  for (const [name, attribute] of Object.entries(attributes)) {
    const own = [...path, name];
    const ownAt = [...at, name];
    check(attribute, own, ownAt);
    const { [name]: value } = body;
    const block = attribute.block;
    if (block === undefined || value === undefined) continue;
    if (Array.isArray(value)) {
      value.forEach((item, index) => visit(item, block, [...own, index], [...ownAt, index], check));
    } else {
      visit(value, block, [...own, 0], ownAt, check);
    }
  }
}

/** `rule.0.x` seen from `rule[2].y` is the x of the same rule. */
function samePlace(key: string, path: FieldPath): FieldPath {
  let isShared = true;
  return key.split('.').map((part, index) => {
    const isIndex = /^\d+$/.test(part);
    if (isShared && isIndex && typeof path[index] === 'number') return path[index];
    if (path[index] !== part) isShared = false;
    return isIndex ? Number(part) : part;
  });
}

function stateAt(body: unknown, path: FieldPath): State {
  let value: unknown = body;
  for (const part of path) {
    if (value === null || value === undefined) return 'unset';
    if (isExpression(value)) return 'maybe';
    if (typeof part === 'number') {
      // A single block may stand without its list.
      value = Array.isArray(value) ? (value as readonly unknown[])[part] : part === 0 ? value : undefined;
    } else {
      if (isObject(value) && isObject(value.dynamic) && value.dynamic[part] !== undefined) return 'maybe';
      value = isObject(value) ? value[part] : undefined;
    }
  }
  if (value === null || value === undefined || (Array.isArray(value) && value.length === 0)) return 'unset';
  return isExpression(value) && !isPlainReference(value) ? 'maybe' : 'set';
}

const plain = (path: FieldPath): string => path.filter((part) => typeof part === 'string').join('.');
const printKey = (key: string): string => plain(key.split('.').filter((part) => !/^\d+$/.test(part)));
