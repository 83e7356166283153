import type { Paint } from '../text';

/** How wide a text may be, and how it is coloured. */
export interface Page {
  readonly width: number;
  readonly paint: Paint;
}
