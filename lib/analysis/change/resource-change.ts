import { behaviourOf, codeOf } from './azurerm';
import { type CodedResource, type Decision, type ForcesReplacement, items, type Refusal } from './azurerm/decision';
import { changedPaths } from './terraform/changed-paths';
import { createdFrom, type Fills } from './terraform/created';
import { plan, type Plan } from './terraform/plan';
import { type Attribute, type Attributes, attributesOf, DEFAULT_PROVIDER_VERSION } from './terraform/provider-schema';
import { refusalsOf } from './terraform/refusals';
import { sameElement } from './terraform/set-elements';
import { AZURES_CHOICE, type Block, normalizeBlock, type Value } from './terraform/values';

import { attributeAt, valueAt, withValue } from './terraform/paths';

export interface Cause {
  /** Such as `network_profile.0.pod_cidr`. */
  readonly attribute: string;
  readonly from: unknown;
  readonly to: unknown;
}

export interface ResourceChange {
  readonly action: 'none' | 'update' | 'rotate' | 'replace' | 'refused';
  /** Arguments that make the action what it is. */
  readonly because: readonly Cause[];
  /** Arguments that can't be changed in place; empty unless the resource is replaced. */
  readonly replacePaths: readonly string[];
  /** Every argument that differs; empty where the provider refuses before it compares. */
  readonly changed: readonly string[];
  /** Why and where the provider stops. */
  readonly refusal?: Refusal & { readonly stage: 'validate' | 'plan' | 'apply' };
}

export interface ChangeOptions {
  /** @default 4.55.0, the release that the cdktf binding pins */
  readonly providerVersion?: string;
  /** The arguments of the type. @default what the provider's schema of that version says */
  readonly schema?: Attributes;
  /** What is known of values that Azure filled in. @default what the provider's and Azure's defaults are */
  readonly state?: Fills;
}

/**
 * What the provider makes of a changed configuration of one existing resource. `before` and `after` are its
 * arguments as in Terraform JSON, blocks as lists.
 */
export function resourceChange(
  type: string,
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
  options: ChangeOptions = {},
): ResourceChange {
  const version = options.providerVersion ?? DEFAULT_PROVIDER_VERSION;
  const attributes = options.schema ?? attributesOf(type, version);
  if (!attributes) return changeWithoutSchema(before, after);
  const config = normalizeBlock(attributes, after);
  const refused = refusalsOf(attributes, config)[0];
  if (refused) return refusedChange(attributes, { ...refused, stage: 'validate' }, config, config);

  const code = codeOf(type);
  const behaviour = behaviourOf(type);
  const created = normalizeBlock(attributes, before);
  const prior = createdFrom(attributes, created, behaviour, { ...code.fills?.(created), ...options.state });
  const schemaPlan = plan(attributes, prior, config, behaviour);
  const coded = decideInCode(code, attributes, schemaPlan, config, version);
  if (coded.refusal) return refusedChange(attributes, { ...coded.refusal, stage: 'plan' }, prior, coded.planned);

  const changed = changedPaths(attributes, prior, coded.planned);
  const causes = (paths: readonly string[]): readonly Cause[] =>
    paths.map((path) => causeAt(attributes, path, prior, coded.planned));
  if (changed.length === 0) return { action: 'none', because: [], replacePaths: [], changed };
  if (coded.replace.length > 0) {
    return { action: 'replace', because: causes(coded.replace), replacePaths: coded.replace, changed };
  }
  const application = code.applies?.(decisionOf(attributes, prior, coded.planned, config, version));
  if (application?.kind === 'refuse') {
    return { ...refusedChange(attributes, { ...application.refusal, stage: 'apply' }, prior, coded.planned), changed };
  }
  if (application?.kind === 'rotate') {
    return { action: 'rotate', because: causes(application.attributes), replacePaths: [], changed };
  }
  return { action: 'update', because: causes(changed), replacePaths: [], changed };
}

interface Decided {
  readonly planned: Block;
  readonly replace: readonly string[];
  readonly refusal?: Refusal;
}

