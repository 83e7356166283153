import { STREAM } from '../artifact/read/artifacts';
import { joinPath, tidyPath } from '../artifact/read/paths';

/** Where a file lies, for those who look at the whole repository. */
export interface Place {
  /** Below the root of the repository; absolute, or with `../` in front, where it lies outside. */
  readonly path: string;
  readonly inside: boolean;
}

/**
 * Undefined for standard input, which lies nowhere.
 * @param home folder of the repository that files are told from
 */
export function placeOf(file: string, home: string): Place | undefined {
  if (file === STREAM || file === '') return undefined;
  if (isAbsolute(file)) return { path: tidyPath(file), inside: false };
  const path = joinPath(home, tidyPath(file));
  return { path, inside: path !== '..' && !path.startsWith('../') };
}

/** Reference by which SARIF names a file. */
export function uriOf(path: string): string {
  const parts = path.split('/').map((part) => encodeURIComponent(part.replace(/\p{Cs}/gu, '\ufffd')));
  if (!isAbsolute(path)) return parts.join('/');
  // A drive keeps its colon.
  return `file://${path.startsWith('/') ? '' : '/'}${parts.join('/').replace(/^([A-Za-z])%3A/, '$1:')}`;
}

function isAbsolute(path: string): boolean {
  return path.startsWith('/') || /^[A-Za-z]:[/\\]/.test(path);
}
