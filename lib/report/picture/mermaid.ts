import { shown } from './measure';
import { type Box, boxesOf, type Frame, type Line, type Picture } from './picture';

/** GitHub draws no more lines, and no longer text. */
const MOST_LINES = 450;
const LONGEST = 48_000;

/** All pictures as one flowchart of Mermaid, which GitHub draws. Left out is what it would refuse, and that is said. */
export function toMermaid(pictures: readonly Picture[]): string {
  const all = writeMermaid(pictures, MOST_LINES);
  return all.length <= LONGEST ? all : writeMermaid(pictures, 0);
}

function writeMermaid(pictures: readonly Picture[], mostLines: number): string {
  const count = pictures.reduce((sum, { lines }) => sum + lines.length, 0);
  const chosen = count > mostLines ? [] : undefined;
  const texts = pictures.flatMap((picture, index) => {
    const writer = new Writer(`p${index}`);
    return [
      `  subgraph p${index}["${quoted(picture.title)}"]`,
      '    direction LR',
      ...writer.boxes(picture.boxes, '    '),
      ...writer.frames(picture.frames, '    '),
      '  end',
      ...writer.lines(chosen ?? picture.lines),
    ];
  });
  const left = chosen === undefined ? [] : [`%% ${count} connections are left out: Mermaid draws no more than 500`];
  const text = ['flowchart LR', ...left, ...texts, ''].join('\n');
  return text;
}

/** Numbers boxes and frames, so that no word of the files is a name in Mermaid. */
class Writer {
  private readonly ids = new Map<string, string>();
  private next = 0;

  constructor(private readonly prefix: string) {}

  boxes(boxes: readonly Box[], indent: string): readonly string[] {
    return boxes.map((box) => {
      const text = [box.title, ...box.lines].map((line) => quoted(shown(line))).join('<br/>');
      const [open, close] =
        box.kind === 'outside' ? ['(["', '"])'] : box.kind === 'more' ? ['[["', '"]]'] : ['["', '"]'];
      return `${indent}${this.idOf(box.id)}${open}${text}${close}`;
    });
  }

  frames(frames: readonly Frame[], indent: string): readonly string[] {
    return frames.flatMap((frame) => {
      // A frame around nothing is a box.
      if (boxesOf(frame).length === 0) {
        const id = this.idOf(`frame\n${frame.id}`);
        return [`${indent}${id}["${quoted(shown(frame.title))}"]`];
      }
      return this.frame(frame, indent);
    });
  }

  private frame(frame: Frame, indent: string): readonly string[] {
    return [
      `${indent}subgraph ${this.idOf(`frame\n${frame.id}`)}["${quoted(shown(frame.title))}"]`,
      ...this.boxes(frame.boxes, `${indent}  `),
      ...this.frames(frame.frames, `${indent}  `),
      `${indent}end`,
    ];
  }

  lines(lines: readonly Line[]): readonly string[] {
    return lines.flatMap(({ from, to, kind }) => {
      const [a, b] = [this.ids.get(from), this.ids.get(to)];
      const arrow = kind === 'uses' ? '-.->' : kind === 'entrance' ? '==>' : '-->';
      return a === undefined || b === undefined ? [] : [`  ${a} ${arrow} ${b}`];
    });
  }

  private idOf(id: string): string {
    let known = this.ids.get(id);
    if (known === undefined) {
      known = `${this.prefix}n${this.next}`;
      this.next += 1;
      this.ids.set(id, known);
    }
    return known;
  }
}

/** Text in quotes: whatever is no letter, digit or plain sign stands as its number, which Mermaid writes with a hash. */
function quoted(text: string): string {
  return text.replace(/[^\p{L}\p{N} .,:/_–×*-]/gu, (sign) => `#${sign.codePointAt(0)};`);
}
