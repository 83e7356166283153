import type { IConstruct } from 'constructs';
import { Cidr } from '../core/cidr';
import { InvalidValue } from '../core/errors';
import { isIpv4 } from '../core/ipv4';
import type { ReachRecord } from '../core/promises';

/**
 * One end of calls: a workload, or a namespace or any other construct for all workloads in it; a range of addresses such as
 * `10.0.0.0/8`, or `outside` for every address.
 */
export type ReachEnd = IConstruct | string;

/** A promise about who may call whom, for `app.promise`. Made by `reach`. */
export class ReachPromise {
  /** @internal */
  static of(record: ReachRecord): ReachPromise {
    return new ReachPromise(record);
  }

  private constructor(
    /** @internal */
    readonly record: ReachRecord,
  ) {}
}

/**
 * Promises about who may call whom, as NetworkPolicies have it: `app.promise(reach.never(web, database))`. One that does not
 * hold breaks synth, and is found by `cdk-aks check` in what was written.
 */
export const reach = {
  /**
   * No policy lets the one call the other.
   * @param port only this one; any where it is left out
   */
  never: (from: ReachEnd | readonly ReachEnd[], to: ReachEnd | readonly ReachEnd[], port?: number): ReachPromise =>
    promise('never', from, to, port),

  /**
   * Nobody else calls it, from inside or outside, and these on no other port.
   * @param port the only one; any where it is left out
   */
  only: (from: ReachEnd | readonly ReachEnd[], to: ReachEnd | readonly ReachEnd[], port?: number): ReachPromise =>
    promise('only', from, to, port),

  /**
   * Policies of both sides let each of these call it.
   * @param port this one; at least one where it is left out
   */
  always: (from: ReachEnd | readonly ReachEnd[], to: ReachEnd | readonly ReachEnd[], port?: number): ReachPromise =>
    promise('always', from, to, port),

  /** Its pods call no address on the internet: none outside the private ranges of RFC 1918 and RFC 6598. */
  noInternet: (from: ReachEnd | readonly ReachEnd[]): ReachPromise => promise('no-internet', from, []),
};

function promise(
  kind: ReachRecord['kind'],
  from: ReachEnd | readonly ReachEnd[],
  to: ReachEnd | readonly ReachEnd[],
  port?: number,
): ReachPromise {
  if (port !== undefined && !(Number.isInteger(port) && port >= 1 && port <= 65_535)) {
    throw new InvalidValue({
      property: 'port',
      value: String(port),
      rule: 'is no port',
      fix: 'Write a whole number from 1 to 65535',
      code: 'promise/port',
    });
  }
  return ReachPromise.of({ kind, from: endsOf(from), to: endsOf(to), ...(port === undefined ? {} : { port }) });
}

function endsOf(ends: ReachEnd | readonly ReachEnd[]): readonly string[] {
  return (Array.isArray(ends) ? (ends as readonly ReachEnd[]) : [ends as ReachEnd]).map((end) => {
    if (typeof end !== 'string') return end.node.path;
    if (end === 'outside' || isIpv4(end)) return end;
    return String(Cidr.parse(end));
  });
}
