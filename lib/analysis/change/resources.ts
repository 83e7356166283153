import type { Artifacts } from '../../artifact/read/artifacts';
import { addressOf, type Link } from '../../artifact/read/expression/links';
import type { Body, TerraformBlock, TerraformModule } from '../../artifact/read/model';
import { known, Reference, unknown, type Value } from '../../artifact/read/values';

/** One instance of a resource in the files. */
export interface Resource {
  /** `azurerm_subnet.nodes`, `azurerm_subnet.nodes["a"]`. */
  readonly address: string;
  readonly block: TerraformBlock;
  readonly arguments: Readonly<Record<string, Value>>;
}

/** How values are put into words that can be compared. */
export interface Reading {
  /** The address that a resource has in the new files. */
  readonly rename: (address: string) => string;
  /** Whether an attribute of this resource is known only once its replacement is there. */
  readonly isLost: (address: string) => boolean;
  /** What becomes of a resource of another module. @default - it is kept */
  readonly elsewhere?: (module: string, address: string) => Fate;
}

/** `anew`: another one under the same name, and so the same id; `renamed`: even the id is another one. */
export type Fate = 'kept' | 'anew' | 'renamed';

/** A reading of what one module holds. */
interface InModule extends Reading {
  readonly module: string;
}

export const AS_WRITTEN: Reading = { rename: (address) => address, isLost: () => false };

/** Follows a value that is known only after the plan was carried out. */
export const AFTER_APPLY = ' (known after apply)';

/** Arguments of Terraform itself. */
const META = new Set([
  'lifecycle',
  'depends_on',
  'provider',
  'count',
  'for_each',
  'connection',
  'provisioner',
  '//',
  'timeouts',
]);

/** Attributes by which a resource is found: with the resource, what they led to is gone. */
const IDENTIFYING = new Set(['id', 'name']);

/** Resources of a module, one for each instance; those of an unknown number as one. */
export function resourcesOf(module: TerraformModule): readonly Resource[] {
  return module.blocks
    .filter(({ mode }) => mode === 'resource')
    .flatMap((block) =>
      block.instances === unknown
        ? [{ address: block.address, block, arguments: block.arguments }]
        : block.instances.map((instance) => ({
            address: `${block.address}${keyText(instance.key)}`,
            block,
            arguments: instance.arguments,
          })),
    );
}

function keyText(key: string | number | undefined): string {
  if (key === undefined) return '';
  return typeof key === 'number' ? `[${key}]` : `["${key}"]`;
}

/** The arguments as plain JSON: what the files tell as it is, anything else as the expression that stands there. */
export function plainArguments(resource: Resource, given: Reading): Readonly<Record<string, unknown>> {
  const { body, links, module } = resource.block;
  const reading: InModule = { ...given, module };
  return Object.fromEntries(
    Object.entries(resource.arguments)
      .filter(([name]) => !META.has(name))
      .map(([name, value]) => [name, plain(value, body[name], [name], links, reading)]),
  );
}

function plain(
  value: Value,
  raw: unknown,
  at: readonly (string | number)[],
  links: readonly Link[],
  reading: InModule,
): unknown {
  if (value instanceof Reference) return plainReference(value, reading);
  if (value === unknown) return expressionText(raw, at, links, reading);
  if (Array.isArray(value)) {
    return (value as readonly Value[]).map((item, index) =>
      plain(item, Array.isArray(raw) ? raw[index] : raw, [...at, index], links, reading),
    );
  }
  if (typeof value !== 'object' || value === null) return value;
  const fields = value as Readonly<Record<string, Value>>;
  return Object.fromEntries(
    Object.entries(fields).map(([name, item]) => [
      name,
      plain(item, bodyField(raw, name), [...at, name], links, reading),
    ]),
  );
}

function bodyField(raw: unknown, name: string): unknown {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw) ? (raw as Body)[name] : undefined;
}

function plainReference(reference: Reference, reading: InModule): unknown {
  const value = known(reference);
  const isKnown = value !== unknown && value !== undefined;
  if (reference.module !== reading.module) {
    if (!isKnown && isLostElsewhere(reference, reading.elsewhere)) return `${reference.toString()}${AFTER_APPLY}`;
    return isKnown ? plain(value as Value, undefined, [], [], reading) : reference.toString();
  }
  const address = reading.rename(reference.address);
  const expression = reference.toString().replace(reference.address, () => address);
  const identifies = IDENTIFYING.has(String(reference.attribute[0]));
  if (reading.isLost(reference.address) && (identifies || !isKnown)) return `${expression}${AFTER_APPLY}`;
  return isKnown ? plain(value as Value, undefined, [], [], reading) : expression;
}

/** Another module is applied before this one is planned: an id is then known, and new only under another name. */
export function isLostElsewhere({ module, address, attribute }: Reference, elsewhere: Reading['elsewhere']): boolean {
  const fate = elsewhere?.(module, address) ?? 'kept';
  return fate === 'renamed' || (fate === 'anew' && attribute[0] !== 'id');
}

/** An expression as it is written, its addresses those of the new files. */
function expressionText(
  raw: unknown,
  at: readonly (string | number)[],
  links: readonly Link[],
  reading: Reading,
): string {
  let text = typeof raw === 'string' ? raw : (JSON.stringify(raw) ?? `\${${at.join('.')}}`);
  let lost = false;
  for (const link of links) {
    if (link.root !== 'resource' || !at.every((step, index) => link.at[index] === step)) continue;
    const address = addressOf(link);
    text = text.replaceAll(address, reading.rename(address));
    lost ||= reading.isLost(address);
  }
  return lost ? `${text}${AFTER_APPLY}` : text;
}

const knownElsewhere = new WeakMap<Resource, readonly Reference[]>();

/** What a resource takes of the resources of other modules. */
export function mentionedElsewhere(resource: Resource): readonly Reference[] {
  const { block, arguments: given } = resource;
  const visit = (value: Value): readonly Reference[] => {
    if (value instanceof Reference) return value.module === block.module ? visit(value.value) : [value];
    if (typeof value !== 'object' || value === null) return [];
    return Object.values(value as Readonly<Record<string, Value>>).flatMap(visit);
  };
  const found = knownElsewhere.get(resource) ?? visit(given);
  knownElsewhere.set(resource, found);
  return found;
}

/** Addresses of the resources whose values a resource takes. Order alone, as `depends_on` has it, is no value. */
export function mentionedBy({ block }: Resource): ReadonlySet<string> {
  return new Set(block.links.filter(({ root, at }) => root === 'resource' && !META.has(String(at[0]))).map(addressOf));
}

/** Modules that stand for each other on the two sides: by folder; the only one of each side in any case. */
export function pairModules(
  before: Artifacts,
  after: Artifacts,
): readonly { readonly old?: TerraformModule; readonly new?: TerraformModule }[] {
  if (before.modules.length === 1 && after.modules.length === 1) {
    return [{ old: before.modules[0], new: after.modules[0] }];
  }
  const folders = new Set([...before.modules, ...after.modules].map(({ folder }) => folder));
  return [...folders].sort().map((folder) => ({
    old: before.modules.find((module) => module.folder === folder),
    new: after.modules.find((module) => module.folder === folder),
  }));
}
