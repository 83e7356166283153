import type { Artifacts } from '../artifact/read/artifacts';
import type { InputFile } from '../artifact/read/model';
import { tidyPath } from '../artifact/read/paths';
import { fixOnce, reread } from './fix-once';
import { HandsOff } from './hands-off';
import type { Fix, FixedFile, FixOptions, FixResult, NotFixed } from './result';

/** A fix may make room for another; none is undone, so that a few rounds are enough. */
const MOST_ROUNDS = 5;

/**
 * Applies every mechanical fix to files that nobody generates. Pure: nothing is written. What does not change stays as it
 * is, byte for byte, and fixing what was fixed changes nothing.
 */
export function fixFiles(files: readonly InputFile[], artifacts: Artifacts, options: FixOptions = {}): FixResult {
  const before = new Map(files.map(({ path, content }) => [tidyPath(path), content]));
  const handsOff = new HandsOff(
    [...before].map(([path, content]) => ({ path, content })),
    artifacts,
  );
  const fixes = new Map<string, Fix[]>();
  const skipped = new Set<string>();
  let notFixed: readonly NotFixed[] = [];
  let now = { texts: before, artifacts };
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const { changed, done, left, foreign } = fixOnce(now.texts, now.artifacts, handsOff, options);
    notFixed = left;
    for (const file of foreign) skipped.add(file);
    for (const [file, list] of done) fixes.set(file, [...(fixes.get(file) ?? []), ...list]);
    if (changed.size === 0) break;
    const texts = new Map([...now.texts, ...changed]);
    now = { texts, artifacts: reread(texts, options) };
  }
  const fixed = [...fixes]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([file, list]): FixedFile => {
      const [old, today] = [before.get(file) ?? '', now.texts.get(file) ?? ''];
      return { file, before: asText(old), after: asText(today), fixes: list };
    });
  const untold = handsOff.all.filter(({ file }) => skipped.has(file) || handsOff.unseen.has(file));
  return { fixed, skipped: untold, notFixed };
}

function asText(content: string | Uint8Array): string {
  return typeof content === 'string' ? content : Buffer.from(content).toString('utf8');
}
