import fc from 'fast-check';
import { readArtifacts } from '../../../lib/artifact/read/artifacts';
import { LARGEST_FILE } from '../../../lib/artifact/read/limits';
import { unknown } from '../../../lib/artifact/read/values';

const read = (content: string | Uint8Array, path = 'a.yaml') => readArtifacts([{ path, content }]);
const told = (content: string | Uint8Array, path?: string): string[] =>
  read(content, path).diagnostics.map(
    ({ rule, severity, line, column, message }) => `${severity} ${rule} ${line}:${column} ${message}`,
  );

const GOOD = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: shop}\n';
const bomb = (levels: number): string =>
  Array.from({ length: levels }, (_, level) => {
    const items =
      level === 0
        ? 'x,x,x,x,x,x,x,x,x'
        : Array(9)
            .fill(`*l${level - 1}`)
            .join(',');
    return `l${level}: &l${level} [${items}]\n`;
  }).join('');

describe('reading hostile YAML', () => {
  it.each<[string, string | Uint8Array, string]>([
    ['aliases that multiply', GOOD + bomb(9), 'error read/expansion 1:1 grows to'],
    [
      'an alias of itself',
      `${GOOD}data: &d\n  a: *d\n`,
      'error read/cycle 1:1 holds an alias of a value within itself',
    ],
    ['a key that stands twice', `${GOOD}kind: Secret\n`, "error read/duplicate-key 4:1 the key 'kind' stands twice"],
    ['a tab as indentation', `${GOOD}data:\n\ta: b\n`, 'error read/yaml 5:1 is no YAML: tab characters'],
    ['a NUL byte', `${GOOD}data: {a: "\0"}\n`, 'error read/nul 4:12 holds a NUL byte'],
    ['bytes that are no UTF-8', Buffer.from(`${GOOD}# \xe4\n`, 'latin1'), 'error read/encoding 4:3 is not UTF-8 here'],
    ['deep nesting', `${GOOD}data: ${'['.repeat(500)}`, 'error read/too-deep 4:'],
    ['very deep nesting', `${GOOD}data: ${'{a: '.repeat(100_000)}`, 'error read/too-deep 4:'],
    [
      'a key that programs mistake',
      `${GOOD}__proto__: {a: b}\n`,
      "error read/reserved-key 4:1 has the key '__proto__'",
    ],
    ['a tag that calls for code', `${GOOD}data: !!js/function "x"\n`, 'error read/yaml 4:24 is no YAML: unknown tag'],
    ['a tag of another language', `${GOOD}data: !!python/object/apply:os.system [x]\n`, 'error read/yaml 4:'],
    ['an alias without anchor', `${GOOD}data: *x\n`, 'error read/yaml 4:9 is no YAML: unidentified alias'],
    ['an object as key', `${GOOD}data:\n  ? {a: b}\n  : c\n`, 'error read/complex-key 1:1 has an object as a key'],
    ['a template', `${GOOD}data: {{ .Values.data }}\n`, 'warning read/template 4:7 is a template and no YAML yet'],
    [
      'a text that ends in the middle',
      `${GOOD}data: "a`,
      'error read/yaml 5:1 is no YAML: unexpected end of the stream',
    ],
  ])('tells %s, with its line', (_, content, expected) => {
    expect(told(content)).toEqual([expect.stringContaining(expected)]);
    expect(read(content).objects()).toEqual([]);
    expect(read(content).files).toEqual([{ path: 'a.yaml', holds: 'unreadable' }]);
  });

  it('reads on behind a document that is broken', () => {
    const artifacts = read(`${GOOD}---\nkind: [\n---\n${GOOD.replace('name: a', 'name: b')}`);
    expect(artifacts.objects().map(({ id }) => id)).toEqual(['v1/ConfigMap/shop/a', 'v1/ConfigMap/shop/b']);
    expect(artifacts.diagnostics).toEqual([expect.objectContaining({ rule: 'read/yaml', line: 6 })]);
  });

  it('takes aliases that stay small, and merges', () => {
    const artifacts = read(`${GOOD}data:\n  a: &a x\n  b: *a\nextra: &e {k: v}\nmore: {<<: *e, l: w}\n`);
    expect(artifacts.objects()[0]?.body).toMatchObject({ data: { a: 'x', b: 'x' }, more: { k: 'v', l: 'w' } });
  });

  it('gives keys such as constructor as any other, and no prototype to anyone', () => {
    const { body } = read(`${GOOD}data: {constructor: a, toString: b}\n`).objects()[0] as { body: object };
    expect(Object.entries((body as { data: object }).data)).toEqual([
      ['constructor', 'a'],
      ['toString', 'b'],
    ]);
    expect(({} as Record<string, unknown>).a).toBeUndefined();
  });

  it('refuses a file that is too large before it looks into it', () => {
    expect(told(Buffer.alloc(LARGEST_FILE + 1, 32))).toEqual([
      'error read/too-large 1:1 has 100 MiB, above the 100 MiB that are read',
    ]);
  });

  it('says where the first byte is that is no UTF-8, and takes a replacement character that is one', () => {
    const bytes = Buffer.concat([Buffer.from(`${GOOD}data: {a: "\uFFFD"}\n# `), Buffer.from([0xff])]);
    expect(told(bytes)).toEqual(['error read/encoding 5:3 is not UTF-8 here']);
    expect(told(`${GOOD}data: {a: "\uFFFD"}\n`)).toEqual([]);
  });

  it('takes a list of more items than a call has arguments', () => {
    const items = Array.from({ length: 130_000 }, () => '{kind: A, apiVersion: b}');
    expect(read(`apiVersion: v1\nkind: List\nitems: [${items.join(', ')}]\n`).objects()).toHaveLength(130_000);
  });

  it('leaves files of others alone, and says so', () => {
    expect(told('a: [\n', 'values.yaml')).toEqual([expect.stringContaining('note read/yaml')]);
    expect(read('a: 1\n', 'values.yaml').files).toEqual([{ path: 'values.yaml', holds: 'nothing' }]);
  });

  it('reads scalars as Kubernetes does: YAML 1.1 in the words of Go', () => {
    const data =
      'data: {a: yes, b: "yes", c: 0777, d: 1_000, e: 2026-08-01, f: 1:30, g: ~, h: 0o17, i: .5, j: Off, k: 1e3}\n';
    expect(read(GOOD + data).objects()[0]?.body.data).toEqual({
      a: true,
      b: 'yes',
      c: 511,
      d: 1000,
      e: '2026-08-01',
      f: '1:30',
      g: null,
      h: 15,
      i: 0.5,
      j: false,
      k: 1000,
    });
  });
});

