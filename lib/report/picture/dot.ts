import { lettersOf, shown, sizeOf } from './measure';
import { type Box, boxesOf, type Frame, framesOf, type Picture } from './picture';

const POINTS_PER_INCH = 72;

/**
 * A picture in the language of Graphviz, as far as it needs it to find places: boxes by number with their size, and texts of
 * the same length in place of the real ones. No word of the files is in it.
 */
export function toDot(picture: Picture): string {
  const numbers = numbersOf(picture);
  const lines = picture.lines.flatMap(({ from, to }, index) => {
    const [tail, head] = [numbers.boxes.get(from), numbers.boxes.get(to)];
    return tail === undefined || head === undefined ? [] : [`  b${tail} -> b${head} [id=l${index}];`];
  });
  return [
    'digraph {',
    '  graph [rankdir=LR, nodesep=0.16, ranksep=0.7, fontname="Helvetica", fontsize=13];',
    '  node [shape=box, fixedsize=true, label=""];',
    '  edge [arrowhead=none];',
    ...boxLines(picture.boxes, numbers.boxes),
    ...fromBelow(picture.frames).flatMap((frame) => frameLines(frame, numbers)),
    ...lines,
    '}',
    '',
  ].join('\n');
}

/** Numbers by which Graphviz knows boxes and frames. */
export interface Numbers {
  readonly boxes: ReadonlyMap<string, number>;
  readonly frames: ReadonlyMap<string, number>;
}

export function numbersOf(picture: Picture): Numbers {
  return {
    boxes: new Map(boxesOf(picture).map(({ id }, index) => [id, index])),
    frames: new Map(framesOf(picture.frames).map(({ id }, index) => [id, index])),
  };
}

function boxLines(boxes: readonly Box[], numbers: ReadonlyMap<string, number>): readonly string[] {
  return fromBelow(boxes).map((box) => {
    const { width, height } = sizeOf(box);
    return `  b${numbers.get(box.id)} [width=${inches(width)}, height=${inches(height)}];`;
  });
}

function frameLines(frame: Frame, numbers: Numbers): readonly string[] {
  const number = numbers.frames.get(frame.id);
  const label = 'x'.repeat(Math.ceil(lettersOf(shown(frame.title)) * 1.2));
  const isEmpty = boxesOf(frame).length === 0;
  return [
    `  subgraph cluster_${number} {`,
    `  margin=12; labeljust=l; label="${label}";`,
    // Graphviz leaves out a frame that holds nothing.
    ...(isEmpty ? [`  e${number} [width=1, height=0.2, style=invis];`] : []),
    ...boxLines(frame.boxes, numbers.boxes),
    ...fromBelow(frame.frames).flatMap((inner) => frameLines(inner, numbers)),
    '  }',
  ];
}

/** Graphviz stacks what has no other order from below. */
function fromBelow<T>(items: readonly T[]): readonly T[] {
  return [...items].reverse();
}

function inches(pixels: number): string {
  return (pixels / POINTS_PER_INCH).toFixed(3);
}
