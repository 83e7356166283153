/*
 * How a value that only Azure knows looks before it is resolved. Core knows the marks alone, so that a late value in the
 * wrong place is told as such and never printed, compared or mended.
 */

const LATE_TEXT = /[$#&]\{TfToken\[[^\]]*\]\}/g;
/** cdktf encodes a number as a double of one odd magnitude, and a list of numbers as one of another. */
const LATE_NUMBER = /-(?:8\.1\d+e\+?298|1\.8\d+e\+?289)/g;

/** True for a text or number of which some part is known only after deploy. */
export function isLate(value: string | number): boolean {
  return hideLate(String(value)) !== String(value);
}

/** The text as a reader can understand it. */
export function hideLate(text: string): string {
  return text.replace(LATE_TEXT, 'known after deploy').replace(LATE_NUMBER, 'known after deploy');
}
