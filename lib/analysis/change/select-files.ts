import { INDEX_FILE } from '../../artifact/index-file';
import type { InputFile } from '../../artifact/read/model';

/** Which files have to be read to tell what changes. */
export interface Selection {
  readonly old: readonly InputFile[];
  readonly new: readonly InputFile[];
  /** Files that are the same on both sides: read only where what stands there matters to what changes. */
  readonly unchanged: readonly InputFile[];
}

/** Leaves out what is the same to the byte: a Terraform module needs all of its files, and modules one another. */
export function selectFiles(before: readonly InputFile[], after: readonly InputFile[]): Selection {
  const old = new Map(before.map((file) => [file.path, file]));
  const same = new Set(after.filter((file) => isSame(old.get(file.path), file)).map(({ path }) => path));
  const changed = [...before, ...after].map(({ path }) => path).filter((path) => !same.has(path));
  const allTerraform = changed.some(isTerraform);
  const folders = new Set(changed.flatMap(foldersAbove));
  const isNeeded = ({ path }: InputFile): boolean => {
    if (!same.has(path)) return true;
    if (isTerraform(path)) return allTerraform;
    const name = nameOf(path);
    if (name === INDEX_FILE) return true;
    return /^(kustomization\.ya?ml|Kustomization)$/.test(name) && folders.has(folderOf(path));
  };
  return {
    old: before.filter(isNeeded),
    new: after.filter(isNeeded),
    unchanged: after.filter((file) => !isNeeded(file) && !isTerraform(file.path)),
  };
}

function isSame(a: InputFile | undefined, b: InputFile): boolean {
  return a !== undefined && Buffer.compare(bytes(a), bytes(b)) === 0;
}

function bytes({ content }: InputFile): Uint8Array {
  return typeof content === 'string' ? Buffer.from(content) : content;
}

function isTerraform(path: string): boolean {
  return /\.tf(\.json)?$|(^|\/)\.terraform\.lock\.hcl$/.test(path);
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function folderOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
}

/** The folder of a file and all above it. */
function foldersAbove(path: string): readonly string[] {
  const folder = folderOf(path);
  return folder === '' ? [''] : [folder, ...foldersAbove(folder)];
}