describe('reading hostile JSON', () => {
  it.each<[string, string, string]>([
    [
      'one that is half written',
      '{"resource": {"azurerm_subnet": {',
      'error read/json 1:34 is no JSON: it ends in the middle',
    ],
    ['a comma too many', '{"locals": {"a": 1,}}', 'error read/json 1:20 is no JSON: it needs a key'],
    [
      'a key that stands twice',
      '{"locals": {\n"a": 1,\n"a": 2}}',
      "error read/duplicate-key 3:1 the key 'a' stands twice",
    ],
    ['a key that programs mistake', '{"locals": {"__proto__": 1}}', 'error read/reserved-key 1:13'],
    ['deep nesting', `{"locals": ${'['.repeat(100_000)}`, 'error read/too-deep 1:'],
    ['a comment', '{ // no\n}', 'error read/json 1:3'],
    ['a list', '[]', 'error read/terraform 1:1 is no JSON object'],
    ['nothing', '', 'error read/json 1:1 is no JSON: it ends in the middle'],
    ['a line break in a string', '{"a": "x\n"}', 'error read/json 1:7 is no JSON: it has a string'],
  ])('tells %s', (_, content, expected) => {
    expect(told(content, 'x/cdk.tf.json')).toEqual([expect.stringContaining(expected)]);
  });

  it('takes a key that is written in two ways for the same', () => {
    expect(told('{"locals": {"a": 1, "\\u0061": 2}}', 'a.tf.json')).toEqual([
      expect.stringContaining("error read/duplicate-key 1:21 the key 'a' stands twice"),
    ]);
  });

  it('reads long strings and many quotes in time', () => {
    const text = JSON.stringify({ locals: { a: '\\"'.repeat(1_000_000), b: '"'.repeat(1_000_000) } });
    expect(told(text, 'a.tf.json')).toEqual([]);
  });
});

