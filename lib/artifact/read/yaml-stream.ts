/** The text of one document of a YAML stream, with what marks its start. */
export interface YamlChunk {
  readonly text: string;
  readonly offset: number;
}

/** `---` or `...` at the start of a line ends a document wherever it stands: YAML forbids it inside any content. */
const MARK = /^(?:---|\.\.\.)(?=[ \t\r\n]|$)/gm;
const BLANK = /^(?:[ \t\r]*(?:#.*)?(?:\n|$))*$/;

/**
 * Cuts a stream into documents without reading them, so that one that is broken does not hide the others.
 * Documents without content are left out.
 */
export function splitYaml(text: string): readonly YamlChunk[] {
  const cuts: number[] = [0];
  for (const { 0: mark, index } of text.matchAll(MARK)) {
    if (mark === '...') {
      const next = text.indexOf('\n', index);
      cuts.push(index, next < 0 ? text.length : next + 1);
    } else if (!isPreamble(text.slice(cuts.at(-1), index))) {
      cuts.push(index);
    }
  }
  return cuts
    .map((offset, index) => ({ offset, text: text.slice(offset, cuts[index + 1]) }))
    .filter((chunk) => !isEmpty(chunk.text));
}

/** Directives, such as `%YAML 1.2`, belong to the document behind them. */
function isPreamble(text: string): boolean {
  return text.startsWith('%') || /^(?:\s*#.*\n|\s*\n)*%/.test(text.slice(0, 1000));
}

function isEmpty(text: string): boolean {
  const content = text.startsWith('---') ? text.slice(3) : text.startsWith('...') ? '' : text;
  return content.length < 2000 ? BLANK.test(content) : false;
}
