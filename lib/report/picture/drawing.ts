import { Markup, markup } from '../page/markup';
import { titleOf } from '../page/page';
import type { PlatformReport } from '../page/platform';
import { COLOURS, DRAWING_STYLE } from '../page/style';
import { shown } from './measure';
import { drawn } from './pictures';
import { content } from './svg';

const MARGIN = 12;
const HEADING = 30;
const LEAST_WIDTH = 320;

/** All pictures of a platform in one file of SVG, one below the other, in light and dark. */
export function toDrawing(report: PlatformReport): string {
  const pictures = drawn(report);
  const width = Math.ceil(Math.max(LEAST_WIDTH, ...pictures.map(({ layout }) => layout.width)) + 2 * MARGIN);
  let top = MARGIN;
  const parts = pictures.map(({ picture, layout }) => {
    const at = top;
    top += HEADING + Math.ceil(layout.height) + 2 * MARGIN;
    return markup`<g transform="translate(${MARGIN} ${at})">
<text class="heading" x="0" y="16">${shown(picture.title)}</text>
<g transform="translate(0 ${HEADING})">
${content(picture, layout, () => undefined)}</g>
</g>
`;
  });
  const style = new Markup(`${COLOURS}${DRAWING_STYLE}
.picture .heading { font-size: 16px; font-weight: 600; }
.picture > .ground { fill: var(--page); }
`);
  return markup`<svg xmlns="http://www.w3.org/2000/svg" class="picture" width="${width}" height="${top}" viewBox="0 0 ${width} ${top}" role="img" aria-label="${titleOf(report)}">
<style>${style}</style>
<rect class="ground" width="${width}" height="${top}"/>
${parts}</svg>
`.text;
}
