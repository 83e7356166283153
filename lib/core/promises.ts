import type { IConstruct } from 'constructs';
import { invalid } from './errors';
import { requireJoin } from './join';

/** Something that a program says of itself, and that synth and `cdk-aks check` prove: it breaks synth where it does not hold. */
export type PromiseRecord = ReachRecord | SurvivalRecord;

/** Who may call whom. */
export interface ReachRecord {
  readonly kind: 'never' | 'only' | 'always' | 'no-internet';
  /** Construct paths, ranges of addresses, or `outside`. */
  readonly from: readonly string[];
  /** Empty for `no-internet`. */
  readonly to: readonly string[];
  /** @default - any port */
  readonly port?: number;
}

/** What is left of a workload when something goes dark. */
export interface SurvivalRecord {
  readonly kind: 'survives';
  readonly loss: 'zone' | 'node';
  /** Construct path. */
  readonly of: string;
  /** Whole percentage of the pods, rounded down. */
  readonly percent: number;
  readonly atLeast: number;
}

/**
 * Records a promise.
 *
 * @throws CdkAksError `app/join-needed` in a plain cdktf or cdk8s App
 */
export function recordPromise(scope: IConstruct, record: PromiseRecord): void {
  requireJoin(scope, 'a promise').promise(record);
}

/** @throws CdkAksError `promise/pods` for fewer than none */
export function checkAtLeast(scope: IConstruct, atLeast: number): void {
  if (Number.isSafeInteger(atLeast) && atLeast >= 0) return;
  throw invalid(scope, {
    property: 'atLeast',
    value: atLeast,
    rule: 'is not a whole number of pods from 0',
    fix: 'Write how many pods run at least, such as 2',
    code: 'promise/pods',
  });
}

/** A record as it may stand in an edited index; undefined where it is none. */
export function readPromise(value: unknown): PromiseRecord | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { kind, from, to, port, loss, of, percent, atLeast } = value as Record<string, unknown>;
  if (kind === 'survives') {
    const isWhole = typeof percent === 'number' && typeof atLeast === 'number';
    if ((loss !== 'zone' && loss !== 'node') || typeof of !== 'string' || !isWhole) return undefined;
    return { kind, loss, of, percent, atLeast };
  }
  const isReach = kind === 'never' || kind === 'only' || kind === 'always' || kind === 'no-internet';
  const isList = (list: unknown): list is readonly string[] =>
    Array.isArray(list) && list.every((one) => typeof one === 'string');
  if (!isReach || !isList(from) || !isList(to)) return undefined;
  return { kind, from, to, ...(typeof port === 'number' ? { port } : {}) };
}
