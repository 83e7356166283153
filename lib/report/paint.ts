/** Colours of a terminal. */
export interface Paint {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly cyan: (text: string) => string;
}

const same = (text: string): string => text;

/** For files. */
export const NO_PAINT: Paint = { bold: same, dim: same, red: same, yellow: same, cyan: same };
