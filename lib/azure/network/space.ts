import { LONGEST_SUBNET_PREFIX, reservedRangeOf } from '../../core/address-space';
import { Cidr } from '../../core/cidr';
import type { Problem, Problems } from '../../core/errors';
import type { NamedRange } from './plan-input';

/** Azure takes no network larger than this. Azure: "Plan IP addressing for your cluster". */
const SHORTEST_NETWORK_PREFIX = 8;

/** Ranges that Azure gives to no network. Azure: "Virtual Network frequently asked questions". */
const NEVER_IN_A_NETWORK: readonly (readonly [Cidr, string])[] = (
  [
    ['224.0.0.0/4', 'multicast'],
    ['255.255.255.255/32', 'broadcast'],
    ['127.0.0.0/8', 'loopback'],
    ['168.63.129.16/32', "Azure's own DNS and DHCP"],
  ] as const
).map(([range, use]) => [Cidr.parse(range), use]);

/**
 * Reads the ranges of a network and checks each of them and all together; what is wrong is added to `problems`.
 *
 * @returns the ranges that can be read
 */
export function readAddressSpace(space: string | readonly string[], problems: Problems): readonly Cidr[] {
  const texts = typeof space === 'string' ? [space] : space;
  const property = 'addressSpace';
  if (texts.length === 0) {
    problems.add({
      property,
      rule: 'holds no range',
      fix: 'Give the network one, such as 10.20.0.0/16',
      code: 'address/space-empty',
    });
  }
  const ranges = readRanges(texts, property, problems);
  for (const range of ranges) {
    const broken = whatBreaks(range);
    if (broken !== undefined) problems.add({ ...broken, property, value: range.toString() });
  }
  ranges.forEach((range, index) => {
    const other = ranges.slice(0, index).find((earlier) => earlier.overlaps(range));
    if (other) {
      problems.add({
        property,
        value: range.toString(),
        rule: `overlaps ${other} of the same network`,
        fix: 'Keep one of the two',
        code: 'address/space-overlap',
      });
    }
  });
  return ranges;
}

/** Reads ranges that messages call `what`; those that can't be read are added to `problems`. */
export function readNamedRanges(
  texts: readonly string[] = [],
  property: string,
  what: string,
  problems: Problems,
): readonly NamedRange[] {
  return readRanges(texts, property, problems).map((range) => ({ range, what }));
}

function readRanges(texts: readonly string[], property: string, problems: Problems): readonly Cidr[] {
  return texts.flatMap((text) => problems.attempt(property, () => Cidr.parse(text)) ?? []);
}

function whatBreaks(range: Cidr): Omit<Problem, 'path' | 'property' | 'value'> | undefined {
  if (range.prefixLength < SHORTEST_NETWORK_PREFIX) {
    return {
      rule: 'is larger than a /8, the largest network that Azure has',
      fix: `Write a part of it, such as ${range.first}/${SHORTEST_NETWORK_PREFIX}`,
      code: 'address/space-too-large',
    };
  }
  if (range.prefixLength > LONGEST_SUBNET_PREFIX) {
    return {
      rule: 'is smaller than a /29, the smallest subnet that Azure has',
      fix: 'Give the network a larger range, such as 10.20.0.0/16',
      code: 'address/space-too-small',
    };
  }
  const reserved = reservedRangeOf(range);
  if (reserved) {
    // NET02 of the compatibility facts.
    return {
      rule: `overlaps ${reserved}, which AKS keeps to itself`,
      fix: 'Use another private range, such as 10.20.0.0/16',
      code: 'address/reserved-by-aks',
    };
  }
  const never = NEVER_IN_A_NETWORK.find(([other]) => other.overlaps(range));
  return never === undefined
    ? undefined
    : {
        rule: `overlaps ${never[0]}, which Azure gives to no network (${never[1]})`,
        fix: 'Use a private range, such as 10.20.0.0/16',
        code: 'address/never-in-a-network',
      };
}
