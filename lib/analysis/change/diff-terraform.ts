import type { Artifacts } from '../../artifact/read/artifacts';
import type { TerraformModule } from '../../artifact/read/model';
import type { Change } from './change';
import { lifecycleOf, withIgnored } from './lifecycle';
import { moduleCallChanges } from './module-calls';
import { blockAddress, type Move, movesOf, renaming } from './moves';
import { providerVersionOf } from './provider-version';
import { type Cause, resourceChange, type ResourceChange } from './resource-change';
import {
  AFTER_APPLY,
  type Fate,
  isLostElsewhere,
  mentionedBy,
  mentionedElsewhere,
  pairModules,
  plainArguments,
  type Resource,
  resourcesOf,
} from './resources';
import { rotationNote, rotationOf } from './rotation';
import { keepsState } from './state';
import { withUse } from './subnets';

/** What Terraform does to the resources of the old files when it applies the new ones. */
export function diffTerraform(before: Artifacts, after: Artifacts): readonly Change[] {
  const pairs = pairModules(before, after);
  const diffs = pairs.map((pair) => new ModuleDiff(pair.old, pair.new, after));
  const byFolder = new Map(diffs.map((diff) => [diff.place, diff]));
  const elsewhere: Elsewhere = (module, address) => byFolder.get(module)?.fateOf(address) ?? 'kept';
  // What one stack loses may reach another one that reads its state, and a third one from there.
  for (let lost = -1, now = 0; lost !== now; now = diffs.reduce((sum, diff) => sum + diff.lostCount, 0)) {
    lost = now;
    for (const diff of diffs) diff.settle(elsewhere);
  }
  return pairs.flatMap((pair, index) => [
    ...(diffs[index] as ModuleDiff).changes(),
    ...moduleCallChanges(pair.old, pair.new),
  ]);
}

type Elsewhere = (module: string, address: string) => Fate;

/** A resource that is there on both sides. */
interface Pair {
  readonly old: Resource;
  readonly new: Resource;
}

/** Arguments that name a parent, whose end is theirs, by the parent's type. */
const PARENTS: Readonly<Record<string, string>> = {
  resource_group_name: 'azurerm_resource_group',
  virtual_network_name: 'azurerm_virtual_network',
};

/** Arguments whose values stand in the id of a resource: its own name and those of its parents. */
const IN_AN_ID = /^(name|\w+_name|\w+_id)$/;

class ModuleDiff {
  private readonly version: string;
  readonly place: string;
  private readonly moves: readonly Move[];
  private readonly pairs: readonly Pair[];
  private readonly gone: readonly Resource[];
  private readonly come: readonly Resource[];
  private readonly outcomes = new Map<Pair, ResourceChange>();
  /** What is replaced, by address of its block. */
  private readonly lost = new Map<string, Pair>();
  private elsewhere: Elsewhere = () => 'kept';
  /** Names that replaced parents had, by type and name. */
  private readonly lostNames = new Map<string, string>();

  constructor(
    old: TerraformModule | undefined,
    next: TerraformModule | undefined,
    private readonly after: Artifacts,
  ) {
    this.version = providerVersionOf(next ?? old);
    this.place = (next ?? old)?.folder ?? '';
    const before = old ? resourcesOf(old) : [];
    const now = next ? resourcesOf(next) : [];
    this.moves = movesOf(before, now, next, this.version);
    const newAddress = new Map(this.moves.map(({ from, to }) => [from, to]));
    const byAddress = new Map(now.map((resource) => [resource.address, resource]));
    this.pairs = before.flatMap((resource) => {
      const match = byAddress.get(newAddress.get(resource.address) ?? resource.address);
      return match ? [{ old: resource, new: match }] : [];
    });
    const kept = new Set(this.pairs.map((pair) => pair.old));
    const paired = new Set(this.pairs.map((pair) => pair.new));
    this.gone = before.filter((resource) => !kept.has(resource));
    this.come = now.filter((resource) => !paired.has(resource));
  }

  get lostCount(): number {
    return this.lost.size;
  }

  /** What becomes of a resource, as another module sees it. */
  fateOf(address: string): Fate {
    const pair = this.lost.get(address);
    if (!pair) return 'kept';
    const because = this.outcomes.get(pair)?.because ?? [];
    return because.some(({ attribute }) => IN_AN_ID.test(attribute)) ? 'renamed' : 'anew';
  }

