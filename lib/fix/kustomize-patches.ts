import type { Artifacts } from '../artifact/read/artifacts';
import type { Body, InputFile, KubernetesObject } from '../artifact/read/model';
import { isBody } from '../artifact/read/terraform-module';
import { textOfFile } from '../artifact/read/text';
import { readDocuments } from '../artifact/read/yaml-document';

/** What a patch is for: no name stands for all of the kind, no kind for everything. */
interface Target {
  readonly file: string;
  readonly kind: string | undefined;
  /** A regular expression, as kustomize has it. */
  readonly name: string | undefined;
}

/**
 * Patches that kustomize puts on objects of these files. What they name is found by the version and the fields that an
 * object has, so that an object under a patch changes together with it or not at all.
 */
export class KustomizePatches {
  private readonly targets: readonly Target[];

  constructor(files: readonly InputFile[], artifacts: Artifacts) {
    const parts = new Set(
      artifacts.diagnostics.flatMap(({ rule, file }) => (rule === 'read/kustomize-part' ? [file] : [])),
    );
    const settings = new Set(artifacts.files.flatMap(({ path, holds }) => (holds === 'kustomization' ? [path] : [])));
    this.targets = files.flatMap(({ path, content }) => {
      if (parts.has(path)) return documentsOf(textOfFile(content)).flatMap((part) => targetOf(part, path));
      return settings.has(path) ? documentsOf(textOfFile(content)).flatMap((one) => inline(one, path)) : [];
    });
  }

  /** The file of a patch on an object. */
  on({ kind, name }: KubernetesObject): string | undefined {
    return this.targets.find((target) => (target.kind ?? kind) === kind && matches(target.name, name))?.file;
  }
}

function inline(kustomization: Body, file: string): readonly Target[] {
  const entries = ['patches', 'patchesStrategicMerge', 'patchesJson6902'].flatMap((field) =>
    [kustomization[field]].flat(),
  );
  return entries.flatMap((entry) => {
    if (typeof entry === 'string')
      return entry.includes('\n') ? documentsOf(entry).flatMap((part) => targetOf(part, file)) : [];
    if (!isBody(entry)) return [];
    const { target, patch } = entry;
    if (isBody(target)) return [{ file, kind: textOf(target.kind), name: textOf(target.name) }];
    return typeof patch === 'string' ? documentsOf(patch).flatMap((part) => targetOf(part, file)) : [];
  });
}

/** The object that a strategic merge is for; a list of operations is told for by its `target`. */
function targetOf({ kind, metadata }: Body, file: string): readonly Target[] {
  const name = isBody(metadata) ? textOf(metadata.name) : undefined;
  return kind === undefined ? [] : [{ file, kind: textOf(kind), name: name && escape(name) }];
}

function documentsOf(text: string): readonly Body[] {
  return readDocuments(text, () => undefined).flatMap(({ value }) => (isBody(value) ? [value] : []));
}

function matches(pattern: string | undefined, name: string): boolean {
  if (pattern === undefined) return true;
  try {
    return new RegExp(`^(?:${pattern})$`).test(name);
  } catch {
    return true; // what can't be told apart is left alone
  }
}

function escape(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
