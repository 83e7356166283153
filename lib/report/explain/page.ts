import type { Paint } from '../paint';

/** How wide a text may be, and how it is coloured. */
export interface Page {
  readonly width: number;
  readonly paint: Paint;
}
