import { closest, distance } from 'fastest-levenshtein';

/** The known name that was probably meant: near enough in its letters or in its words. */
export function meantName(name: string, known: readonly string[]): string | undefined {
  return sameButForCase(name, known) ?? nearInLetters(name, known) ?? nearInWords(name, known);
}

/** The known name that differs in no more than so many letters. */
export function nearestName(name: string, known: readonly string[], most: number): string | undefined {
  if (known.length === 0 || name.length > 200) return undefined;
  const best = closest(name, known);
  return distance(name, best) <= most ? best : undefined;
}

/** `, did you mean 'replicas'?` where something is near, else nothing. */
export function didYouMean(name: string, known: readonly string[]): string {
  const meant = meantName(name, known);
  return meant === undefined ? '' : `, did you mean '${meant}'?`;
}

function sameButForCase(name: string, known: readonly string[]): string | undefined {
  return known.find((candidate) => candidate.toLowerCase() === name.toLowerCase());
}

function nearInLetters(name: string, known: readonly string[]): string | undefined {
  if (known.length === 0 || name.length > 200) return undefined;
  const best = closest(name, known);
  return distance(name, best) <= Math.max(2, Math.floor(name.length / 3)) ? best : undefined;
}

/** `enable_auto_scaling` means `auto_scaling_enabled`: every word is there, if in another form or order. */
function nearInWords(name: string, known: readonly string[]): string | undefined {
  const wanted = stems(name);
  if (wanted.length < 2) return undefined;
  const holders = known.filter((candidate) => {
    const offered = new Set(stems(candidate));
    return wanted.every((stem) => offered.has(stem));
  });
  return holders.sort((a, b) => a.length - b.length)[0];
}

function stems(name: string): readonly string[] {
  const words = name.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase();
  return words.split(/[^a-z0-9]+/).map((word) => word.slice(0, 5));
}
