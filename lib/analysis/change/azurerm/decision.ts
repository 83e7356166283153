import { AZURES_CHOICE, type Block, type Value } from '../terraform/values';
import { type Fills } from '../terraform/created';
import { type ValueChange } from '../terraform/plan';

/** Both sides of one resource, as the provider's own code looks at them. */
export interface Decision {
  /** What the resource has; undefined where the path leads nowhere. */
  readonly from: (path: string) => Value | undefined;
  /** What the plan makes of it. */
  readonly to: (path: string) => Value | undefined;
  /** What the program itself says, nothing merged in; undefined or null where it says nothing. */
  readonly written: (path: string) => Value | undefined;
  /** True where anything at or below the path differs. */
  readonly changes: (path: string) => boolean;
  /** Whether the provider is of this release or a later one. */
  readonly since: (major: number, minor: number) => boolean;
}

/** Why the provider stops: in words of ours, with the argument to blame. */
export interface Refusal {
  readonly code: string;
  readonly attribute: string;
  readonly message: string;
}

/** When a change of one argument replaces the resource, told by its two values. */
export type ForcesReplacement = (from: Value | undefined, to: Value | undefined, decision: Decision) => boolean;

/**
 * What a resource type decides in code, where its schema is silent: the provider's CustomizeDiff functions, set
 * hashes, suppressed differences, and what its update does beyond the plan.
 */
export interface CodedResource {
  /** What Azure is known to fill in for arguments that the program leaves out. */
  readonly fills?: (config: Block) => Fills;
  /** By path without indices: differences that are none. */
  readonly suppresses?: Readonly<Record<string, (change: ValueChange) => boolean>>;
  /** By path: when its change replaces. */
  readonly replaces?: Readonly<Record<string, ForcesReplacement>>;
  /** Values that the provider sets itself in the plan, by path. */
  readonly adjusts?: (decision: Decision) => Readonly<Record<string, Value>>;
  /** What stops the plan. */
  readonly refuses?: (decision: Decision) => Refusal | undefined;
  /** What only shows when the change is applied: the argument that rotates nodes, or what stops midway. */
  readonly applies?: (decision: Decision) => Application;
}

export type Application =
  | { readonly kind: 'update' }
  | { readonly kind: 'rotate'; readonly attributes: readonly string[] }
  | { readonly kind: 'refuse'; readonly refusal: Refusal };

export const IN_PLACE: Application = { kind: 'update' };

/** Stands for Azure's choice where code compares texts: it is some value, and none that anybody wrote. */
const SOME_TEXT = '(set by Azure)';

export function text(value: Value | undefined): string {
  if (value === AZURES_CHOICE) return SOME_TEXT;
  return value === undefined || value === null ? '' : String(value);
}

export function count(value: Value | undefined): number {
  return typeof value === 'number' ? value : 0;
}

export function flag(value: Value | undefined): boolean {
  return value === true;
}

export function items(value: Value | undefined): readonly Value[] {
  return Array.isArray(value) ? (value as readonly Value[]) : [];
}

export function isUnset(value: Value | undefined): boolean {
  return value === undefined || value === null || value === '' || value === 0 || value === false;
}

/** The text was there and goes away. */
export const whenUnset: ForcesReplacement = (from, to) => text(from) !== '' && text(to) === '';

/** The number was there and goes away. */
export const whenZeroed: ForcesReplacement = (from, to) =>
  (from === AZURES_CHOICE || count(from) !== 0) && count(to) === 0 && to !== AZURES_CHOICE;

/** The block was there and goes away. */
export const whenRemoved: ForcesReplacement = (from, to) => items(from).length > 0 && items(to).length === 0;

/** The flag was on and goes off. */
export const whenSwitchedOff: ForcesReplacement = (from, to) => flag(from) && !flag(to);

/** The number shrinks. */
export const whenShrunk: ForcesReplacement = (from, to) => count(to) < count(from);

/** The first of these that says why the provider stops. */
export function firstRefusal(
  ...checks: readonly ((decision: Decision) => Refusal | undefined | false)[]
): (decision: Decision) => Refusal | undefined {
  return (decision) => {
    for (const check of checks) {
      const refusal = check(decision);
      if (refusal) return refusal;
    }
    return undefined;
  };
}
