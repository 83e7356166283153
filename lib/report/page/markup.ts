import { plain } from '../plain';

/** Text that is HTML already. Only `markup` makes it: whatever else goes into a page is a text, and is escaped. */
export class Markup {
  /** @internal */
  constructor(readonly text: string) {}

  toString(): string {
    return this.text;
  }
}

/** What may stand in a template: texts and numbers are escaped; what is left out is nothing. */
export type Part = string | number | Markup | undefined | readonly Part[];

/**
 * A piece of a page: `` markup`<td class="${kind}">${name}</td>` ``. A value is only ever text, in an element or in the quotes of
 * an attribute. Every element is closed, so that the page is well-formed XML too.
 */
export function markup(literals: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  let text = literals[0] ?? '';
  parts.forEach((part, index) => {
    text += print(part) + (literals[index + 1] ?? '');
  });
  return new Markup(text);
}

/** Text as it stands between tags or in quotes, on one line. */
export function escape(text: string): string {
  return plain(text).replace(/[&<>"'`]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function print(part: Part): string {
  if (part === undefined) return '';
  if (part instanceof Markup) return part.text;
  if (typeof part === 'number') return String(part);
  return typeof part === 'string' ? escape(part) : part.map(print).join('');
}