  changes(): readonly Change[] {
    const changes = [
      ...this.pairs.flatMap((pair) => this.pairChanges(pair)),
      ...this.gone.map((resource) => this.plainChange(resource, 'destroy')),
      ...this.come.map((resource) => this.plainChange(resource, 'create')),
    ];
    const after = [...this.pairs.map((pair) => pair.new), ...this.come];
    return changes
      .map((change) => withUse(change, after, changes))
      .sort((a, b) => (a.object < b.object ? -1 : a.object > b.object ? 1 : 0));
  }

  /** Judges every pair, and again whatever mentions what is replaced, until no further one is. */
  settle(elsewhere: Elsewhere): void {
    this.elsewhere = elsewhere;
    let waiting = this.outcomes.size === 0 ? this.pairs : this.pairs.filter((pair) => this.isReached(pair));
    for (let lostBefore = -1; waiting.length > 0 && lostBefore !== this.lost.size;) {
      lostBefore = this.lost.size;
      for (const pair of waiting) {
        const change = this.judge(pair);
        this.outcomes.set(pair, change);
        if (change.action !== 'replace') continue;
        this.lost.set(blockAddress(pair.new.address), pair);
        this.rememberName(pair);
      }
      waiting = this.pairs.filter((pair) => this.isReached(pair));
    }
  }

  private isReached(pair: Pair): boolean {
    return this.lostNear(pair).length > 0 || this.lostFar(pair).length > 0;
  }

  /** What is replaced of the resources that one mentions. */
  private lostNear(pair: Pair): readonly string[] {
    const near = [...mentionedBy(pair.new), ...this.lostParents(pair).map(([, address]) => address)];
    return near.filter((address) => this.lost.has(address) && address !== blockAddress(pair.new.address));
  }

  /** The same of other modules. */
  private lostFar(pair: Pair): readonly string[] {
    return mentionedElsewhere(pair.new)
      .filter((reference) => isLostElsewhere(reference, this.elsewhere))
      .map(({ module, address }) => `${module.split('/').at(-1)}/${address}`);
  }

  private rememberName({ old, new: { address, block } }: Pair): void {
    const { name } = plainArguments(old, renaming(this.moves));
    if (typeof name === 'string') this.lostNames.set(`${block.type} ${name}`, blockAddress(address));
  }

  /** Parents that are replaced and named by their plain name. */
  private lostParents({ old }: Pair): readonly (readonly [argument: string, address: string])[] {
    return Object.entries(PARENTS).flatMap(([argument, type]) => {
      const value = plainArguments(old, renaming(this.moves))[argument];
      const address = typeof value === 'string' ? this.lostNames.get(`${type} ${value}`) : undefined;
      return address === undefined ? [] : [[argument, address] as const];
    });
  }

  private judge(pair: Pair): ResourceChange {
    const lifecycle = lifecycleOf(pair.new);
    const before = plainArguments(pair.old, renaming(this.moves));
    let after = plainArguments(pair.new, {
      rename: (address) => address,
      isLost: (address) => this.lost.has(address),
      elsewhere: this.elsewhere,
    });
    for (const [argument, address] of this.lostParents(pair)) {
      if (after[argument] === before[argument]) {
        after = { ...after, [argument]: `${String(before[argument])} of a new ${address}${AFTER_APPLY}` };
      }
    }
    after = withIgnored(before, after, lifecycle);
    const triggers = lifecycle.replaceTriggeredBy.filter((one) => this.isChanged(one));
    if (triggers.length > 0) return triggered(triggers);
    if (same(before, after)) return NO_CHANGE;
    const change = resourceChange(pair.new.block.type, before, after, { providerVersion: this.version });
    return change.action === 'replace' && lifecycle.preventDestroy ? prevented(change) : change;
  }

  private isChanged(trigger: string): boolean {
    const [type, name] = trigger.split('.');
    const address = `${type}.${(name ?? '').replace(/\[.*$/, '')}`;
    const pair = this.pairs.find((one) => blockAddress(one.new.address) === address);
    return pair !== undefined && (this.outcomes.get(pair)?.action ?? 'none') !== 'none';
  }

