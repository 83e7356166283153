import type { Source } from '../artifact/read/model';

/** Where something stands, as a key. */
export function placeOf({ file, document, at }: Source): string {
  return JSON.stringify([file, document, at]);
}
