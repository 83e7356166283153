import fc from 'fast-check';
import { dump, JSON_SCHEMA, load } from 'js-yaml';
import { parse } from 'yaml';
import { compareFields, printYaml, printYamlDocuments } from '../../lib/artifact/yaml';

const HOSTILE = [
  ...[
    'no',
    'No',
    'y',
    'N',
    'on',
    'OFF',
    'true',
    'True',
    'null',
    '~',
    '',
    ' ',
    '-',
    '=',
    '<<',
    '?',
    ':',
    '!',
    '&a',
    '*a',
  ],
  ...[
    '1e3',
    '1E3',
    '0o7',
    '07',
    '08',
    '0x1F',
    '0b11',
    '1_000',
    '1,000',
    '12:30',
    '1:2:3.4',
    '.5',
    '5.',
    '+1',
    '-0',
    '.inf',
  ],
  ...[
    '.NaN',
    'NaN',
    '2001-01-01',
    '2001-12-14t21:59:43.10-05:00',
    ' leading',
    'trailing ',
    '\ttab',
    'a: b',
    'a #b',
    '#a',
  ],
  ...[
    '"',
    "'",
    '\\',
    '%a',
    '@a',
    '`a',
    '{a',
    '[a',
    'a,b',
    '- a',
    '? a',
    'a\r\nb',
    'a\nb\n',
    '\n\na\n',
    'a\n\n',
    '\u0085',
    '\u2028',
  ],
  ...[
    '😀',
    '\ufeff',
    '\u0000',
    '\u0007',
    '${x}',
    '$$',
    '${X}${Y}',
    '---',
    '...',
    'key:',
    '0.1.2',
    '<script>',
    '{{ .Values.x }}',
  ],
];

const readers: [string, (text: string) => unknown][] = [
  ['a YAML 1.1 reader', (text) => parse(text, { version: '1.1' })],
  ['a YAML 1.2 reader', (text) => parse(text, { version: '1.2' })],
  ['js-yaml', (text) => load(text)],
];

describe('printYaml', () => {
  describe.each(readers)('is read back equal by %s', (_, read) => {
    it.each(HOSTILE.map((text) => [JSON.stringify(text), text]))(
      'for the string %s, as value, key and item',
      (_, text) => {
        const value = { plain: text, [text]: 'key', list: [text, [text]], nested: { [text]: text } };
        expect(read(printYaml(value))).toEqual(value);
      },
    );

    it('for any JSON', () => {
      const text = fc
        .oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...HOSTILE))
        .filter((t) => t !== '__proto__' && !/[\ud800-\udfff]/.test(t.replace(/[\ud800-\udbff][\udc00-\udfff]/g, '')));
      const { value } = fc.letrec<{ value: unknown }>((tie) => ({
        value: fc.oneof(
          { depthSize: 'small' },
          text,
          fc.integer(),
          fc.boolean(),
          fc.constant(null),
          fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => (Object.is(n, -0) ? 0 : n)),
          fc.array(tie('value'), { maxLength: 4 }),
          fc.dictionary(text, tie('value'), { maxKeys: 4, noNullPrototype: true }),
        ),
      }));
      fc.assert(
        fc.property(fc.dictionary(text, value, { noNullPrototype: true }), (object) => {
          expect(read(printYaml(object))).toEqual(object);
        }),
        { numRuns: 300 },
      );
    });
  });

  it('is what js-yaml prints, for any JSON', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(...HOSTILE),
      fc.stringMatching(/^[ a\n#:-]{0,12}$/),
    );
    const { value } = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        text,
        fc.integer(),
        fc.double({ noNaN: true }),
        fc.boolean(),
        fc.constant(null),
        fc.constant(undefined),
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(text, tie('value'), { maxKeys: 4 }),
      ),
    }));
    const plain = JSON_SCHEMA; // without our quotes: they are in both texts, or in none
    fc.assert(
      fc.property(value, (any) => {
        const given = any === undefined ? null : any;
        const theirs = dump(given, { schema: plain, lineWidth: -1, noRefs: true, quotingType: '"' });
        const unquoted = (printed: string) => printed.replace(/"/g, '');
        expect(unquoted(printYaml(given))).toBe(unquoted(theirs));
      }),
      { numRuns: 300 },
    );
  });

  it('prints a key too long to be plain so that it is read back', () => {
    const value = { a: { ['k'.repeat(1100)]: { b: [1], c: 'x\ny\n' } } };
    expect(load(printYaml(value))).toEqual(value);
  });

  it('quotes a value that is filled in later, so that it stays a string', () => {
    expect(printYaml({ id: '${CART_CLIENT_ID}' })).toBe('id: "${CART_CLIENT_ID}"\n');
  });

  it('never folds a line or shares a node', () => {
    const shared = { a: 1 };
    expect(printYaml({ x: 'word '.repeat(60).trim(), one: shared, two: shared })).toBe(
      `x: ${'word '.repeat(60).trim()}\none:\n  a: 1\ntwo:\n  a: 1\n`,
    );
  });

  it('starts each of several documents with its marker', () => {
    expect(printYamlDocuments([{ a: 1 }, { b: 2 }])).toBe('---\na: 1\n---\nb: 2\n');
  });
});

describe('compareFields', () => {
  it('puts what identifies a thing first and the rest in alphabetical order', () => {
    const fields = ['spec', 'metadata', 'kind', 'apiVersion', 'data', 'namespace', 'name', 'Z', 'a'];
    expect(fields.sort(compareFields)).toEqual([
      'apiVersion',
      'kind',
      'metadata',
      'name',
      'namespace',
      'Z',
      'a',
      'data',
      'spec',
    ]);
  });
});
