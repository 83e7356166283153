import { stepInto, type Scope, evaluate } from './expression/evaluate';
import { linksOf } from './expression/links';
import { LONGEST_CHAIN, MOST_INSTANCES, MOST_INSTANCES_OF_MODULE } from './limits';
import type { Body, TerraformBlock, TerraformEntry, TerraformInstance, TerraformModule } from './model';
import { argumentsOf, instancesOf, isSet } from './terraform-arguments';
import { type RawBlock, STRAY } from './terraform-file';
import { Reference, unknown, type Unknown, type Value } from './values';

type Arguments = Readonly<Record<string, Value>>;

/** What lies in one folder, as far as it could be read. */
export interface ModuleParts {
  readonly folder: string;
  readonly files: readonly string[];
  readonly blocks: readonly RawBlock[];
  readonly lockedProviders: Readonly<Record<string, string>>;
  readonly complete: boolean;
}

/**
 * Reads one module. Blocks are evaluated on first use and once, so that they may refer to each other in any order;
 * what refers to itself is unknown.
 */
export class ModuleReader {
  private readonly byAddress = new Map<string, RawBlock>();
  private readonly named = new Map<string, unknown>();
  private readonly evaluated = new Map<string, Value>();
  private readonly argumentsByAddress = new Map<string, Arguments>();
  private readonly instancesByAddress = new Map<string, readonly TerraformInstance[] | Unknown>();
  private instancesLeft = MOST_INSTANCES_OF_MODULE;
  private depth = 0;
  private readonly scope: Scope = { resolve: (root, steps) => this.resolve(root, steps) };

  /** @param outputOf value of an output of the module whose state a data source reads */
  constructor(
    private readonly parts: ModuleParts,
    private readonly outputOf: (backend: string, config: unknown, output: string) => Value,
  ) {
    for (const block of parts.blocks) {
      const { section, labels, body } = block;
      if (section === 'resource' || section === 'data') this.byAddress.set(addressOf(block), block);
      else if (section === 'variable') this.named.set(`var.${labels[0]}`, (body as Body | null)?.default);
      else if (section === 'output') this.named.set(`output.${labels[0]}`, (body as Body | null)?.value);
      else if (section === 'locals' && isBody(body)) {
        for (const [name, value] of Object.entries(body)) if (name !== '//') this.named.set(`local.${name}`, value);
      }
    }
  }

  get backend(): TerraformModule['backend'] {
    for (const settings of this.settings()) {
      if (!isBody(settings.backend)) continue;
      const [type, config] = Object.entries(settings.backend)[0] ?? [];
      if (type !== undefined) return { type, config: isBody(config) ? config : {} };
    }
    return undefined;
  }

  output(name: string): Value {
    return this.named.has(`output.${name}`) ? this.evaluateOnce(`output.${name}`) : unknown;
  }

  read(): TerraformModule {
    const { folder, files, lockedProviders, complete } = this.parts;
    return Object.freeze({
      folder,
      name: folder.split('/').at(-1) as string,
      files,
      blocks: this.of('resource', 'data').map((block) => this.toBlock(block)),
      variables: this.of('variable').map((raw) => this.toEntry(raw, this.evaluateOnce(`var.${raw.labels[0]}`))),
      locals: this.of('locals').flatMap((raw) => this.toLocals(raw)),
      outputs: this.of('output').map((raw) => this.toEntry(raw, this.evaluateOnce(`output.${raw.labels[0]}`))),
      providers: this.of('provider').map((raw) => this.toEntry(raw)),
      calls: this.of('module').map((raw) => this.toEntry(raw)),
      moved: this.of('moved').map((raw) => this.toEntry(raw)),
      strays: this.of(STRAY).map((raw) => this.toEntry(raw)),
      requiredProviders: this.requiredProviders(),
      lockedProviders,
      backend: this.backend,
      complete,
    });
  }

  private of(...sections: readonly string[]): readonly RawBlock[] {
    return this.parts.blocks.filter(({ section }) => sections.includes(section));
  }

  private settings(): readonly Body[] {
    return this.of('terraform').flatMap(({ body }) => (isBody(body) ? [body] : []));
  }

  private requiredProviders(): Readonly<Record<string, string>> {
    const lists = this.settings().flatMap(({ required_providers: required }) => [required].flat());
    const pairs = lists.filter(isBody).flatMap((required) =>
      Object.entries(required).map(([name, wanted]) => {
        const version: unknown = isBody(wanted) ? wanted.version : wanted;
        return [name, typeof version === 'string' ? version : ''] as const;
      }),
    );
    return Object.freeze(Object.fromEntries(pairs));
  }

  private toBlock(raw: RawBlock): TerraformBlock {
    const [type, name] = raw.labels as readonly [string, string];
    const body = isBody(raw.body) ? raw.body : {};
    // The same address may be declared twice, by mistake: each is told with its own arguments.
    const isFirst = this.byAddress.get(addressOf(raw)) === raw;
    return Object.freeze({
      address: addressOf(raw),
      mode: raw.section as TerraformBlock['mode'],
      type,
      name,
      module: this.parts.folder,
      body,
      arguments: isFirst ? this.argumentsOf(addressOf(raw)) : argumentsOf(body, this.scope),
      instances: isFirst ? this.instancesOf(addressOf(raw)) : this.toInstances(body),
      links: linksOf(raw.body),
      source: sourceOf(raw),
      path: constructPath(body),
    });
  }

