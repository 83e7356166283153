import { plain } from './plain';

/** Words of the files in Markdown, on one line: nothing of them is markup, calls a person or names an issue. */
export function text(words: string): string {
  return inert(words.replace(/[@#]/g, '$&\u200b'));
}

/** The same, as it is written in a program. Nobody is called from there. */
export function code(words: string): string {
  return `<code>${inert(words)}</code>`;
}

function inert(words: string): string {
  return plain(words)
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_{}[\]<>|#&~$]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
