import { allocate, fitSubnet, LONGEST_SUBNET_PREFIX, usableAddresses } from '../../core/address-space';
import { Cidr } from '../../core/cidr';
import type { Problem } from '../../core/errors';
import type { NamedRange, SubnetNeed } from './plan-input';

/*
 * What an address plan can be wrong about, each with the arithmetic and the ways out. The path of the network is put in
 * front by whoever collects them.
 */

export function tooSmall(subnet: SubnetNeed, range: Cidr, space: readonly Cidr[]): Problem {
  const wanted = smallestLength(subnet);
  const grown = wanted < range.prefixLength ? Cidr.of(range.first, wanted) : range;
  const fits = space.length === 0 || space.some((part) => part.contains(grown));
  return {
    rule: `subnet '${subnet.name}' ${range} ${shortage(subnet, range)}`,
    fix: oneOf([`Give it ${fits ? `${grown}` : `a /${wanted}`} or more`, ...smallerNeed(subnet, range)]),
    code: 'address/subnet-too-small',
  };
}

export function outgrown(subnet: SubnetNeed, range: Cidr): Problem {
  return {
    rule: `subnet '${subnet.name}' is recorded as ${range}, which ${shortage(subnet, range)}; a recorded range never changes, because Azure refuses to move a subnet in use`,
    fix: oneOf(['Put what is new into a subnet of its own', ...smallerNeed(subnet, range)]),
    code: 'address/recorded-outgrown',
  };
}

export function pinMoves(subnet: SubnetNeed, pinned: Cidr, recorded: Cidr): Problem {
  return {
    rule: `subnet '${subnet.name}' is given ${pinned}, but it is recorded as ${recorded} in addresses.lock.json, and Azure refuses to move a subnet in use`,
    fix: `Give it ${recorded}, or, if nothing is in it yet, remove its entry from addresses.lock.json`,
    code: 'address/pin-moves-recorded',
  };
}

export function outsideSpace(subnet: SubnetNeed, range: Cidr, space: readonly Cidr[]): Problem {
  return {
    rule: `subnet '${subnet.name}' ${range} lies outside the address space ${space.join(', ')}`,
    fix: 'Give it a range inside, or add a range to addressSpace',
    code: 'address/outside-space',
  };
}

export function overlapping(one: NamedRange, other: NamedRange): Problem {
  return {
    rule: `${one.what} ${one.range} overlaps ${other.what} ${other.range}`,
    fix: 'Give one of them another range',
    code: 'address/overlap',
  };
}

/** NET03 of the compatibility facts: services and pods of a cluster lie beside the network. */
export function reservedOverlap(reserved: NamedRange, other: NamedRange): Problem {
  return {
    rule: `${reserved.what} ${reserved.range} overlaps ${other.what} ${other.range}`,
    fix: 'Choose a range that nothing connected to the network uses',
    code: 'address/reserved-overlap',
  };
}

export function spaceUnknown(subnet: SubnetNeed): Problem {
  return {
    rule: `subnet '${subnet.name}' has no prefix, and the ranges of the network were not told`,
    fix: 'Tell addressSpace and takenPrefixes of the network, or give the subnet a prefix',
    code: 'address/space-unknown',
  };
}

export function exhausted(
  subnet: SubnetNeed,
  wanted: number,
  space: readonly Cidr[],
  occupied: readonly Cidr[],
): Problem {
  const free = largestFree(space, occupied);
  const today = smallestLength(subnet);
  const need = subnet.needed > 0 ? ` (${subnet.arithmetic}${subnet.headroom ? ', and twice that to grow' : ''})` : '';
  const ways = ['Add a range to addressSpace'];
  if (free && free.prefixLength <= today) ways.push(`give it ${free.first}/${today}, enough for today, as its prefix`);
  return {
    rule: `subnet '${subnet.name}' needs a /${wanted}${need}, and ${free ? `the largest free range of ${space.join(', ')} is ${free}` : `nothing of ${space.join(', ')} is free`}`,
    fix: oneOf([...ways, ...(subnet.needed > 0 ? subnet.waysOut : [])]),
    code: 'address/space-exhausted',
  };
}

/** A subnet without a range of its own, in an App that keeps no plan. */
export function lockNeedsApp(subnet: SubnetNeed, planned: Cidr | undefined): Problem {
  const example = planned === undefined ? '' : `: addSubnet('${subnet.name}', { prefix: '${planned}' })`;
  return {
    rule: `subnet '${subnet.name}' has no prefix, and a planned one must be kept in addresses.lock.json, which only an AksApp does`,
    fix: `Give it a prefix${example}, or create the program with \`new AksApp()\` in place of \`new App()\``,
    code: 'address/lock-needs-app',
  };
}

/** `4096` as `4,096`, on every machine. */
export function grouped(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ',');
}

function shortage(subnet: SubnetNeed, range: Cidr): string {
  if (usableAddresses(range) < subnet.needed) {
    return `holds ${grouped(usableAddresses(range))} addresses; ${subnet.arithmetic}`;
  }
  return `is smaller than a /${subnet.largestPrefixLength}, the smallest that ${subnet.smallestAskedBy}`;
}

/** Only where the need is what doesn't fit. */
function smallerNeed(subnet: SubnetNeed, range: Cidr): readonly string[] {
  return usableAddresses(range) < subnet.needed ? subnet.waysOut : [];
}

function smallestLength(subnet: SubnetNeed): number {
  return Math.min(subnet.largestPrefixLength, fitSubnet(subnet.needed));
}

function largestFree(space: readonly Cidr[], occupied: readonly Cidr[]): Cidr | undefined {
  for (let length = 0; length <= LONGEST_SUBNET_PREFIX; length++) {
    const free = allocate(space, occupied, length);
    if (free) return free;
  }
  return undefined;
}

function oneOf(ways: readonly string[]): string {
  const [last = '', ...rest] = [...ways].reverse();
  if (rest.length === 0) return last;
  return `${rest.reverse().join(', ')}${rest.length > 1 ? ',' : ''} or ${last}`;
}
