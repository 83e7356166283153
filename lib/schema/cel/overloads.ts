import type { Quantity } from '../../core/quantity';
import type { Address, AddressRange } from './addresses';
import type { Meter } from './errors';
import type { Semver } from './semver';
import type { Url } from './url';
import type { Duration, Fields, Kind, List, NamedFormat, Optional, Timestamp, Type, Uint, Value } from './values';

/** What a parameter of each kind holds. */
interface Held {
  readonly any: Value;
  readonly null_type: null;
  readonly bool: boolean;
  readonly int: bigint;
  readonly uint: Uint;
  readonly double: number;
  readonly string: string;
  readonly bytes: Uint8Array;
  readonly list: List;
  readonly map: Fields;
  readonly 'google.protobuf.Timestamp': Timestamp;
  readonly 'google.protobuf.Duration': Duration;
  readonly optional_type: Optional;
  readonly type: Type;
  readonly 'kubernetes.Quantity': Quantity;
  readonly 'net.IP': Address;
  readonly 'net.CIDR': AddressRange;
  readonly 'kubernetes.URL': Url;
  readonly 'kubernetes.Semver': Semver;
  readonly 'kubernetes.NamedFormat': NamedFormat;
}

export type Parameter = (Kind & keyof Held) | 'any';

/** One function of one list of parameters. */
export interface Overload {
  /** `.size` where it is called on a value, `size` or `sets.contains` where it is not. */
  readonly name: string;
  /** The value that it is called on first. */
  readonly parameters: readonly Parameter[];
  readonly apply: (args: readonly Value[], meter: Meter) => Value;
}

type Arguments<P extends readonly Parameter[]> = { [I in keyof P]: Held[P[I]] };

/** A function that is called on its own: `size(x)`. The meter comes last. */
export function fn<const P extends readonly Parameter[]>(
  name: string,
  parameters: P,
  apply: (...args: [...Arguments<P>, Meter]) => Value,
): Overload {
  // The kinds of the arguments are compared with the parameters before.
  return {
    name,
    parameters,
    apply: (args, meter) => apply(...([...args, meter] as unknown as [...Arguments<P>, Meter])),
  };
}

/** A function that is called on a value of the first kind: `x.size()`. */
export function member<const P extends readonly Parameter[]>(
  name: string,
  parameters: P,
  apply: (...args: [...Arguments<P>, Meter]) => Value,
): Overload {
  return fn(`.${name}`, parameters, apply);
}