  private toEntry(raw: RawBlock, value: Value = unknown): TerraformEntry {
    const links = raw.section === 'moved' ? [] : linksOf(raw.body);
    return Object.freeze({
      name: raw.labels[0] ?? String(raw.at[0]),
      body: raw.body,
      value,
      links,
      source: sourceOf(raw),
    });
  }

  private toLocals(raw: RawBlock): readonly TerraformEntry[] {
    if (!isBody(raw.body)) return [];
    return Object.entries(raw.body)
      .filter(([name]) => name !== '//')
      .map(([name, body]) => {
        const source = { ...sourceOf(raw), at: [...raw.at, name] };
        return Object.freeze({ name, body, value: this.evaluateOnce(`local.${name}`), links: linksOf(body), source });
      });
  }

  private resolve(root: string, steps: readonly (string | number)[]): Value {
    const [first, ...rest] = steps;
    if (root === 'var' || root === 'local') {
      return first === undefined ? unknown : stepInto(this.evaluateOnce(`${root}.${first}`), rest);
    }
    if (root === 'data') return this.resolveBlock('data.', String(first), rest);
    return this.resolveBlock('', root, steps);
  }

  private resolveBlock(prefix: string, type: string, steps: readonly (string | number)[]): Value {
    const [name, ...rest] = steps;
    const address = `${prefix}${type}.${name}`;
    const block = this.byAddress.get(address);
    if (block === undefined || !isBody(block.body)) return unknown;
    if (address.startsWith('data.terraform_remote_state.')) return this.remote(block.body, rest);
    if (!isRepeated(block.body)) {
      return this.reference(address, rest, this.argumentsOf(address));
    }
    const instances = this.instancesOf(address);
    const [key, ...attribute] = rest;
    const instance = instances === unknown ? undefined : instances.find((one) => one.key === key);
    return typeof key === 'undefined' ? unknown : this.reference(address, attribute, instance?.arguments ?? {});
  }

  /** An argument that is set is what the attribute will be; what is not set, only Azure knows. */
  private reference(address: string, attribute: readonly (string | number)[], args: Arguments): Reference {
    const value = attribute.length === 0 ? unknown : stepInto(args, attribute);
    return new Reference(address, this.parts.folder, attribute, value ?? unknown);
  }

  private remote({ backend, config }: Body, steps: readonly (string | number)[]): Value {
    const [outputs, name, ...rest] = steps;
    if (outputs !== 'outputs' || typeof name !== 'string' || typeof backend !== 'string') return unknown;
    return stepInto(this.outputOf(backend, config, name), rest);
  }

  private argumentsOf(address: string): Arguments {
    return this.once(this.argumentsByAddress, address, {}, () => argumentsOf(this.bodyOf(address), this.scope));
  }

  private instancesOf(address: string): readonly TerraformInstance[] | Unknown {
    return this.once(this.instancesByAddress, address, unknown, () => this.toInstances(this.bodyOf(address)));
  }

  private toInstances(body: Body): readonly TerraformInstance[] | Unknown {
    const instances = instancesOf(body, this.scope, Math.min(MOST_INSTANCES, this.instancesLeft));
    if (instances !== unknown && isRepeated(body)) this.instancesLeft -= instances.length;
    return instances;
  }

  private bodyOf(address: string): Body {
    const body = this.byAddress.get(address)?.body;
    return isBody(body) ? body : {};
  }

  private evaluateOnce(name: string): Value {
    const written = this.named.get(name);
    if (written === undefined) return unknown;
    // The default of a variable is a literal: Terraform evaluates nothing in it.
    const read = (): Value => (name.startsWith('var.') ? (written as Value) : evaluate(written, this.scope));
    return this.once(this.evaluated, name, unknown, read);
  }

  /** @param meanwhile what it is to an expression that is part of itself */
  private once<T>(store: Map<string, T>, key: string, meanwhile: T, read: () => T): T {
    const found = store.get(key);
    if (found !== undefined) return found;
    if (this.depth >= LONGEST_CHAIN) return meanwhile;
    store.set(key, meanwhile);
    this.depth++;
    const value = read();
    this.depth--;
    store.set(key, value);
    return value;
  }
}

function isRepeated({ count, for_each }: Body): boolean {
  return isSet(count) || isSet(for_each);
}

function addressOf({ section, labels }: RawBlock): string {
  return `${section === 'data' ? 'data.' : ''}${labels.join('.')}`;
}

function sourceOf({ file, at }: RawBlock): TerraformBlock['source'] {
  return Object.freeze({ file, document: 0, at });
}

/** cdktf writes the path of its construct below `//`. */
function constructPath(body: Body): string | undefined {
  const comment = body['//'];
  const metadata = isBody(comment) ? comment.metadata : undefined;
  return isBody(metadata) && typeof metadata.path === 'string' ? metadata.path : undefined;
}

export function isBody(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
