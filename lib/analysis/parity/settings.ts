import type { FieldPath } from '../../artifact/field-path';
import type { TerraformEntry, TerraformModule } from '../../artifact/read/model';
import { unknown, type Value } from '../../artifact/read/values';
import { compareTrees, type Judges } from './compare';
import { categoryOf } from './declared/category';
import type { Declared } from './declared/field';
import type { Difference } from './difference';
import { plainGrammar } from './grammar/terraform';
import { type Named, pairNamed } from './pair/named';
import { fieldOf, printArgument } from './state';
import type { ModulePair } from './terraform';
import { tellFields, tellMissing, type Told } from './told';

/** One part of a module beside its resources, as it is told. */
interface Part {
  /** `output.kubeconfig`, `provider.azurerm`, `module.network`. */
  readonly id: string;
  readonly entry: TerraformEntry;
  readonly body: unknown;
}

/** Compares what two modules say beside their resources: providers, where the state is, calls, outputs, inputs. */
export function compareSettings(modules: ModulePair, declared: Declared): readonly Difference[] {
  const { vocabulary } = declared;
  const judges = (type: string): Judges => ({
    sameName: (x, y) => vocabulary.same(x, y),
    categoryOf: (leaf, isOrdered) => {
      // Where the state is kept is the environment's own, whatever it is called.
      if (type === 'backend' && typeof leaf.a === 'string' && typeof leaf.b === 'string') return 'name';
      return categoryOf(leaf, isOrdered, fieldOf(type, leaf.path, leaf.item, undefined), declared);
    },
  });
  const wording = { format: (path: FieldPath) => path.join('.'), print: printSetting };
  const named = (module: TerraformModule): readonly Named<Part>[] =>
    partsOf(module).map((item) => ({ item, kind: item.id.split('.')[0] ?? '', name: item.id }));
  const paired = pairNamed(named(modules.a), named(modules.b), vocabulary, () => undefined);
  const told = ({ id, entry }: Part, side: 0 | 1): Told => {
    return { id, artifacts: modules.artifacts[side], source: entry.source, path: undefined };
  };
  const [settings, otherSettings] = [settingsOf(modules.a), settingsOf(modules.b)];
  return [
    ...tellFields(
      toldSettings(modules, 0),
      toldSettings(modules, 1),
      [
        ...compareTrees(settings.versions, otherSettings.versions, plainGrammar, judges('terraform')),
        ...compareTrees(settings.backend, otherSettings.backend, plainGrammar, judges('backend')),
      ],
      wording,
    ),
    ...paired.pairs.flatMap(([a, b]) =>
      tellFields(told(a, 0), told(b, 1), compareTrees(a.body, b.body, plainGrammar, judges('')), wording),
    ),
    ...paired.onlyA.map((part) => tellMissing('a', told(part, 0))),
    ...paired.onlyB.map((part) => tellMissing('b', told(part, 1))),
  ];
}

function partsOf(module: TerraformModule): readonly Part[] {
  const opaque = opaqueInputs(module);
  const parts = (kind: string, entries: readonly TerraformEntry[], body = bodyOf): readonly Part[] =>
    entries.map((entry) => ({ id: `${kind}.${entry.name}`, entry, body: body(entry) }));
  const isOpaque =
    (kind: string) =>
    ({ name }: TerraformEntry): boolean =>
      opaque.has(`${kind}.${name}`);
  return [
    ...parts('provider', module.providers).map((part) => {
      const { alias } = part.body as { readonly alias?: unknown };
      return typeof alias === 'string' ? { ...part, id: `${part.id}.${alias}` } : part;
    }),
    ...parts('module', module.calls),
    ...parts('output', module.outputs),
    ...parts('var', module.variables, (entry) => {
      const { default: fallback, ...rest } = bodyOf(entry);
      return isOpaque('var')(entry) ? { default: fallback, ...rest } : rest;
    }),
    ...parts('local', module.locals.filter(isOpaque('local')), ({ body }) => ({ value: body })),
  ];
}

function bodyOf({ body }: TerraformEntry): Readonly<Record<string, unknown>> {
  const [first] = [body].flat() as readonly unknown[];
  return typeof first === 'object' && first !== null ? (first as Readonly<Record<string, unknown>>) : {};
}

/**
 * Inputs and locals that stand in expressions which are not followed: only themselves tell whether these differ. What
 * is followed is told where it is used.
 */
function opaqueInputs(module: TerraformModule): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { links, arguments: values } of module.blocks) {
    for (const { root, name, at } of links) {
      if ((root === 'var' || root === 'local') && valueAt(values, at) === unknown) found.add(`${root}.${name}`);
    }
  }
  for (const { links } of [...module.providers, ...module.calls, ...module.outputs, ...module.locals]) {
    for (const { root, name } of links) if (root === 'var' || root === 'local') found.add(`${root}.${name}`);
  }
  return found;
}

function valueAt(values: Readonly<Record<string, Value>>, at: FieldPath): Value | undefined {
  let value: unknown = values;
  for (const step of at) {
    if (typeof value !== 'object' || value === null) return value as Value | undefined;
    value = (value as Readonly<Record<string | number, unknown>>)[step];
  }
  return value as Value | undefined;
}

function printSetting(value: unknown, path: FieldPath, item: string | undefined): unknown {
  return printArgument(value, path, item, { type: '', attributes: undefined });
}

interface Settings {
  readonly versions: object;
  readonly backend: object;
}

function settingsOf({ requiredProviders, lockedProviders, backend }: TerraformModule): Settings {
  return {
    versions: { required_providers: requiredProviders, lock: lockedProviders },
    backend: { backend: backend ? { [backend.type]: backend.config } : undefined },
  };
}

function toldSettings({ a, b, artifacts }: ModulePair, side: 0 | 1): Told {
  const [file = ''] = (side === 0 ? a : b).files;
  const source = { file, document: 0, at: ['terraform'] };
  return { id: 'terraform', artifacts: artifacts[side], source, path: undefined };
}
