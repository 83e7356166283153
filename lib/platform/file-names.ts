import type { IConstruct } from 'constructs';
import { pathOf, type Problems } from '../core/errors';
import { OWN_FILE } from '../core/marks';

/** Names that Windows keeps for devices, whatever follows the first dot: nobody could check the repository out there. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/** A construct's id as a file or folder name. Names with a leading underscore are ours. */
export function checkedName(construct: IConstruct, problems: Problems): string {
  const id = construct.node.id;
  if (OWN_FILE in construct) return id;
  if (id === 'kustomization' || id.startsWith('_') || DEVICE.test(id)) {
    problems.add({
      path: pathOf(construct),
      property: 'id',
      value: id,
      rule: DEVICE.test(id) ? 'is reserved by Windows for a device' : 'is reserved as the name of a file or folder',
      fix: DEVICE.test(id)
        ? `Choose another id, such as '${id.replace(/\..*$/, '')}-app'`
        : "Choose an id other than 'kustomization' and without a leading underscore",
      code: 'output/reserved-name',
    });
  } else if (!/^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9_-])?$/.test(id)) {
    problems.add({
      path: pathOf(construct),
      property: 'id',
      value: id,
      rule: 'becomes the name of a file or folder and holds other characters than letters, digits, dots and hyphens',
      fix: `Use an id such as '${id.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '') || 'workload'}'`,
      code: 'output/file-name',
    });
  }
  return id;
}

/**
 * Adds to `problems` files and folders that are told apart by case alone: on macOS and Windows one would take the place
 * of the other.
 *
 * @param files path -> a construct in it
 */
export function checkFileNames(
  files: Iterable<readonly [path: string, construct: IConstruct]>,
  problems: Problems,
): void {
  const seen = new Map<string, { readonly name: string; readonly construct: IConstruct }>();
  for (const [path, construct] of files) {
    const parts = path.split('/');
    for (let depth = 1; depth <= parts.length; depth++) {
      const name = parts.slice(0, depth).join('/');
      const other = seen.get(name.toLowerCase());
      if (other === undefined) seen.set(name.toLowerCase(), { name, construct });
      else if (other.name !== name) {
        problems.add({
          path: pathOf(construct),
          property: 'id',
          value: parts[depth - 1]?.replace(/\.yaml$/, ''),
          rule: `makes '${name}', and ${pathOf(other.construct)} makes '${other.name}': on macOS and Windows they are one`,
          fix: 'Rename one of the two constructs',
          code: 'output/file-clash',
        });
        break;
      }
    }
  }
}
