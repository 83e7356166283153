import { namesInFormula } from '../../lib/core/formula';

describe('namesInFormula', () => {
  it.each([
    ['(orders + returns) / 2', ['orders', 'returns']],
    ['max(orders, returns)', ['orders', 'returns']],
    ['orders > 5 ? orders : 1e3', ['orders']],
    ['orders ?? 0', ['orders']],
    ['let all = orders; all / 2', ['orders']],
    ['orders == 1 and not (returns in [1, 2])', ['orders', 'returns']],
    ['"orders" == \'x\' ? 1 : 2 // returns', []],
    ['orders /* returns */ # mail', ['orders']],
    ['orders.value', ['orders']],
    ['', []],
  ])('finds in %s', (formula, names) => {
    expect(namesInFormula(formula)).toEqual(names);
  });
});
