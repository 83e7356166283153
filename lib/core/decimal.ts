/**
 * A decimal number times a whole factor, exactly: `1.005 * 1000` is 1005 here and 1004.9999999999999 in doubles.
 * Undefined where the text is no plain decimal number or the product is not whole.
 */
export function scaleDecimal(decimal: string | number, factor: number | bigint): bigint | undefined {
  const match = /^(-?)(?=\.?\d)(\d*)\.?(\d*)$/.exec(String(decimal));
  if (!match) return undefined;
  const [, sign, whole = '', fraction = ''] = match;
  const scaled = BigInt(`${whole}${fraction}`) * BigInt(factor);
  const divisor = 10n ** BigInt(fraction.length);
  if (scaled % divisor !== 0n) return undefined;
  return sign === '-' ? -(scaled / divisor) : scaled / divisor;
}

/** The same as a number; NaN where there is none, or none that a double holds exactly. */
export function scaleToNumber(decimal: string | number, factor: number | bigint): number {
  const scaled = scaleDecimal(decimal, factor);
  return scaled === undefined || !Number.isSafeInteger(Number(scaled)) ? NaN : Number(scaled);
}
