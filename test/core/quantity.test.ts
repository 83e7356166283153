import fc from 'fast-check';
import { Quantity, type QuantityFormat } from '../../lib/core/quantity';

const LARGEST = (2n ** 63n - 1n) * 1_000_000_000n;
const quantities = fc
  .tuple(fc.bigInt({ min: -LARGEST, max: LARGEST }), fc.constantFrom<QuantityFormat>('binary', 'decimal', 'exponent'))
  .map(([nanos, format]) => Quantity.nanos(nanos, format));
const message = (text: string): string => {
  try {
    return `accepted: ${Quantity.parse(text)}`;
  } catch (error) {
    return (error as Error).message;
  }
};

describe('Quantity', () => {
  it('reads back what it prints, exactly', () => {
    fc.assert(fc.property(quantities, (quantity) => Quantity.parse(quantity.toString()).equals(quantity)));
  });

  it('prints the same text again once it has printed it', () => {
    fc.assert(
      fc.property(quantities, (quantity) => {
        const text = quantity.toString();
        expect(Quantity.parse(text).toString()).toBe(text);
      }),
    );
  });

  it('keeps the value whatever the suffix', () => {
    const suffixes = fc.constantFrom('n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P');
    const factor: Record<string, bigint> = { n: 1n, u: 10n ** 3n, m: 10n ** 6n, '': 10n ** 9n, k: 10n ** 12n };
    Object.assign(factor, { M: 10n ** 15n, G: 10n ** 18n, T: 10n ** 21n, P: 10n ** 24n });
    fc.assert(
      fc.property(fc.nat(9000), suffixes, (number, suffix) => {
        expect(Quantity.parse(`${number}${suffix}`).inNanos).toBe(BigInt(number) * (factor[suffix] ?? 0n));
      }),
    );
  });

  it.each([
    ['250m', '250m'],
    ['1.5', '1500m'],
    ['0.25', '250m'],
    ['2000m', '2'],
    ['1000', '1k'],
    ['1.5Gi', '1536Mi'],
    ['1024Mi', '1Gi'],
    ['1000Ki', '1000Ki'],
    ['512', '512'],
    ['0.5Ki', '512'],
    ['0.1Ki', '102400m'],
    ['.5', '500m'],
    ['5.', '5'],
    ['+5', '5'],
    ['-5Mi', '-5Mi'],
    ['0Gi', '0'],
    ['1e3', '1e3'],
    ['1E3', '1e3'],
    ['15e2', '1500'],
    ['1e0', '1'],
    ['5e-3', '5e-3'],
    ['1E', '1E'],
    ['8E', '8E'],
    ['7Ei', '7Ei'],
  ])('prints %s as the API server stores it: %s', (text, canonical) => {
    expect(Quantity.parse(text).toString()).toBe(canonical);
  });

  it('compares and adds amounts, however they are written', () => {
    expect(Quantity.parse('1Ki').equals(Quantity.parse('1024'))).toBe(true);
    expect(Quantity.parse('1G').compare(Quantity.parse('1Gi'))).toBe(-1);
    expect(Quantity.parse('1Gi').compare(Quantity.parse('1G'))).toBe(1);
    expect(Quantity.parse('1Gi').compare(Quantity.parse('1024Mi'))).toBe(0);
    expect(Quantity.parse('500m').plus(Quantity.parse('1.5')).toString()).toBe('2');
    expect(Quantity.parse('2').minus(Quantity.parse('500m')).toString()).toBe('1500m');
    expect(Quantity.parse('512Mi').times(3).toString()).toBe('1536Mi');
    expect(Quantity.units(3).toString()).toBe('3');
    expect(Quantity.parse('1500m').approximately).toBe(1.5);
  });

  it.each([
    ['256MB', '(256MB) is not a Kubernetes quantity. Did you mean 256M? (quantity/malformed)'],
    ['256mb', '(256mb) is not a Kubernetes quantity. Did you mean 256M? (quantity/malformed)'],
    ['256mi', '(256mi) is not a Kubernetes quantity. Did you mean 256Mi? (quantity/malformed)'],
    ['2gib', '(2gib) is not a Kubernetes quantity. Did you mean 2Gi? (quantity/malformed)'],
    ['1 Gi', '(1 Gi) is not a Kubernetes quantity. Did you mean 1Gi? (quantity/malformed)'],
    ['1,5', '(1,5) is not a Kubernetes quantity. Did you mean 1.5? (quantity/malformed)'],
    [
      '0.1n',
      '(0.1n) is finer than a billionth, the smallest step of a Kubernetes quantity. Round it to a multiple of 1n. (quantity/too-fine)',
    ],
    ['9Ei', '(9Ei) is beyond 2^63 - 1, the largest Kubernetes quantity. Write a smaller one. (quantity/too-large)'],
    [
      '1e999999999',
      '(1e999999999) is beyond 2^63 - 1, the largest Kubernetes quantity. Write a smaller one. (quantity/too-large)',
    ],
  ])('refuses %s and says what would do', (text, expected) => {
    expect(message(text)).toBe(expected);
  });

  it.each(['', '.', '-', 'Mi', '1.2.3', '1Mi2', 'e3', '1e', '1e1.5', '0x10', '1KI', '1K', '١'])(
    'refuses %p',
    (text) => {
      expect(message(text)).toMatch(/is not a Kubernetes quantity/);
      expect(Quantity.isQuantity(text)).toBe(false);
    },
  );

  it('refuses a fraction of a unit given as a number', () => {
    expect(() => Quantity.units(1.5)).toThrow(
      "(1.5) is not a whole number that a double holds exactly. Write it as text, such as '1500m'. (quantity/not-whole)",
    );
  });
});