describe('reading Terraform that is made to grow', () => {
  const chain = (link: (next: string) => string, last: unknown, length = 60) => ({
    locals: Object.fromEntries(
      Array.from({ length }, (_, index) => [`l${index}`, index === length - 1 ? last : link(`local.l${index + 1}`)]),
    ),
    resource: { azurerm_x: { y: { a: '${local.l0}' } } },
  });
  const value = (document: object): unknown =>
    read(JSON.stringify(document), 'a.tf.json').terraform('azurerm_x', 'y').a;

  it('takes values that lead to each other, up to a bound', () => {
    expect(value(chain((next) => `\${${next}}`, 'x', 100))).toBe('x');
    expect(value(chain((next) => `\${${next}}`, 'x', 20_000))).toBe(unknown);
  });

  it.each<[string, (next: string) => string, unknown]>([
    ['texts', (next) => `\${${next}}\${${next}}`, 'x'],
    ['lists', (next) => `\${concat(${next}, ${next})}`, ['x']],
    ['lists of lists', (next) => `\${[${next}, ${next}]}`, ['x']],
    ['objects', (next) => `\${{ a = ${next}, b = ${next} }}`, 'x'],
  ])('bounds %s that double at every step', (_, link, last) => {
    const found = value(chain(link, last));
    expect(found === unknown || JSON.stringify(found).length < 1_000_000).toBe(true);
  });

  it('tells no more instances apart than anybody has', () => {
    const many = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`r${index}`, { count: 150 }]));
    const artifacts = read(JSON.stringify({ resource: { azurerm_x: { ...many, y: { count: 1e9 } } } }), 'a.tf.json');
    const known = artifacts.terraform('azurerm_x').filter(({ instances }) => instances !== unknown);
    expect(known).toHaveLength(133);
    expect(artifacts.block('azurerm_x', 'y').instances).toBe(unknown);
  });
});

describe('whatever is read', () => {
  const piece = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      '---\n',
      '...\n',
      '- ',
      ': ',
      '\n  ',
      '{',
      '}',
      '[',
      ']',
      '&a ',
      '*a',
      '!!binary ',
      '|\n',
      '>-\n',
      '"',
      "'",
      '#',
      '%YAML 1.1\n',
      '\t',
      '\r\n',
      '<<: ',
      '? ',
      '${',
      '%{',
      '\0',
      '\uFEFF',
      GOOD,
    ),
  );
  const text = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));
  const path = fc.constantFrom(
    'a.yaml',
    'a.yml',
    'b/c.json',
    'b/cdk.tf.json',
    'cdk-aks.json',
    'kustomization.yaml',
    '<stdin>',
    'x.tf',
    'b/.terraform.lock.hcl',
  );

  const isAccounted = (input: readonly { path: string; content: string | Uint8Array }[]): boolean => {
    const artifacts = readArtifacts(input);
    const toldOf = new Set(artifacts.diagnostics.map(({ file }) => file));
    return (
      artifacts.files.length === input.length &&
      artifacts.files.every(({ holds, path }) => holds !== 'unreadable' || toldOf.has(path))
    );
  };

  it('never crashes, and every file is read or told of', () => {
    fc.assert(fc.property(fc.array(fc.record({ path, content: text }), { maxLength: 4 }), isAccounted), {
      numRuns: 600,
    });
  });

  it('never crashes on bytes', () => {
    fc.assert(
      fc.property(path, fc.uint8Array({ maxLength: 200 }), (name, content) => isAccounted([{ path: name, content }])),
      { numRuns: 400 },
    );
  });

  it('never crashes on JSON of any shape where Terraform or objects are expected', () => {
    const key = fc.constantFrom(
      'resource',
      'data',
      'locals',
      'variable',
      'output',
      'module',
      'provider',
      'terraform',
      'moved',
      'apiVersion',
      'kind',
      'items',
      'metadata',
      'spec',
      'count',
      'for_each',
      'dynamic',
      '//',
      'azurerm_subnet',
      'a',
    );
    const leaf = fc.oneof(
      fc.string(),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.constantFrom(
        '${var.a}',
        '${local.a}',
        '${azurerm_subnet.a.a}',
        '${each.value}',
        'List',
        'v1',
        '%{ if }',
        '${a ? b : c}',
      ),
    );
    const json = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'medium' },
        leaf,
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(key, tie('value'), { maxKeys: 4 }),
      ),
    })).value;
    fc.assert(
      fc.property(fc.dictionary(key, json), path, (content, name) =>
        isAccounted([{ path: name, content: JSON.stringify(content) }]),
      ),
      { numRuns: 800 },
    );
  });
});
