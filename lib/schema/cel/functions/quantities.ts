import type { CdkAksError } from '../../../core/errors';
import { Quantity } from '../../../core/quantity';
import { EvaluationError } from '../errors';
import { asInt } from '../operators';
import { fn, member } from '../overloads';

const NANOS = 1_000_000_000n;

/** `quantity('1.5Gi')`, since Kubernetes 1.29. */
export const QUANTITIES = [
  fn('quantity', ['string'], (text) => parsed(text)),
  fn('isQuantity', ['string'], (text) => Quantity.isQuantity(text)),
  fn('sign', ['kubernetes.Quantity'], ({ inNanos }) => (inNanos > 0n ? 1n : inNanos < 0n ? -1n : 0n)),
  member('isInteger', ['kubernetes.Quantity'], (amount) => whole(amount) !== undefined),
  member('asInteger', ['kubernetes.Quantity'], (amount) => {
    const units = whole(amount);
    if (units === undefined) throw new EvaluationError('cannot convert value to integer');
    return asInt(units);
  }),
  member('asApproximateFloat', ['kubernetes.Quantity'], (amount) => amount.approximately),
  member('add', ['kubernetes.Quantity', 'kubernetes.Quantity'], (a, b) => checked(() => a.plus(b))),
  member('add', ['kubernetes.Quantity', 'int'], (a, b) => checked(() => a.plus(Quantity.units(b)))),
  member('sub', ['kubernetes.Quantity', 'kubernetes.Quantity'], (a, b) => checked(() => a.minus(b))),
  member('sub', ['kubernetes.Quantity', 'int'], (a, b) => checked(() => a.minus(Quantity.units(b)))),
  member('isLessThan', ['kubernetes.Quantity', 'kubernetes.Quantity'], (a, b) => a.compare(b) < 0),
  member('isGreaterThan', ['kubernetes.Quantity', 'kubernetes.Quantity'], (a, b) => a.compare(b) > 0),
  member('compareTo', ['kubernetes.Quantity', 'kubernetes.Quantity'], (a, b) => BigInt(a.compare(b))),
];

/** Few are different, and most are read for every object. */
const known = new Map<string, Quantity>();
const MOST_KEPT = 10_000;

function parsed(text: string): Quantity {
  let quantity = known.get(text);
  if (quantity === undefined) {
    quantity = checked(() => Quantity.parse(text));
    if (known.size < MOST_KEPT) known.set(text, quantity);
  }
  return quantity;
}

function checked(work: () => Quantity): Quantity {
  try {
    return work();
  } catch (error) {
    throw new EvaluationError(`quantity ${(error as CdkAksError).problems[0]?.rule ?? 'is out of range'}`);
  }
}

function whole({ inNanos }: Quantity): bigint | undefined {
  return inNanos % NANOS === 0n ? inNanos / NANOS : undefined;
}
