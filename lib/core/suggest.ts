import { distance } from 'fastest-levenshtein';

/** A word this far off, as a share of its length, is another word and no slip of the pen. */
const FARTHEST_SHARE = 0.4;

/**
 * The candidate that the word was probably meant to be, or undefined when nothing is near. Case, blanks, hyphens and
 * underscores count for nothing: `West Europe` is near `westeurope`. Equal distances go to the earlier candidate.
 */
export function closest(word: string, candidates: Iterable<string>): string | undefined {
  const wanted = plain(word);
  if (wanted === '') return undefined;
  let best: string | undefined;
  let bestDistance = Infinity;
  for (const candidate of candidates) {
    const far = distance(wanted, plain(candidate));
    if (far < bestDistance) [best, bestDistance] = [candidate, far];
  }
  return bestDistance <= Math.max(1, Math.floor(wanted.length * FARTHEST_SHARE)) && bestDistance < wanted.length
    ? best
    : undefined;
}

/** `" Did you mean 'replicas'?"` with the blank in front, or the empty string when nothing is near. */
export function didYouMean(word: string, candidates: Iterable<string>): string {
  const near = closest(word, candidates);
  return near === undefined ? '' : ` Did you mean '${near}'?`;
}

/** `Did you mean 'replicas'?` as a sentence of its own; what else to do where nothing is near. */
export function meantOr(word: string, candidates: Iterable<string>, otherwise: string): string {
  return didYouMean(word, candidates).trim() || otherwise;
}

function plain(word: string): string {
  return word.toLowerCase().replace(/[\s_-]/g, '');
}
