import fc from 'fast-check';
import { load } from 'js-yaml';
import { stringify } from 'yaml';
import { rewrite } from '../../../lib/fix/text/rewrite';
import { readDocuments } from '../../../lib/artifact/read/yaml-document';

function valueOf(text: string): unknown {
  const [document] = readDocuments(text, (problem) => {
    throw problem;
  });
  return document?.value;
}

/** The text with what it says changed by a function on a copy. */
function change(text: string, by: (value: never) => unknown): string | undefined {
  const before = valueOf(text);
  return rewrite(text, before, by(JSON.parse(JSON.stringify(before)) as never));
}

describe('rewrite', () => {
  it('changes a scalar in its own quotes, and nothing else', () => {
    const text = `# head
apiVersion: "extensions/v1beta1"   # old
kind:   'Ingress'
metadata: {name: "web",   labels: { a: 'b' }}   # spaced as somebody likes it


spec:
    replicas:  3
`;
    expect(
      change(text, (value: Record<string, unknown>) => ({
        ...value,
        apiVersion: 'apps/v1',
        kind: "it's",
        spec: { replicas: 4 },
      })),
    ).toBe(`# head
apiVersion: "apps/v1"   # old
kind:   'it''s'
metadata: {name: "web",   labels: { a: 'b' }}   # spaced as somebody likes it


spec:
    replicas:  4
`);
  });

  it('renames a field where it stands', () => {
    const text = 'spec:\n  # who\n  serviceAccount: cart # me\n  other: 1\n';
    expect(change(text, () => ({ spec: { serviceAccountName: 'cart', other: 1 } }))).toBe(
      'spec:\n  # who\n  serviceAccountName: cart # me\n  other: 1\n',
    );
  });

  it('puts a field behind the one that is before it, in the layout of the text', () => {
    const text = 'spec:\n    replicas: 2\n    # what runs\n    template:\n        list:\n        - a\n';
    expect(
      change(text, (value: { spec: { replicas: number; template: unknown } }) => ({
        spec: {
          first: { a: [{ b: 1, c: ['x'] }] },
          replicas: 2,
          selector: { matchLabels: { app: 'no' } },
          template: value.spec.template,
        },
      })),
    ).toBe(`spec:
    first:
        a:
        - b: 1
          c:
          - x
    replicas: 2
    selector:
        matchLabels:
            app: "no"
    # what runs
    template:
        list:
        - a
`);
  });

  it('writes what replaces fields where these were, with their comments', () => {
    const text = `paths:
- path: /
  backend:
    serviceName: web   # the shop
    # its only port
    servicePort: 80
- backend:
    serviceName: api
    servicePort: http
`;
    const after = {
      paths: [
        { path: '/', backend: { service: { name: 'web', port: { number: 80 } } } },
        { backend: { service: { name: 'api', port: { name: 'http' } } } },
      ],
    };
    expect(change(text, () => after)).toBe(`paths:
- path: /
  backend:
    service:
      name: web # the shop
      port:
        # its only port
        number: 80
- backend:
    service:
      name: api
      port:
        name: http
`);
  });

  it('moves a comment with what it speaks of, and leaves one whose value is gone', () => {
    const text = `metadata:
  annotations:
    # the public one
    class: nginx
    other: x # stays
    # of old times
    gone: y
spec:
  rules: []
`;
    expect(change(text, () => ({ metadata: { annotations: { other: 'x' } }, spec: { className: 'nginx', rules: [] } })))
      .toBe(`metadata:
  annotations:
    other: x # stays
    # of old times
spec:
  # the public one
  className: nginx
  rules: []
`);
  });

  it('removes the first field of an item and keeps its dash', () => {
    expect(change('- a: 1\n  b: 2\n- a: 3\n  c: 4\n', () => [{ b: 2 }, { d: 5, c: 4 }])).toBe(
      '- b: 2\n- d: 5\n  c: 4\n',
    );
    expect(change('- a: 1\n  b: 2\n', () => [{ z: 0, a: 1, b: 2 }])).toBe('- z: 0\n  a: 1\n  b: 2\n');
  });

  it('changes lists item by item, and adds and removes items', () => {
    expect(change('l:\n  - 1\n  # two\n  - 2\n  - 3\n', () => ({ l: [1, 3] }))).toBe('l:\n  - 1\n  # two\n  - 3\n');
    expect(change('l:\n  - 1\n  - 2\n', () => ({ l: [1, 2, { a: 1, b: 2 }] }))).toBe(
      'l:\n  - 1\n  - 2\n  - a: 1\n    b: 2\n',
    );
    expect(change('l: [1, 2]\n', () => ({ l: [1, 5, 6] }))).toBe('l: [1, 5, 6]\n');
  });

  it('works in flow style', () => {
    expect(change('m: { name: cart }\n', () => ({ m: { name: 'cart', labels: { app: 'a, b' } } }))).toBe(
      'm: { name: cart, labels: { app: "a, b" } }\n',
    );
    expect(change('m: {a: 1, b: 2, c: 3}\n', () => ({ m: { a: 1, z: 0, c: 3 } }))).toBe('m: {a: 1, z: 0, c: 3}\n');
    expect(change('m: {a: 1, b: 2, c: 3}\n', () => ({ m: { b: 2, c: 3 } }))).toBe('m: {b: 2, c: 3}\n');
    expect(change('m: {a: 1, b: 2, c: 3}\n', () => ({ m: { a: 1 } }))).toBe('m: {a: 1}\n');
    expect(change('m: {a: 1}\n', () => ({ m: {} }))).toBe('m: {}\n');
  });

  it('works in JSON, in its indentation', () => {
    const text = '{\n\t"a": 1,\n\t"b": {\n\t\t"c": [1]\n\t},\n\t"d": {"e":1}\n}\n';
    expect(change(text, () => ({ a: 1, n: { x: [{ y: 'z' }] }, b: { c: [1, 2] }, d: { e: 1, f: true } }))).toBe(
      '{\n\t"a": 1,\n\t"n": {\n\t\t"x": [\n\t\t\t{\n\t\t\t\t"y": "z"\n\t\t\t}\n\t\t]\n\t},\n\t"b": {\n\t\t"c": [1, 2]\n\t},\n\t"d": {"e":1,"f":true}\n}\n',
    );
    expect(change('{"a":1,"b":{"c":2}}', () => ({ b: { c: 2, d: { e: [] } } }))).toBe('{"b":{"c":2,"d":{"e":[]}}}');
  });

  it('keeps line breaks of Windows, and a last line without one', () => {
    expect(change('a: 1\r\nb: 2\r\n', () => ({ a: 1, c: { d: 3 }, b: 2 }))).toBe('a: 1\r\nc:\r\n  d: 3\r\nb: 2\r\n');
    expect(change('a: 1\nb: 2', () => ({ a: 1, b: 2, c: 3 }))).toBe('a: 1\nb: 2\nc: 3');
    expect(change('a: 1\nb: 2', () => ({ a: 1, c: 3 }))).toBe('a: 1\nc: 3');
  });

  it('writes through an anchor where all its places change alike, and gives up where they do not', () => {
    const text = 'a: &x\n  old: 1\nb: *x\n';
    expect(change(text, () => ({ a: { new: 1 }, b: { new: 1 } }))).toBe('a: &x\n  new: 1\nb: *x\n');
    expect(change(text, () => ({ a: { new: 1 }, b: { old: 1 } }))).toBeUndefined();
    expect(change('a: &x {old: 1}\nb:\n  <<: *x\n  c: 2\n', () => ({ a: { old: 1 }, b: { c: 2 } }))).toBeUndefined();
  });

  it('gives up on a comment that stands inside braces it would have to remove', () => {
    expect(change('a: {\n  b: 1, # why\n  c: 2 }\n', () => ({ a: { c: 2 } }))).toBeUndefined();
  });

  const scalar = fc.oneof(
    fc.integer(),
    fc.boolean(),
    fc.constantFrom('a', 'no', '1e3', 'a: b', '# x', '', ' s', 'two\nlines\n', 'ü'),
  );
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      scalar,
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'on', 'a.b/c'), tie('value'), {
        maxKeys: 4,
        noNullPrototype: true,
      }),
    ),
  }));
  const map = fc.dictionary(fc.constantFrom('p', 'q', 'r', 's'), value, {
    minKeys: 1,
    maxKeys: 4,
    noNullPrototype: true,
  });

  it('gives back a text whose value does not change, whatever it looks like', () => {
    fc.assert(
      fc.property(map, fc.boolean(), fc.constantFrom(2, 4), (before, indentSeq, indent) => {
        const text = stringify(before, { indentSeq, indent, version: '1.1' });
        expect(rewrite(text, valueOf(text), JSON.parse(JSON.stringify(valueOf(text))))).toBe(text);
      }),
    );
  });

  it('writes any change of maps into YAML and JSON, and loses no comment', () => {
    fc.assert(
      fc.property(
        map,
        map,
        fc.boolean(),
        fc.constantFrom(2, 4),
        fc.boolean(),
        (before, after, indentSeq, indent, isJson) => {
          const printed = isJson
            ? JSON.stringify(before, undefined, indent)
            : stringify(before, { indentSeq, indent, version: '1.1' });
          // A comment behind every line that holds one value, and none within a text of several lines.
          const isPlain = !isJson && !/[|>]/.test(printed);
          const text = isPlain
            ? printed.replace(/^( *(?:- )*)(\w+): ([\w"]+)$/gm, (line) => `${line} # of ${line.trim()}`)
            : printed;
          const read = valueOf(text);
          fc.pre(JSON.stringify(load(text)) !== undefined);
          const written = rewrite(text, read, after);
          expect(written).toBeDefined();
          expect(valueOf(written as string)).toEqual(after);
          for (const comment of text.match(/# of .*$/gm) ?? []) expect(written).toContain(comment);
        },
      ),
      { numRuns: 200 },
    );
  });
});
