import { Fields, isSame, or } from '../../../lib/analysis/cluster/fields';
import { Reference, unknown } from '../../../lib/artifact/read/values';

const body = { a: [{ b: { c: 'x' } }], n: '3', yes: 'true', list: ['1', 2], none: null };
const fields = new Fields(
  { ...body, open: unknown, ref: new Reference('azurerm_subnet.s', 'm', ['id'], unknown) },
  { ...body, open: '${var.x}', ref: '${azurerm_subnet.s.id}' },
);

describe('fields of a block', () => {
  it('are found below nested blocks, written as one or as a list', () => {
    expect(fields.text('a', 'b', 'c')).toBe('x');
    expect(fields.path('a', 'b', 'c')).toEqual(['a', 0, 'b', 'c']);
    expect(fields.path('a', 'b', 'missing')).toEqual(['a', 0, 'b']);
    expect(fields.blocks('a')).toMatchObject([{ values: { b: { c: 'x' } } }]);
    expect(fields.blocks('nothing')).toEqual([]);
  });

  it('are numbers and truth values also as text', () => {
    expect([fields.number('n'), fields.flag('yes'), fields.texts('list')]).toEqual([3, true, ['1', '2']]);
  });

  it('are unknown where an expression is, and not set where nothing is', () => {
    expect([
      fields.text('open'),
      fields.number('open'),
      fields.flag('open'),
      fields.texts('open'),
      fields.blocks('open'),
      fields.text('open', 'deeper'),
    ]).toEqual(Array(6).fill(unknown));
    expect([
      fields.text('none'),
      fields.number('gone'),
      fields.flag('gone'),
      fields.texts('gone'),
      fields.text('gone', 'deeper'),
    ]).toEqual(Array(5).fill(undefined));
    expect(fields.number('yes')).toBe(unknown);
  });

  it('say whether something is set', () => {
    expect([fields.has('a'), fields.has('none'), fields.has('open'), fields.has('ref')]).toEqual([
      true,
      false,
      unknown,
      true,
    ]);
  });

  it('compare and default without guessing', () => {
    expect([isSame('a', 'a', 'b'), isSame(undefined, 'a'), isSame(unknown, 'a')]).toEqual([true, false, unknown]);
    expect([or<string>(undefined, 'a'), or<string>(unknown, 'a')]).toEqual(['a', unknown]);
  });
});