  /** The replaced resources that reach one, first causes in front. */
  private throughOf(pair: Pair, { because }: ResourceChange): readonly string[] {
    const isReached = because.some(
      ({ attribute, to }) => attribute === TRIGGER || JSON.stringify(to)?.includes(AFTER_APPLY.trim()),
    );
    if (!isReached) return [];
    const found = new Set<string>();
    const seen = new Set<Pair>([pair]);
    const visit = (reached: Pair): void => {
      for (const address of this.lostNear(reached)) {
        const cause = this.lost.get(address) as Pair;
        if (seen.has(cause)) continue;
        seen.add(cause);
        visit(cause);
        found.add(address);
      }
      for (const address of this.lostFar(reached)) found.add(address);
    };
    visit(pair);
    return [...found];
  }

  private pairChanges(pair: Pair): readonly Change[] {
    const change = this.outcomes.get(pair) as ResourceChange;
    const move = this.moves.find(({ from }) => from === pair.old.address);
    const moved = move ? [this.moveChange(pair, move)] : [];
    if (change.action === 'none') return moved;
    const { type } = pair.new.block;
    const notes = change.refusal ? [refusalNote(change.refusal)] : [];
    const rotation = change.action === 'rotate' ? rotationOf(pair.new.block, this.after) : undefined;
    const main: Change = {
      ...this.common(pair.new),
      action: change.action,
      because: change.because,
      through: this.throughOf(pair, change),
      notes: rotation ? [rotationNote(rotation), ...notes] : notes,
      losesState: change.action === 'replace' && keepsState(type),
      ...(rotation ? { rotation } : {}),
    };
    return [...moved, main];
  }

  private moveChange(pair: Pair, { from, to, declared }: Move): Change {
    const { type } = pair.new.block;
    const note = `without the block, Terraform destroys ${from} and creates ${to}`;
    return {
      ...this.common(pair.new),
      action: 'move',
      because: [{ attribute: 'address', from, to }],
      through: [],
      notes: declared ? [] : [note],
      losesState: !declared && (keepsState(type) || this.holdsUp(from)),
      moved: { from, to, declared },
    };
  }

  /** Whether something that keeps state would be replaced with this one. */
  private holdsUp(address: string): boolean {
    const reached = new Set([blockAddress(address)]);
    for (let size = 0; size !== reached.size;) {
      size = reached.size;
      for (const { old } of this.pairs) {
        if ([...mentionedBy(old)].some((one) => reached.has(one))) reached.add(blockAddress(old.address));
      }
    }
    return [...reached].some((one) => keepsState(one.split('.')[0] ?? ''));
  }

  private plainChange(resource: Resource, action: 'create' | 'destroy'): Change {
    const losesState = action === 'destroy' && keepsState(resource.block.type);
    return { ...this.common(resource), action, because: [], through: [], notes: [], losesState };
  }

  private common({ address, block }: Resource): Pick<Change, 'object' | 'place' | 'path'> {
    return { object: address, place: this.place, ...(block.path === undefined ? {} : { path: block.path }) };
  }
}

const NO_CHANGE: ResourceChange = { action: 'none', because: [], replacePaths: [], changed: [] };

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

const TRIGGER = 'lifecycle.replace_triggered_by';

function triggered(triggers: readonly string[]): ResourceChange {
  const because: readonly Cause[] = triggers.map((to) => ({ attribute: TRIGGER, from: null, to }));
  return { action: 'replace', because, replacePaths: [TRIGGER], changed: [] };
}

/** Terraform's plan stops at a resource that must not be destroyed. */
function prevented(change: ResourceChange): ResourceChange {
  const message = `${change.replacePaths.join(', ')} replaces it, which lifecycle.prevent_destroy forbids`;
  const refusal = { code: 'prevent-destroy', attribute: change.replacePaths[0] ?? '', message, stage: 'plan' as const };
  return { ...change, action: 'refused', refusal };
}

function refusalNote({ stage, message }: NonNullable<ResourceChange['refusal']>): string {
  const where = { validate: 'the provider refuses it', plan: 'the plan stops', apply: 'the apply stops midway' }[stage];
  return `${where}: ${message}`;
}
