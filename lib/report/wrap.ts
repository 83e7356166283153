/**
 * Breaks a text at blanks, so that no line is longer than the width; a word that is longer stays whole.
 * @param width characters of a line, at least 20
 */
export function wrap(text: string, width: number): readonly string[] {
  const most = Math.max(20, width);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    if (line !== '' && line.length + 1 + word.length > most) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return line === '' && lines.length > 0 ? lines : [...lines, line];
}

/** A label, and behind it a text that is wrapped to stay right of it. */
export function labelled(label: string, text: string, width: number): readonly string[] {
  const blank = ' '.repeat(label.length);
  return wrap(text, width - label.length).map((line, index) => `${index === 0 ? label : blank}${line}`);
}
