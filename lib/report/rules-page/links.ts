import { wrap } from '../wrap';

/** Characters of a line of prose. */
const WIDTH = 118;

/** The anchor that GitHub gives a heading. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');
}

/** A link to the section of a rule. */
export function ruleLink(id: string): string {
  return `[${id}](#${anchorOf(id)})`;
}

/** Ids of rules within a text become links. @param known ids of all rules */
export function withRuleLinks(text: string, known: ReadonlySet<string>): string {
  return text.replace(/(?<![\w`/-])[a-z][a-z-]*\/[a-z0-9-]+/g, (id) => (known.has(id) ? ruleLink(id) : id));
}

/** An item of a list, on as many lines as it takes. */
export function item(text: string): readonly string[] {
  return wrap(text, WIDTH).map((line, index) => `${index === 0 ? '- ' : '  '}${line}`);
}

export function paragraph(text: string): readonly string[] {
  return wrap(text, WIDTH + 2);
}

/** What is long is shown on a click. */
export function details(summary: string, lines: readonly string[]): readonly string[] {
  return ['<details>', `<summary>${summary}</summary>`, '', ...lines, '', '</details>'];
}
