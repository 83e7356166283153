import type { Acknowledgement, OverrideRecord } from '../../core/join';
import { INDEX_FILE } from '../index-file';
import { type ArtifactData, Artifacts } from './finders';
import { type ClusterFolder, clusterOf, findClusters, type FoundIndex } from './clusters';
import { attempt, Unreadable } from './diagnose';
import { readIndex } from './index-reader';
import { readJson } from './json-document';
import { type FoundObject, looksLikeObject, objectsOf } from './kubernetes';
import { isKustomization, kustomizeParts } from './kustomize';
import type { Diagnostic, InputFile, KubernetesObject, KustomizationFile, ReadFile } from './model';
import { below, folderOf, nameOf, tidyPath } from './paths';
import { readTerraform, type TerraformFile } from './terraform';
import { looksLikeTerraform } from './terraform-file';
import { isBody } from './terraform-module';
import { textOfFile } from './text';
import { type FileText, Texts } from './texts';
import { type ReadDocument, readDocuments } from './yaml-document';

export { Artifacts };

export interface ReadOptions {
  /**
   * Folders of manifests and the clusters they belong to, for files that our index does not tell.
   * @default - from the index; else all manifests belong to the only cluster
   */
  readonly clusters?: readonly ClusterFolder[];
  /** What whoever collected the files could not give: told with the rest. */
  readonly diagnostics?: readonly Diagnostic[];
}

/** Makes the frozen model of a set of files. Pure: nothing but these files is read, and nothing in them is executed. */
export function readArtifacts(files: Iterable<InputFile>, options: ReadOptions = {}): Artifacts {
  return new Reader(options).read(files);
}

class Reader {
  private readonly diagnostics: Diagnostic[] = [];
  private readonly files: ReadFile[] = [];
  private readonly texts = new Map<string, FileText>();
  private readonly terraform: TerraformFile[] = [];
  private readonly objects: FoundObject[] = [];
  private readonly indexes: FoundIndex[] = [];
  private readonly incomplete = new Set<string>();
  private readonly locks = new Map<string, string>();
  private readonly kustomizations: KustomizationFile[] = [];
  private readonly kustomizeParts = new Set<string>();

  constructor(private readonly options: ReadOptions) {
    for (const one of options.diagnostics ?? []) this.diagnostics.push(one);
    for (const { file } of this.diagnostics) {
      if (isTerraformName(file)) this.incomplete.add(folderOf(tidyPath(file)));
    }
  }

  read(files: Iterable<InputFile>): Artifacts {
    const sorted = [...files].map((file) => ({ ...file, path: tidyPath(file.path) }));
    for (const file of sorted.sort((a, b) => (a.path < b.path ? -1 : 1))) this.files.push(this.readFile(file));

    const modules = readTerraform(this.terraform, { incomplete: this.incomplete, locks: this.locks });
    const clusters = findClusters(modules, this.indexes, this.options.clusters ?? []);
    const isPart = ({ source }: FoundObject): boolean => this.kustomizeParts.has(source.file);
    const clusterOfFile = new Map(this.files.map(({ path }) => [path, clusterOf(path, clusters)]));
    const objects = this.objects
      .filter((object) => !isPart(object))
      .map((object): KubernetesObject => {
        const cluster = clusterOfFile.get(object.source.file);
        return Object.freeze({ ...object, cluster, path: this.constructPath(object) });
      });
    for (const file of new Set(this.objects.filter(isPart).map(({ source }) => source.file))) {
      const message = 'is a part that kustomize puts into objects, and is not checked by itself';
      this.note('read/kustomize-part', file, message, 'Check what it comes to: kubectl kustomize … | cdk-aks check -');
    }
    const { diagnostics, files: readFiles, kustomizations, texts } = this;
    const acknowledgements = this.acknowledgements();
    const promises = this.indexes.flatMap(({ index }) => index.promises ?? []);
    return new Artifacts(
      {
        modules,
        objects,
        clusters,
        kustomizations,
        acknowledgements,
        overrides: this.overrides(),
        promises,
        wanted: this.wanted(),
        diagnostics,
        files: readFiles,
      },
      new Texts(texts),
    );
  }

  private readFile({ path, content }: InputFile): ReadFile {
    const name = nameOf(path);
    const holds = attempt(path, this.diagnostics, (): ReadFile['holds'] => {
      const text = textOfFile(content);
      if (isTerraformName(name)) return this.readTerraformFile(path, text);
      if (name === INDEX_FILE) return this.readIndexFile(path, text);
      if (/^kustomization\.ya?ml$/i.test(name) || isKustomization(name)) return this.readKustomization(path, text);
      if (/\.(ya?ml|json)$/.test(name) || path === STREAM) return this.readManifests(path, text);
      return this.readOther(path, text);
    });
    if (holds === undefined && isTerraformName(name)) this.incomplete.add(folderOf(path));
    return { path, holds: holds ?? 'unreadable' };
  }

