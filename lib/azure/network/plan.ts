import { allocate, fitSubnet, usableAddresses } from '../../core/address-space';
import type { Cidr } from '../../core/cidr';
import type { Problem } from '../../core/errors';
import type { NamedRange, Plan, PlanInput, SubnetNeed } from './plan-input';
import {
  exhausted,
  outgrown,
  outsideSpace,
  overlapping,
  pinMoves,
  reservedOverlap,
  spaceUnknown,
  tooSmall,
} from './plan-problems';

/**
 * Gives every subnet a range. What is pinned or recorded stays as it is; the rest is given the first free range, in order
 * of declaration, of twice what is needed. So nothing that is added later moves what is planned already.
 */
export function planAddresses(input: PlanInput): Plan {
  const fixed = input.subnets.flatMap((subnet) => {
    const range = subnet.pinned ?? subnet.recorded;
    return range === undefined ? [] : [{ subnet, range, what: `subnet '${subnet.name}'` }];
  });
  const clashes = reservedProblems(input);
  const problems: Problem[] = [
    ...clashes,
    ...fixed.flatMap(({ subnet, range }) => fixedProblems(input, subnet, range)),
    ...overlaps(fixed, input.taken),
  ];
  const prefixes = new Map(fixed.map(({ subnet, range }) => [subnet.path, range]));
  // A reserved range that overlaps the network is told once, not again for every subnet that finds no room beside it.
  const beside = clashes.length > 0 ? [] : [...input.reserved, ...input.connected];
  const occupied = [...beside, ...input.taken, ...fixed].map(({ range }) => range);

  for (const subnet of input.subnets) {
    if (prefixes.has(subnet.path)) continue;
    const wanted = plannedLength(subnet);
    const range = allocate(input.space, occupied, wanted);
    if (range === undefined) {
      problems.push(input.space.length === 0 ? spaceUnknown(subnet) : exhausted(subnet, wanted, input.space, occupied));
    } else {
      prefixes.set(subnet.path, range);
      occupied.push(range);
    }
  }
  return { prefixes: inOrder(input.subnets, prefixes), problems };
}

/** The prefix length that a subnet is planned with: room for twice what it needs. */
export function plannedLength({ needed, headroom, largestPrefixLength }: SubnetNeed): number {
  return Math.min(largestPrefixLength, fitSubnet(headroom ? 2 * needed : needed));
}

function fixedProblems(input: PlanInput, subnet: SubnetNeed, range: Cidr): Problem[] {
  const problems: Problem[] = [];
  const { pinned, recorded } = subnet;
  if (pinned && recorded && !pinned.equals(recorded)) problems.push(pinMoves(subnet, pinned, recorded));
  if (input.space.length > 0 && !input.space.some((part) => part.contains(range))) {
    problems.push(outsideSpace(subnet, range, input.space));
  }
  if (usableAddresses(range) < subnet.needed || range.prefixLength > subnet.largestPrefixLength) {
    problems.push(pinned ? tooSmall(subnet, range, input.space) : outgrown(subnet, range));
  }
  return problems;
}

function overlaps(
  fixed: readonly (NamedRange & { readonly subnet: SubnetNeed })[],
  taken: readonly NamedRange[],
): Problem[] {
  // Sorted by address, a range can only overlap those that follow until one starts beyond its end.
  const sorted = [...fixed, ...taken].sort((a, b) => a.range.compare(b.range));
  return sorted.flatMap((one, index) => {
    const found: Problem[] = [];
    for (const other of sorted.slice(index + 1)) {
      if (!one.range.overlaps(other.range)) break;
      if ('subnet' in one || 'subnet' in other) found.push(overlapping(one, other));
    }
    return found;
  });
}

function reservedProblems({ space, reserved, connected }: PlanInput): Problem[] {
  const ours = space.map((range) => ({ range, what: 'the address space' }));
  return [
    ...connected.map((one) => [one, ours] as const),
    ...reserved.map((one) => [one, [...ours, ...connected]] as const),
  ].flatMap(([one, others]) =>
    others.filter((other) => other.range.overlaps(one.range)).map((other) => reservedOverlap(one, other)),
  );
}

function inOrder(subnets: readonly SubnetNeed[], prefixes: ReadonlyMap<string, Cidr>): ReadonlyMap<string, Cidr> {
  return new Map(
    subnets.flatMap(({ path }) => {
      const range = prefixes.get(path);
      return range === undefined ? [] : [[path, range] as const];
    }),
  );
}
