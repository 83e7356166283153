import fc from 'fast-check';
import { compile } from '../../../lib/schema/cel/compile';
import { EvaluationError, Meter, NotEvaluable, TooCostly, UnknownValue } from '../../../lib/schema/cel/errors';
import { Expression, inOneLine, madeMessage } from '../../../lib/schema/cel/expression';
import { fromJson } from '../../../lib/schema/cel/json';

const evaluate = (text: string, self: unknown = {}): unknown =>
  compile(text, ['self']).evaluate(() => fromJson(self), new Meter(1_000_000));

describe('an expression that can’t be evaluated here', () => {
  it.each([
    ['self.a &&', "can't be parsed: unexpected token: EOF"],
    ['{?self.a: 1}', "can't be parsed: unexpected token: QUESTION"],
    ['oops.a', "mentions 'oops', which there is not"],
    ["authorizer.group('').check('get').allowed()", "asks the API server's authorizer, who may do what"],
    ['self.frobnicate()', 'calls frobnicate(), which is not known here'],
    ['sets.frobnicate([], [])', "mentions 'sets', which there is not"],
    ['size(self, self)', 'calls size(), which is not known here'],
    ['has(self)', 'asks has() of what is no field'],
    ['self.all(a.b, c, true)', 'names no variable in all()'],
    ['self.orValue()', 'gives orValue() another number of arguments than one'],
    ['a'.repeat(100_001), 'is longer than 100000 characters'],
    [`${'!('.repeat(5000)}true${')'.repeat(5000)}`, "can't be parsed: exceeded maxDepth (250)"],
  ])('says so before any object is looked at: %.40s', (text, reason) => {
    expect(() => compile(text, ['self'])).toThrow(new NotEvaluable(reason));
  });

  it('is so as a whole, though the part that is not known might never be reached', () => {
    expect(() => compile('true || frobnicate()', [])).toThrow(NotEvaluable);
  });
});

describe('what these files don’t tell', () => {
  const late = { id: '${CLIENT_ID}', list: ['a', '${B}'], name: 'cart' };

  it.each([
    "self.id == 'x'",
    "self.id.startsWith('a')",
    "self.id in ['x']",
    'self.id + "x" == ""',
    "self.list.join() == ''",
  ])('leaves %s open', (text) => {
    expect(() => evaluate(text, late)).toThrow(UnknownValue);
  });

  it.each([
    ["self.name == 'cart' || self.id == 'x'", true],
    ["self.id == 'x' || self.name == 'cart'", true],
    ["self.id == 'x' && self.name == 'x'", false],
    ["self.list.exists(x, x == 'a')", true],
    ["self.list.all(x, x == 'b')", false],
    ["'a' in self.list", true],
    ['has(self.id)', true],
    ['size(self.list) == 2', true],
  ])('decides nothing where the rest of %s does', (text, expected) => {
    expect(evaluate(text, late)).toBe(expected);
  });
});

describe('an expression that fails', () => {
  it.each([
    ['self.a', 'no such key: a'],
    ['self.list[3]', 'index out of bounds: 3'],
    ["self.list['x']", "unsupported index type 'string' in list"],
    ['self.name.x == 1', "type 'string' does not support field selection"],
    ['self.name > 1', 'no such overload: comparison(string, int)'],
    ['self.list.join()', 'no such overload: join()'],
    ['self.name ? true : false', 'no such overload: condition(string)'],
    ["self.name.matches('(')", 'error parsing regexp: "("'],
    ["quantity('1x') == quantity('1')", 'quantity is not a Kubernetes quantity'],
    [
      "quantity('8Ei').add(quantity('8Ei')) == quantity('1')",
      'quantity is beyond 2^63 - 1, the largest Kubernetes quantity',
    ],
    ["timestamp('2024-01-01T00:00:00Z').getHours('Nowhere/Land') == 0", 'unknown time zone Nowhere/Land'],
    ["'%y'.format([1])", 'unrecognized formatting clause "y"'],
    ["'%.1000f'.format([1.0])", 'precision 1000 is not supported'],
  ])('says what is wrong: %s', (text, message) => {
    expect(() => evaluate(text, { list: [1, 2], name: 'x' })).toThrow(new EvaluationError(message));
  });
});

describe('a hostile expression', () => {
  const self = { list: Array.from({ length: 2000 }, (_, index) => index), text: 'a'.repeat(50_000) };

  it.each([
    'self.list.all(a, self.list.all(b, self.list.all(c, true)))',
    'self.list.exists(a, self.list.exists(b, self.list.exists(c, 1 / 0 == 1)))',
    'self.list.map(a, self.list.map(b, self.list)).size() > 0',
    "self.text.replace('', self.text).size() > 0",
    'self.list.map(a, self.text).join(self.text).size() > 0',
    "self.list.exists(a, self.text.matches('^(a+)+b$'))",
    'self.list.all(a, (self.text + self.text + self.text).size() > 0)',
    'self.list.all(a, self.list == self.list.map(b, b))',
    'self.list.all(a, self.list.all(b, b in self.list))',
    'self.list.all(a, sets.equivalent(self.list, self.list))',
    'lists.range(9223372036854775807).size() > 0',
    "self.list.all(a, self.text.split('').size() > 0)",
    "self.list.all(a, self.text.indexOf('b') < 0)",
    "self.list.all(a, ('%s'.format([self.list])).size() > 0)",
  ])('runs out of its means at once: %s', (text) => {
    const program = compile(text, ['self']);
    const value = fromJson(self);
    expect(() => program.evaluate(() => value, new Meter(200_000))).toThrow(TooCostly);
  });

  it('does not overflow the stack', () => {
    const chain = (length: number): string => Array.from({ length }, () => 'true').join(' && ');
    expect(evaluate(chain(500))).toBe(true);
    expect(() => compile(chain(12_000), [])).toThrow(new NotEvaluable('is nested too deeply'));
    expect(() => compile(`${'-'.repeat(50_000)}1`, [])).toThrow(NotEvaluable);
  });

  it('may have a regular expression that would never end in JavaScript', () => {
    expect(evaluate("self.text.matches('^(a|aa)+$') && !self.text.matches('^(a*)*b')", self)).toBe(true);
  });
});

describe('any text', () => {
  it('is an expression or not, and never anything else', () => {
    const piece = fc.constantFrom(
      'self',
      '.',
      'a',
      '(',
      ')',
      '[',
      ']',
      '1',
      '==',
      '&&',
      '?',
      ':',
      ',',
      '"x"',
      'has',
      'all',
      '!',
      '+',
      ' in ',
      '.?',
      '{',
      '}',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const outcome = new Expression(pieces.join(''), ['self']).evaluate(() => fromJson({ a: [1] }), new Meter(1000));
        expect(Object.keys(outcome)).toHaveLength(1);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a message', () => {
  it('is one line, and none where the API server shows none', () => {
    expect(inOneLine('a\n  && b ')).toBe('a && b');
    expect(inOneLine('x'.repeat(200))).toBe(`${'x'.repeat(119)}…`);
    expect(madeMessage({ value: ' is wrong ' })).toBe('is wrong');
    expect([{ value: '' }, { value: 'a\nb' }, { value: 1n }, { failure: 'x' }, undefined].map(madeMessage)).toEqual(
      Array(5).fill(undefined),
    );
  });
});