  private readTerraformFile(path: string, text: string): ReadFile['holds'] {
    const document = readJson(text);
    if (!isBody(document)) throw new Unreadable('read/terraform', 'is no JSON object', 'Write blocks into an object');
    if (/(^|_)override\.tf\.json$/.test(path)) {
      this.incomplete.add(folderOf(path));
      this.note('read/override', path, 'overrides other files of its module, which is not followed', 'Merge the files');
      return 'terraform';
    }
    this.keep(path, text, [{ value: document, chunk: { text, offset: 0 } }]);
    this.terraform.push({ path, document });
    return 'terraform';
  }

  private readIndexFile(path: string, text: string): ReadFile['holds'] {
    const index = readIndex(text);
    if (index) this.indexes.push({ folder: folderOf(path), index });
    else readJson(text);
    return index ? 'index' : 'nothing';
  }

  private readKustomization(path: string, text: string): ReadFile['holds'] {
    const documents = readDocuments(text, (problem) => this.diagnostics.push(problem.in(path)));
    for (const [document, { value }] of documents.entries()) {
      for (const part of kustomizeParts(value, path)) this.kustomizeParts.add(part);
      if (!isBody(value)) continue;
      this.kustomizations.push(Object.freeze({ path, body: value, source: { file: path, document, at: [] } }));
    }
    this.keep(path, text, documents);
    return 'kustomization';
  }

  private readManifests(path: string, text: string): ReadFile['holds'] {
    // What does not even mention a kind is somebody else's: told, but no reason to fail.
    const isMeant =
      path === STREAM || ['apiVersion', 'kind'].every((key) => new RegExp(`\\b${key}["']?\\s*:`).test(text));
    const broken: Diagnostic[] = [];
    const documents = readDocuments(text, (problem) => {
      const severity = problem.rule === 'read/template' ? 'warning' : isMeant ? 'error' : 'note';
      // A template is one in all its documents.
      if (severity === 'warning' && broken.some((one) => one.severity === 'warning')) return;
      broken.push({ ...problem.in(path), severity });
    });
    for (const one of broken) this.diagnostics.push(one);
    const before = this.objects.length;
    documents.forEach(({ value }, index) => {
      for (const object of objectsOf(value, path, index)) this.objects.push(object);
    });
    const isTerraform = path === STREAM && documents.some(({ value }) => this.takeTerraform(path, value));
    if (isTerraform || this.objects.length > before) this.keep(path, text, documents);
    if (isTerraform) return 'terraform';
    if (this.objects.length > before || documents.some(({ value }) => looksLikeObject(value))) return 'kubernetes';
    return broken.length > 0 ? 'unreadable' : 'nothing';
  }

  /** A stream has no name that tells what it holds. */
  private takeTerraform(path: string, document: unknown): boolean {
    if (!isBody(document) || !looksLikeTerraform(document)) return false;
    this.terraform.push({ path, document });
    return true;
  }

  private readOther(path: string, text: string): ReadFile['holds'] {
    if (nameOf(path) === LOCK_FILE) this.locks.set(folderOf(path), text);
    if (!path.endsWith('.tf')) return 'nothing';
    if (!this.incomplete.has(folderOf(path))) {
      const message = 'is HCL, which is not read: what the module holds besides its JSON is unknown';
      this.note('read/hcl', path, message, 'Nothing, if that is meant');
    }
    this.incomplete.add(folderOf(path));
    return 'nothing';
  }

  private keep(path: string, text: string, documents: readonly ReadDocument[]): void {
    this.texts.set(path, { text, chunks: documents.map(({ chunk }) => chunk) });
  }

  private note(rule: Diagnostic['rule'], file: string, message: string, fix: string): void {
    this.diagnostics.push({ rule, severity: 'note', message, fix, file, line: 1, column: 1 });
  }

  private constructPath({ source, apiVersion, kind, name }: FoundObject): string | undefined {
    for (const { folder, index } of this.indexes) {
      const path = below(folder, source.file);
      const paths = path === undefined ? undefined : index.constructs?.[path];
      if (paths) return paths[`${apiVersion}/${kind}/${name}`];
    }
    return undefined;
  }

  private wanted(): ArtifactData['wanted'] {
    return Object.freeze(Object.assign({}, ...this.indexes.map(({ index }) => index.checks)));
  }

  /** Both indexes of a program list them. */
  private acknowledgements(): readonly Acknowledgement[] {
    return once(this.indexes.flatMap(({ index }) => index.acknowledgements ?? []));
  }

  private overrides(): readonly OverrideRecord[] {
    return once(this.indexes.flatMap(({ index }) => index.overrides ?? []));
  }
}

function once<T>(all: readonly T[]): readonly T[] {
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
}

/** Path under which standard input is read. */
export const STREAM = '<stdin>';
export const LOCK_FILE = '.terraform.lock.hcl';

function isTerraformName(path: string): boolean {
  return path.endsWith('.tf.json');
}
