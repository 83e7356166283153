import type { TerraformModule } from '../../artifact/read/model';
import { AS_WRITTEN, plainArguments, type Reading, type Resource } from './resources';
import { attributesOf } from './terraform/provider-schema';

/** One resource under two addresses. */
export interface Move {
  readonly from: string;
  readonly to: string;
  /** False where nothing tells Terraform of it: without a `moved` block it destroys the one and creates the other. */
  readonly declared: boolean;
}

/** Which of the old resources live on under another address: as `moved` blocks say, else as their identity tells. */
export function movesOf(
  before: readonly Resource[],
  after: readonly Resource[],
  module: TerraformModule | undefined,
  providerVersion: string,
): readonly Move[] {
  const declared = declaredMoves(before, after, module);
  return [...declared, ...inferredMoves(before, after, declared, providerVersion)];
}

function declaredMoves(
  before: readonly Resource[],
  after: readonly Resource[],
  module: TerraformModule | undefined,
): readonly Move[] {
  const steps = (module?.moved ?? []).flatMap(({ body }) => {
    const { from, to } = (Array.isArray(body) ? (body[0] ?? {}) : (body ?? {})) as Readonly<Record<string, unknown>>;
    return typeof from === 'string' && typeof to === 'string' ? [[bare(from), bare(to)] as const] : [];
  });
  const targets = new Set(after.map(({ address }) => address));
  const follow = (address: string): string => {
    let current = address;
    for (let hops = 0; hops <= steps.length && !targets.has(current); hops++) {
      const step = steps.find(([from]) => current === from || current.startsWith(`${from}[`));
      if (!step) break;
      current = `${step[1]}${current.slice(step[0].length)}`;
    }
    return targets.has(current) ? current : withCount(address, targets);
  };
  return before.flatMap(({ address }) => {
    const to = follow(address);
    return to === address ? [] : [{ from: address, to, declared: true }];
  });
}

/** Terraform itself moves the only instance to index 0 where a count is added, and back where it is taken out. */
function withCount(address: string, targets: ReadonlySet<string>): string {
  if (targets.has(address)) return address;
  if (targets.has(`${address}[0]`)) return `${address}[0]`;
  const single = address.replace(/\[0\]$/, '');
  return targets.has(single) ? single : address;
}

function bare(expression: string): string {
  return expression.replace(/^\$\{(.*)\}$/, '$1').trim();
}

function inferredMoves(
  before: readonly Resource[],
  after: readonly Resource[],
  declared: readonly Move[],
  providerVersion: string,
): readonly Move[] {
  const taken = new Set(declared.map(({ to }) => to));
  const gone = new Set(declared.map(({ from }) => from));
  const isIn = (list: readonly Resource[]): ((address: string) => boolean) => {
    const addresses = new Set(list.map(({ address }) => address));
    return (address) => addresses.has(address);
  };
  const [wasThere, isThere] = [isIn(before), isIn(after)];
  let left = before.filter(({ address }) => !isThere(address) && !gone.has(address));
  let free = after.filter(({ address }) => !wasThere(address) && !taken.has(address));
  const found: Move[] = [];
  // What is renamed may be mentioned by what else is renamed, so that the one tells the other.
  for (let before = -1; before !== found.length && left.length > 0 && free.length > 0;) {
    before = found.length;
    const reading = renaming([...declared, ...found]);
    const identities = groupBy(free, (resource) => identityOf(resource, AS_WRITTEN, providerVersion));
    const rivals = groupBy(left, (resource) => identityOf(resource, reading, providerVersion));
    for (const [identity, [resource, ...others]] of rivals) {
      const [target, ...more] = identities.get(identity) ?? [];
      if (!resource || !target || others.length > 0 || more.length > 0) continue;
      found.push({ from: resource.address, to: target.address, declared: false });
    }
    left = left.filter(({ address }) => !found.some(({ from }) => from === address));
    free = free.filter(({ address }) => !found.some(({ to }) => to === address));
  }
  return found;
}

/** Reads the old files under the new addresses. */
export function renaming(moves: readonly Move[]): Reading {
  const byBlock = new Map(moves.map(({ from, to }) => [blockAddress(from), blockAddress(to)]));
  return { rename: (address) => byBlock.get(address) ?? address, isLost: () => false };
}

export function blockAddress(address: string): string {
  return address.replace(/\[[^\]]*\]$/, '');
}

/** What a resource can't change: its type, and the arguments that would replace it. */
function identityOf(resource: Resource, reading: Reading, providerVersion: string): string {
  const { type } = resource.block;
  const schema = attributesOf(type, providerVersion);
  const entries = Object.entries(plainArguments(resource, reading)).sort(([a], [b]) => (a < b ? -1 : 1));
  const fixed = schema ? entries.filter(([name]) => schema[name]?.forceNew) : [];
  return JSON.stringify([type, fixed.length > 0 ? fixed : entries]);
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
