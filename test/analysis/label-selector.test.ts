import { meets, selects, selectsPlainly } from '../../lib/analysis/label-selector';

describe('label selectors', () => {
  const labels = { app: 'cart', tier: '2' };

  it('select everything when empty and nothing when absent', () => {
    expect(selects({}, labels)).toBe(true);
    expect(selects(undefined, labels)).toBe(false);
  });

  it('need all labels and all expressions', () => {
    expect(selects({ matchLabels: { app: 'cart' } }, labels)).toBe(true);
    expect(selects({ matchLabels: { app: 'cart', zone: '1' } }, labels)).toBe(false);
    expect(
      selects(
        { matchLabels: { app: 'cart' }, matchExpressions: [{ key: 'tier', operator: 'In', values: ['1'] }] },
        labels,
      ),
    ).toBe(false);
    expect(selectsPlainly({ app: 'cart' }, labels)).toBe(true);
  });

  it.each([
    ['In', ['cart'], true],
    ['NotIn', ['cart'], false],
    ['Exists', undefined, true],
    ['DoesNotExist', undefined, false],
    ['Near', ['cart'], false],
  ] as const)('know the operator %s', (operator, values, expected) => {
    expect(meets({ key: 'app', operator, values }, labels)).toBe(expected);
  });

  it('let NotIn and DoesNotExist pass where the label is missing', () => {
    expect(meets({ key: 'zone', operator: 'NotIn', values: ['1'] }, labels)).toBe(true);
    expect(meets({ key: 'zone', operator: 'DoesNotExist' }, labels)).toBe(true);
  });

  it('compare numbers for Gt and Lt', () => {
    expect(meets({ key: 'tier', operator: 'Gt', values: ['1'] }, labels)).toBe(true);
    expect(meets({ key: 'tier', operator: 'Lt', values: ['2'] }, labels)).toBe(false);
  });
});
