import { DefaultTokenResolver, StringConcat, Token, Tokenization } from 'cdktf';
import type { IConstruct } from 'constructs';
import { Cidr } from '../core/cidr';
import { invalid, InvalidValue } from '../core/errors';
import { isIpv4 } from '../core/ipv4';
import type { ReachRecord } from '../core/promises';
import type { IAzureService } from '../core/service-contracts';

/**
 * One end of calls: a workload, or a namespace or any other construct for all workloads in it; a service of Azure, for the
 * subnets of its private endpoints; a range of addresses such as `10.0.0.0/8` or that of a subnet, or `outside` for every
 * address.
 */
export type ReachEnd = IConstruct | string;

/** A promise about who may call whom, for `app.promise`. Made by `reach`. */
export class ReachPromise {
  /** @internal */
  static of(record: (app: IConstruct) => ReachRecord): ReachPromise {
    return new ReachPromise(record);
  }

  private constructor(
    /** @internal Complete once the program has run: ranges of subnets are planned then. */
    readonly record: (app: IConstruct) => ReachRecord,
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
  const [callers, called] = [endsOf(from), endsOf(to)];
  return ReachPromise.of((app) => {
    const ends = { from: callers.flatMap((end) => end(app)), to: called.flatMap((end) => end(app)) };
    return { kind, ...ends, ...(port === undefined ? {} : { port }) };
  });
}

function endsOf(ends: ReachEnd | readonly ReachEnd[]): readonly ((app: IConstruct) => readonly string[])[] {
  return (Array.isArray(ends) ? (ends as readonly ReachEnd[]) : [ends as ReachEnd]).map((end) => {
    if (typeof end !== 'string')
      return 'privateRanges' in end ? (app) => rangesOf(end as IAzureService, app) : () => [end.node.path];
    if (Token.isUnresolved(end)) return (app) => [literal(end, app)];
    const range = end === 'outside' || isIpv4(end) ? end : String(Cidr.parse(end));
    return () => [range];
  });
}

function rangesOf(service: IAzureService, app: IConstruct): readonly string[] {
  if (service.privateRanges.length > 0) return service.privateRanges.map((range) => literal(range, app));
  throw invalid(service, {
    rule: `is ${service.description}, which has no private endpoint: its addresses are the internet's, and no promise tells it from the rest`,
    fix: 'Add a PrivateEndpoint that leads there, or promise with `outside`',
    code: 'promise/no-endpoint',
  });
}

/** What a subnet's range is, once it is planned. */
function literal(range: string, app: IConstruct): string {
  const resolver = new DefaultTokenResolver(new StringConcat());
  return String(Tokenization.resolve(range, { scope: app, resolver, preparing: false }));
}
