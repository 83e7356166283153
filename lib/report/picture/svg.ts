import { type Markup, markup } from '../page/markup';
import type { Area, Curve, Layout } from './layout';
import { LINE_HEIGHT, shown, TITLE_HEIGHT } from './measure';
import { type Box, boxesOf, type Frame, framesOf, type Line, type Picture } from './picture';

const EDGE = 8;

/** Where in the page something is told; undefined where it is not. */
export type HrefOf = (subject: string) => string | undefined;

/** A picture as an element of SVG, whose looks are classes of the page's style. */
export function toSvg(picture: Picture, layout: Layout, hrefOf: HrefOf): Markup {
  const [width, height] = [Math.ceil(layout.width + 2 * EDGE), Math.ceil(layout.height + 2 * EDGE)];
  return markup`<svg xmlns="http://www.w3.org/2000/svg" class="picture" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${picture.title}">
<g transform="translate(${EDGE} ${EDGE})">
${content(picture, layout, hrefOf)}</g>
</svg>`;
}

/** The parts of a picture without the element around them. */
export function content(picture: Picture, layout: Layout, hrefOf: HrefOf): Markup {
  const lines = picture.lines.map((line, index) => lineOf(line, layout.lines.get(index) ?? []));
  return markup`${framesOf(picture.frames).map((frame) => frameOf(frame, layout.frames.get(frame.id), hrefOf))}${lines}${boxesOf(picture).map((box) => boxOf(box, layout.boxes.get(box.id), hrefOf))}`;
}

function frameOf({ kind, title, subject }: Frame, area: Area | undefined, hrefOf: HrefOf): Markup {
  if (!area) return markup``;
  const { x, y, width, height } = area;
  const text = markup`<text x="${num(x + 10)}" y="${num(y + 18)}">${shown(title)}</text>`;
  return markup`<g class="frame ${kind}"><rect x="${num(x)}" y="${num(y)}" width="${num(width)}" height="${num(height)}" rx="8"/>${linked(text, subject, hrefOf)}</g>
`;
}

function boxOf(box: Box, area: Area | undefined, hrefOf: HrefOf): Markup {
  if (!area) return markup``;
  const { x, y, width, height } = area;
  const middle = num(x + width / 2);
  const rows = [box.title, ...box.lines].map((text, index) => {
    const at = y + TITLE_HEIGHT + 1 + index * LINE_HEIGHT;
    return markup`<text class="${index === 0 ? 'title' : 'line'}" x="${middle}" y="${num(at)}">${shown(text)}</text>`;
  });
  const shape = markup`<rect x="${num(x)}" y="${num(y)}" width="${num(width)}" height="${num(height)}" rx="6"/>${rows}`;
  const details = box.details ?? [box.title, ...box.lines].join(', ');
  return markup`<g class="box ${box.kind}"><title>${details}</title>${linked(shape, box.subject, hrefOf)}</g>
`;
}

function linked(inside: Markup, subject: string | undefined, hrefOf: HrefOf): Markup {
  const href = subject === undefined ? undefined : hrefOf(subject);
  return href === undefined ? inside : markup`<a href="${href}">${inside}</a>`;
}

function lineOf({ kind, details }: Line, curve: Curve): Markup {
  const [start, ...rest] = curve;
  const [before, end] = [curve.at(-2), curve.at(-1)];
  if (!start || !before || !end) return markup``;
  const points = rest.map(({ x, y }, index) => `${index % 3 === 0 ? 'C' : ''}${num(x)} ${num(y)}`).join(' ');
  const title = details === undefined ? markup`` : markup`<title>${details}</title>`;
  return markup`<g class="line ${kind}">${title}<path d="M${num(start.x)} ${num(start.y)} ${points}"/><path class="head" d="${headOf(before, end)}"/></g>
`;
}

const HEAD_LENGTH = 8;
const HEAD_WIDTH = 3.2;

/** A triangle at the end of a line, in its direction. */
function headOf(before: { x: number; y: number }, end: { x: number; y: number }): string {
  const [dx, dy] = [end.x - before.x, end.y - before.y];
  const length = Math.hypot(dx, dy) || 1;
  const [ux, uy] = [dx / length, dy / length];
  const [bx, by] = [end.x - ux * HEAD_LENGTH, end.y - uy * HEAD_LENGTH];
  const left = `${num(bx - uy * HEAD_WIDTH)} ${num(by + ux * HEAD_WIDTH)}`;
  const right = `${num(bx + uy * HEAD_WIDTH)} ${num(by - ux * HEAD_WIDTH)}`;
  return `M${num(end.x)} ${num(end.y)} ${left} ${right}Z`;
}

/** Tenths of a pixel. */
function num(value: number): string {
  return String(Math.round(value * 10) / 10);
}
