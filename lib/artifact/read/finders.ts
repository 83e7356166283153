import type { Acknowledgement, OverrideRecord } from '../../core/join';
import type { PromiseRecord } from '../../core/promises';
import type { FieldPath } from '../field-path';
import type {
  Body,
  Cluster,
  Diagnostic,
  KubernetesObject,
  KustomizationFile,
  Position,
  ReadFile,
  Source,
  TerraformBlock,
  TerraformModule,
} from './model';
import type { Texts } from './texts';
import type { Value } from './values';

/** The data of a set of artifacts, frozen. */
export interface ArtifactData {
  readonly modules: readonly TerraformModule[];
  readonly objects: readonly KubernetesObject[];
  readonly clusters: readonly Cluster[];
  readonly kustomizations: readonly KustomizationFile[];
  readonly acknowledgements: readonly Acknowledgement[];
  /** What the program set past the typed surface, from its index. */
  readonly overrides: readonly OverrideRecord[];
  readonly promises: readonly PromiseRecord[];
  /** What the program that rendered the files said of how they are checked. */
  readonly wanted: { readonly profile?: string; readonly failOn?: string };
  readonly diagnostics: readonly Diagnostic[];
  readonly files: readonly ReadFile[];
}

/**
 * The rendered files as plain data, whoever rendered them. Everything after rendering reads only this.
 *
 * What is asked for by name is what the files say; what is asked for by kind tells besides where it stands.
 */
export class Artifacts {
  readonly modules: readonly TerraformModule[];
  readonly clusters: readonly Cluster[];
  readonly kustomizations: readonly KustomizationFile[];
  readonly acknowledgements: readonly Acknowledgement[];
  readonly overrides: readonly OverrideRecord[];
  /** What the program that rendered the files promises of them. */
  readonly promises: readonly PromiseRecord[];
  readonly wanted: ArtifactData['wanted'];
  readonly diagnostics: readonly Diagnostic[];
  readonly files: readonly ReadFile[];
  readonly #texts: Texts;
  readonly #objects: readonly KubernetesObject[];
  readonly #blocks: readonly TerraformBlock[];
  readonly #byKind: ReadonlyMap<string, readonly KubernetesObject[]>;
  readonly #byType: ReadonlyMap<string, readonly TerraformBlock[]>;

  /** @internal */
  constructor(data: ArtifactData, texts: Texts) {
    this.modules = Object.freeze(data.modules);
    this.clusters = Object.freeze(data.clusters);
    this.kustomizations = Object.freeze(data.kustomizations);
    this.acknowledgements = Object.freeze(data.acknowledgements);
    this.overrides = Object.freeze(data.overrides);
    this.promises = Object.freeze(data.promises);
    this.wanted = data.wanted;
    this.diagnostics = Object.freeze(data.diagnostics);
    this.files = Object.freeze(data.files);
    this.#texts = texts;
    this.#objects = Object.freeze(data.objects);
    this.#blocks = Object.freeze(data.modules.flatMap((module) => module.blocks));
    this.#byKind = groupBy(this.#objects, (object) => `${object.apiVersion} ${object.kind}`);
    this.#byType = groupBy(this.#blocks, ({ mode, type }) => (mode === 'data' ? `data.${type}` : type));
    Object.freeze(this);
  }

  /** Every resource and data source, or those of one type. */
  terraform(type?: string): readonly TerraformBlock[];
  /**
   * The arguments of one resource: `terraform('azurerm_kubernetes_cluster', 'aks').sku_tier`. Of a data source with
   * `data.` before its type. References to other blocks are `Reference`, what the files don't tell is `unknown`.
   *
   * @param module name or folder of the module, where several have a block of that name
   * @throws Error naming what there is, where no block or more than one has that name
   */
  terraform(type: string, name: string, module?: string): Readonly<Record<string, Value>>;
  terraform(type?: string, name?: string, module?: string): unknown {
    if (type === undefined) return this.#blocks;
    return name === undefined ? (this.#byType.get(type) ?? []) : this.block(type, name, module).arguments;
  }

  /** The block itself, with its place and what it mentions. @throws Error as `terraform` does */
  block(type: string, name: string, module?: string): TerraformBlock {
    const address = `${type}.${name}`;
    const alike = this.terraform(type);
    const found = alike.filter((block) => block.address === address && isIn(block, module));
    if (found.length === 1) return found[0] as TerraformBlock;
    if (found.length > 1)
      throw new Error(`${address} is in ${found.map((block) => block.module).join(' and ')}: name one`);
    throw new Error(`no ${address}; there is ${list(alike.map((block) => block.address))}`);
  }

  /** Every object, or those of one kind, with their places: `objects('apps/v1', 'Deployment')`. */
  objects(): readonly KubernetesObject[];
  objects(apiVersion: string, kind: string): readonly KubernetesObject[];
  objects(apiVersion?: string, kind?: string): readonly KubernetesObject[] {
    return apiVersion === undefined ? this.#objects : (this.#byKind.get(`${apiVersion} ${kind}`) ?? []);
  }

  /**
   * What one object says: `object('apps/v1', 'Deployment', 'cart', 'shop').spec`.
   *
   * @param namespace where objects of several namespaces have that name
   * @throws Error naming what there is, where no object or more than one has that name
   */
  object(apiVersion: string, kind: string, name: string, namespace?: string): Body {
    const alike = this.objects(apiVersion, kind);
    const found = alike.filter((one) => one.name === name && (namespace === undefined || one.namespace === namespace));
    if (found.length === 1) return (found[0] as KubernetesObject).body;
    const which = `${apiVersion}/${kind} '${name}'`;
    if (found.length > 1)
      throw new Error(`${which} is there ${found.length} times: ${list(found.map(({ id }) => id))}`);
    throw new Error(`no ${which}; there is ${list(alike.map(({ id }) => id))}`);
  }

  /** The cluster that an object is applied to, where that is known. */
  clusterOf(object: KubernetesObject): Cluster | undefined {
    return this.clusters.find(({ name }) => name === object.cluster);
  }

  /** Line and column of a field; of the nearest field above where it is missing. Counted when it is asked for. */
  position(source: Source, field: FieldPath = []): Position {
    return this.#texts.position(source, field);
  }

  /** Lines of a file, `from` to `to`, counted from 1; none where the file is not there. */
  lines(file: string, from: number, to: number): readonly string[] {
    return this.#texts.lines(file, from, to);
  }
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

function isIn(block: TerraformBlock, module: string | undefined): boolean {
  return module === undefined || block.module === module || block.module.endsWith(`/${module}`);
}

function list(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.slice(0, 8).join(', ') + (names.length > 8 ? ' …' : '');
}
