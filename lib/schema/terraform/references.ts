import type { FieldPath } from '../../artifact/field-path';
import { addressOf, type Link } from '../../artifact/read/expression/links';
import type { TerraformBlock, TerraformEntry, TerraformModule } from '../../artifact/read/model';
import { Report, type SchemaProblem } from '../report';
import { didYouMean, meantName } from '../suggest';
import type { Attributes, ProviderSchema } from './grammar';

/** What a module declares, by the kind of reference that leads to it. */
export class Declared {
  private readonly names: Readonly<Record<'var' | 'local' | 'module', ReadonlySet<string>>>;
  private readonly blocks: ReadonlyMap<string, ReadonlySet<string>>;
  private readonly providers: ReadonlySet<string>;

  constructor(private readonly module: TerraformModule) {
    const of = (entries: readonly TerraformEntry[]): ReadonlySet<string> => new Set(entries.map(({ name }) => name));
    this.names = { var: of(module.variables), local: of(module.locals), module: of(module.calls) };
    const blocks = new Map<string, Set<string>>();
    for (const { mode, type, name } of module.blocks) {
      const names = blocks.get(`${mode} ${type}`);
      if (names) names.add(name);
      else blocks.set(`${mode} ${type}`, new Set([name]));
    }
    this.blocks = blocks;
    const types = module.blocks.map(({ type }) => type.split('_')[0] as string);
    this.providers = new Set(['azurerm', ...Object.keys(module.requiredProviders), ...types]);
  }

  /** Every mention of something that is not there, or of an attribute that it does not have. */
  problems(links: readonly Link[], schema: ProviderSchema): readonly SchemaProblem[] {
    const report = new Report();
    for (const link of links) this.check(link, schema, report);
    return report.problems;
  }

  private check(link: Link, schema: ProviderSchema, report: Report): void {
    const { root, type, name, text, at } = link;
    if (root === 'resource' || root === 'data') {
      // `for item_a in … : item_a.id` looks the same: only types of known providers are references for sure.
      if (!this.providers.has(type.split('_')[0] as string)) return;
      const names = this.blocks.get(`${root} ${type}`) ?? new Set();
      if (!names.has(name)) this.tellMissing(link, names, report);
      else this.checkAttributes(link, schema, report);
    } else if (!this.names[root].has(name)) {
      this.tellMissing({ root, type, name, text, at }, this.names[root], report);
    }
  }

  private tellMissing(
    { text, name, at, ...link }: Omit<Link, 'attributes'>,
    found: ReadonlySet<string>,
    report: Report,
  ): void {
    const names = [...found];
    // What could not be read may be what is meant.
    if (!this.module.complete) return;
    const meant = meantName(name, names);
    report.add('schema/reference', `refers to ${text}, which is not in this module${didYouMean(name, names)}`, {
      at,
      ...(meant && { fix: `Write ${addressOf({ ...link, name: meant })}` }),
    });
  }

  private checkAttributes({ root, type, attributes, text, at }: Link, schema: ProviderSchema, report: Report): void {
    const known = (root === 'data' ? schema.dataSources : schema.resources)[type];
    if (known) checkPath(attributes, known.attributes, text, at, report);
  }
}

function checkPath(path: readonly string[], attributes: Attributes, text: string, at: FieldPath, report: Report): void {
  let fields: Attributes | undefined = attributes;
  for (const [index, part] of path.entries()) {
    if (index === 0 && (part === 'id' || part === 'timeouts')) return;
    const attribute: Attributes[string] | undefined = Object.hasOwn(fields, part) ? fields[part] : undefined;
    if (attribute === undefined) {
      const hint = didYouMean(part, Object.keys(fields));
      report.add('schema/reference', `refers to ${text}, but there is no attribute '${part}'${hint}`, { at });
      return;
    }
    if (attribute.type === 'map' || attribute.block === undefined) return;
    fields = attribute.block;
  }
}

/** Addresses that are declared more than once, each but the first. */
export function duplicateBlocks(module: TerraformModule): readonly TerraformBlock[] {
  const seen = new Set<string>();
  return module.blocks.filter(({ address }) => seen.has(address) || !seen.add(address));
}
