import { plain, shorten } from '../plain';
import type { Box } from './picture';

/** Longest title that a box shows whole. */
const LONGEST = 44;

// Of the fonts that browsers take for system-ui; a little more than most letters need.
const TITLE_LETTER = 7.6;
const LINE_LETTER = 6.4;
const PADDING = 11;
export const TITLE_HEIGHT = 18;
export const LINE_HEIGHT = 15;

/** As a drawing shows it: on one line, and not without end. */
export function shown(text: string): string {
  return shorten(plain(text), LONGEST);
}

/** Pixels that a box needs for its texts. */
export function sizeOf({ title, lines }: Pick<Box, 'title' | 'lines'>): {
  readonly width: number;
  readonly height: number;
} {
  const widths = [lettersOf(shown(title)) * TITLE_LETTER, ...lines.map((line) => lettersOf(shown(line)) * LINE_LETTER)];
  return {
    width: Math.ceil(Math.max(48, ...widths) + 2 * PADDING),
    height: TITLE_HEIGHT + lines.length * LINE_HEIGHT + PADDING,
  };
}

/** Letters of East Asia are as wide as two others. */
export function lettersOf(text: string): number {
  return [...text].reduce((sum, letter) => sum + ((letter.codePointAt(0) ?? 0) > 0x2e7f ? 1.8 : 1), 0);
}
