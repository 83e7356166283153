import { looksSecret } from '../analysis/secrets/hide';
import { type WrittenSecrets, writtenSecrets } from '../analysis/secrets/written';
import type { Finding } from '../artifact/finding';
import type { Artifacts } from '../artifact/read/artifacts';
import type { Paint } from './paint';
import { plain } from './plain';

/** Characters of a line that are shown. */
const WIDEST = 160;
/** What is kept in front of the place, where it lies further right. */
const LEAD = 40;

/** A line that only opens what is missing something: the ones around it tell nothing, nor does its column. */
const OPENS = /[{[:]\s*$|^\s*"?apiVersion\b/;

/** What these find is not carried on into the log of a pipeline. */
const SECRET = /^secrets\/in-|^schema\/sensitive-literal$/;

/** `password: x`, `"password": "x",`: a name and what stands under it on a line. */
const NAMED = /^[\s{,-]*["']?([\w.-]+)["']?\s*[:=]\s*["']?(.*?)["']?[\s,}\]]*$/;

/**
 * The lines that a finding is about, with a mark at its place; none where the file can't be shown or must not be. The
 * lines around it are not in question, so that a file that holds a secret shows none of them.
 */
export function codeFrame(
  { rule, file, line, column }: Pick<Finding, 'rule' | 'file' | 'line' | 'column'>,
  artifacts: Artifacts,
  paint: Paint,
): readonly string[] {
  const own = artifacts.lines(file, line, line)[0];
  const secrets = writtenSecrets(artifacts)(file);
  if (own === undefined || SECRET.test(rule) || isSecret(own, secrets)) return [];
  if (OPENS.test(own)) return [`> ${line} | ${shown(own, 0)}`];
  const around = secrets.isEmpty ? 1 : 0;
  const first = Math.max(1, line - around);
  const lines = artifacts.lines(file, first, line + around);
  const width = String(first + lines.length - 1).length;
  const from = own.length > WIDEST && column > WIDEST / 2 ? column - 1 - LEAD : 0;
  return lines.flatMap((content, index) => {
    const number = first + index;
    const gutter = `${String(number).padStart(width)} | `;
    if (number !== line && isSecret(content, secrets)) return [paint.dim(`  ${gutter}…`)];
    if (number !== line) return [paint.dim(`  ${gutter}${shown(content, 0)}`)];
    const mark = `  ${' '.repeat(width)} | ${' '.repeat(Math.min(column - 1 - from, WIDEST))}^`;
    return [`> ${gutter}${shown(content, from)}`, paint.dim(mark)];
  });
}

/** A line may be part of what could not be read, so that only the line itself tells. */
function isSecret(line: string, secrets: WrittenSecrets): boolean {
  const [, name = '', value = line] = NAMED.exec(line) ?? [];
  return secrets.areIn(line) || looksSecret(value, name);
}

/** @param from characters in front that are left out */
function shown(line: string, from: number): string {
  const text = plain(line).slice(from);
  const end = text.length > WIDEST ? `${text.slice(0, WIDEST - 1)}…` : text;
  return from > 0 ? `…${end.slice(1)}` : end;
}
