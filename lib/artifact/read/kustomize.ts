import { folderOf, joinPath } from './paths';
import { isBody } from './terraform-module';

const FIELDS_OF_PATCHES = [
  'patches',
  'patchesStrategicMerge',
  'patchesJson6902',
  'replacements',
  'transformers',
  'generators',
];
const FIELDS_OF_SETTINGS = ['configurations', 'openapi'];

/** Files that a kustomization reads as patches or settings: parts of objects, which are none by themselves. */
export function kustomizeParts(document: unknown, file: string): readonly string[] {
  if (!isBody(document)) return [];
  const values = [...FIELDS_OF_PATCHES, ...FIELDS_OF_SETTINGS].flatMap((field) => [document[field]].flat());
  return values
    .map((value: unknown) => (isBody(value) ? (value.path ?? value.target) : value))
    .filter((value): value is string => typeof value === 'string' && !value.includes('\n'))
    .map((path) => joinPath(folderOf(file), path));
}

export function isKustomization(name: string): boolean {
  return /^(kustomization\.ya?ml|Kustomization)$/.test(name);
}
