import { valueAt } from './paths';
import { type Attribute, type Attributes } from './provider-schema';
import {
  isBlockList,
  listOf,
  sameElement,
  unpairedElements,
  type ElementIdentity,
  takeFromPrior,
} from './set-elements';
import { AZURES_CHOICE, type Block, isBlock, isConfigurable, isZero, sameScalar, type Value } from './values';

/** One argument that differs, with the rest of the resource to judge it by. */
export interface ValueChange {
  /** Such as `network_profile.0.pod_cidr`. */
  readonly path: string;
  readonly from: Value;
  readonly to: Value;
  /** What the program asks for, merged with what the resource has, by path. */
  readonly proposed: (path: string) => Value | undefined;
}

/** What a resource type's own code says of its values, where the schema is silent. */
export interface Behaviour {
  /** True where the provider takes the two values for one. */
  readonly suppresses: (change: ValueChange) => boolean;
  /** By what an element of this set is told from another; undefined: by all of it. */
  readonly identityOf: (path: string) => ElementIdentity | undefined;
}

export interface Plan {
  readonly prior: Block;
  readonly planned: Block;
  /** Paths of arguments whose change the schema answers with a replacement. */
  readonly replace: ReadonlySet<string>;
}

/**
 * What the provider makes of a new configuration of an existing resource: Terraform core proposes (an unset
 * computed argument keeps its value), then the plugin SDK compares, argument by argument.
 * Source: terraform `objchange.ProposedNew`, terraform-plugin-sdk `schemaMap.Diff`.
 */
export function plan(attributes: Attributes, prior: Block, config: Block, behaviour: Behaviour): Plan {
  const proposed = proposeBlock(attributes, prior, config);
  const comparison = new Comparison(behaviour, proposed);
  const planned = comparison.block(attributes, prior, proposed, '');
  return { prior, planned, replace: comparison.replace };
}

/** Terraform core's proposal: the configuration, with the prior value wherever an unset argument is computed. */
function proposeBlock(attributes: Attributes, prior: Block | undefined, config: Block): Block {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, attribute]) => [
      name,
      proposeValue(attribute, prior?.[name], config[name] ?? null),
    ]),
  );
}

function proposeValue(attribute: Attribute, prior: Value | undefined, config: Value): Value {
  if (attribute.writeOnly) return null; // never in the state, so never a difference
  if (config === null || !isConfigurable(attribute)) {
    if (attribute.computed) return prior === undefined ? AZURES_CHOICE : prior;
    return (attribute.default as Value | undefined) ?? null;
  }
  // The SDK can't tell "" from unset, so a computed string keeps its value where the program says "".
  if (config === '' && attribute.computed && prior !== undefined) return prior;
  const { block } = attribute;
  if (!block || !isBlockList(config)) return config;
  const old = isBlockList(prior) ? prior : [];
  if (attribute.type === 'list') return config.map((item, index) => proposeBlock(block, old[index], item));
  return takeFromPrior(block, old, config).map(({ old: pair, item }) => proposeBlock(block, pair, item));
}

/** Walks both sides as the SDK does and notes what forces a replacement. */
class Comparison {
  readonly replace = new Set<string>();

  constructor(
    private readonly behaviour: Behaviour,
    private readonly proposed: Block,
  ) {}

  /** One side may be missing: a block that is added or removed compares with nothing. */
  block(attributes: Attributes, o: Block | undefined, n: Block | undefined, prefix: string): Block {
    return Object.fromEntries(
      Object.entries(attributes).map(([name, attribute]) => [
        name,
        this.attribute(attribute, o?.[name], n?.[name], `${prefix}${name}`),
      ]),
    );
  }

  /** A side that is undefined belongs to a block that is not there. */
  private attribute(attribute: Attribute, o: Value | undefined, n: Value | undefined, path: string): Value {
    const to = n ?? null;
    if (!isConfigurable(attribute) || o === to) return to;
    if (attribute.type === 'list' || attribute.type === 'set') return this.items(attribute, o ?? null, to, path);
    if (attribute.type === 'map')
      return this.whole(attribute, o ?? null, to, path, sameElement(attribute, o ?? null, to));
    if (n === undefined && attribute.computed) return to;
    if (n === AZURES_CHOICE) return n; // known after apply, in a block that is new itself
    const next = to === null && attribute.default !== undefined ? (attribute.default as Value) : to;
    // In a new block even `false` and 0 are something new; an empty text is not.
    const same = o === undefined ? next === null || next === '' : sameScalar(o, next);
    return this.whole(attribute, o ?? null, next, path, same);
  }

  private whole(attribute: Attribute, o: Value, n: Value, path: string, same: boolean): Value {
    if (same || this.suppresses(path, o, n)) return o;
    if (attribute.forceNew) this.replace.add(path);
    return n;
  }

  private items(attribute: Attribute, o: Value, n: Value, path: string): Value {
    const before = listOf(o);
    const after = listOf(n);
    // Azure's choice, or an expression that yields the whole list, against something else.
    if (before === undefined || after === undefined) return this.whole(attribute, o, n, path, false);
    if (this.suppresses(path, o, n)) return o;
    if (attribute.type === 'set') return this.set(attribute, before, after, n, path);
    if (!attribute.block) return this.whole(attribute, o, n, path, sameElement(attribute, o, n));
    if (before.length !== after.length && attribute.forceNew) this.replace.add(path);
    const planned = Array.from({ length: Math.max(before.length, after.length) }, (_, index) =>
      this.block(attribute.block!, asBlock(before[index]), asBlock(after[index]), `${path}.${index}.`),
    );
    return n === null ? null : planned.slice(0, after.length);
  }

  /** Elements of a set have no address: what differs in one is told of the whole set. */
  private set(attribute: Attribute, before: readonly Value[], after: readonly Value[], n: Value, path: string): Value {
    const { gone, come } = unpairedElements(attribute, before, after, this.behaviour.identityOf(path));
    if (gone.length === 0 && come.length === 0) return before.length === 0 ? n : before;
    const forced = attribute.block
      ? [...gone, ...come].some((item) => holdsForceNew(attribute.block!, asBlock(item))) ||
        (attribute.forceNew === true && before.length !== after.length)
      : attribute.forceNew === true;
    if (forced) this.replace.add(path);
    return n;
  }

  private suppresses(path: string, from: Value, to: Value): boolean {
    return this.behaviour.suppresses({ path, from, to, proposed: (other) => valueAt(this.proposed, other) });
  }
}

function asBlock(value: Value | undefined): Block | undefined {
  return isBlock(value) ? value : undefined;
}

/** Whether an element of a set carries an argument that can't be changed in place. */
function holdsForceNew(attributes: Attributes, item: Block | undefined): boolean {
  return Object.entries(attributes).some(([name, attribute]) => {
    const value = item?.[name];
    if (!isConfigurable(attribute) || isZero(value) || listOf(value ?? null)?.length === 0) return false;
    if (attribute.forceNew) return true;
    const { block } = attribute;
    return block !== undefined && isBlockList(value) && value.some((inner) => holdsForceNew(block, inner));
  });
}
