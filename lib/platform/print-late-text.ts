import { type LatePart, LateText } from './late-values';

/** Who fills in late values: Flux (which also reads `$` elsewhere), or `cdk-aks resolve`. */
export type Substitution = 'flux' | 'resolve';

/** Replaces late texts by their placeholders, and guards other `$` from Flux. */
export function printLateText(value: unknown, substitution: Substitution): unknown {
  const literal = substitution === 'flux' ? escapeForFlux : (text: string): string => text;
  const print = (item: unknown): unknown => {
    if (typeof item === 'string') return literal(item);
    if (item instanceof LateText) {
      return printParts(item.parts, substitution);
    }
    if (Array.isArray(item)) return item.map(print);
    if (item === null || typeof item !== 'object') return item;
    return Object.fromEntries(Object.entries(item).map(([key, entry]) => [literal(key), print(entry)]));
  };
  return print(value);
}

function printParts(parts: readonly LatePart[], substitution: Substitution): string {
  const print = (part: LatePart, index: number): string => {
    if (typeof part !== 'string') return `\${${part.late}}`;
    if (substitution !== 'flux') return part;
    // A `$` at the end would stand before the next placeholder's: it is guarded as one before a brace.
    return index < parts.length - 1 ? escapeForFlux(`${part}{`).slice(0, -1) : escapeForFlux(part);
  };
  return parts.map(print).join('');
}

/** Flux collapses `$$` to `$` anywhere and reads `${`: every run that it would touch is doubled. */
export function escapeForFlux(text: string): string {
  return text.replace(/\$+(?=(\{)?)/g, (run, brace: string | undefined) =>
    run.length > 1 || brace !== undefined ? run + run : run,
  );
}

/** What Flux makes of an escaped text. */
export function unescapeFromFlux(text: string): string {
  return text.replace(/\$\$/g, '$');
}