/** What the provider's own code adds to the plan of its schema. */
function decideInCode(
  code: CodedResource,
  attributes: Attributes,
  base: Plan,
  config: Block,
  version: string,
): Decided {
  let { planned } = base;
  const replace = new Set(base.replace);
  const decision = (): Decision => decisionOf(attributes, base.prior, planned, config, version);
  for (const [path, forces] of pathsToJudge(code, planned)) {
    const attribute = attributeAt(attributes, path);
    if (!attribute) continue;
    const from: Value = valueAt(base.prior, path) ?? null;
    const kept: Value = valueAt(planned, path) ?? null;
    const to = goalAt(attributes, config, path, kept);
    if (sameElement(attribute, from, to) || !forces(from, to, decision())) continue;
    // Blocks can't be changed in place as a whole only where one comes or goes.
    if (!attribute.block || items(from).length !== items(to).length) replace.add(path);
    if (to !== kept) planned = withValue(planned, path, to);
  }
  for (const [path, value] of Object.entries(code.adjusts?.(decision()) ?? {}))
    planned = withValue(planned, path, value);
  return { planned, replace: [...replace].sort(), refusal: code.refuses?.(decision()) };
}

/** Each path with its rule; `*` stands for every item of a list. */
function pathsToJudge(code: CodedResource, planned: Block): readonly (readonly [string, ForcesReplacement])[] {
  return Object.entries(code.replaces ?? {}).flatMap(([path, forces]) => {
    const [list = '', rest] = path.split('.*.');
    if (rest === undefined) return [[path, forces] as const];
    return items(valueAt(planned, list)).map((_, index) => [`${list}.${index}.${rest}`, forces] as const);
  });
}

/**
 * What an argument is headed for. The code looks at the configuration with its defaults, so that an argument with a
 * default returns to it where its block is taken out, although the block itself is kept.
 */
function goalAt(attributes: Attributes, config: Block, path: string, kept: Value): Value {
  if (valueAt(config, path) !== undefined) return kept;
  return (attributeAt(attributes, path)?.default as Value | undefined) ?? kept;
}

function decisionOf(attributes: Attributes, prior: Block, planned: Block, config: Block, version: string): Decision {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return {
    from: (path) => valueAt(prior, path),
    to: (path) => valueAt(planned, path),
    written: (path) => valueAt(config, path),
    changes: (path) => {
      const attribute = attributeAt(attributes, path);
      if (!attribute) return false;
      return !sameElement(attribute, valueAt(prior, path) ?? null, valueAt(planned, path) ?? null);
    },
    since: (a, b) => major > a || (major === a && minor >= b),
  };
}

function refusedChange(
  attributes: Attributes,
  refusal: NonNullable<ResourceChange['refusal']>,
  prior: Block,
  planned: Block,
): ResourceChange {
  const because = [causeAt(attributes, refusal.attribute, prior, planned)];
  return { action: 'refused', because, replacePaths: [], changed: [], refusal };
}

function causeAt(attributes: Attributes, path: string, prior: Block, planned: Block): Cause {
  const attribute = attributeAt(attributes, path);
  return {
    attribute: path,
    from: plain(valueAt(prior, path), attribute),
    to: plain(valueAt(planned, path), attribute),
  };
}

/** A value as a report can print it: no unset arguments, no secrets, Azure's choices in words. */
export function plain(value: Value | undefined, attribute: Attribute | undefined): unknown {
  if (value === undefined || value === null) return null;
  if (attribute?.sensitive) return '(sensitive)';
  if (value === AZURES_CHOICE) return '(set by Azure)';
  if (Array.isArray(value)) return (value as readonly Value[]).map((item) => plain(item, attribute));
  if (typeof value !== 'object') return value;
  const entries = Object.entries(value as Block).filter(([, inner]) => inner !== null && inner !== AZURES_CHOICE);
  return Object.fromEntries(entries.map(([name, inner]) => [name, plain(inner, attribute?.block?.[name])]));
}

/** A type whose schema is not at hand: what differs is told, and taken for an update. */
function changeWithoutSchema(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): ResourceChange {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  const changed = names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
  const because = changed.map((name) => ({ attribute: name, from: before[name] ?? null, to: after[name] ?? null }));
  return { action: changed.length === 0 ? 'none' : 'update', because, replacePaths: [], changed };
}
