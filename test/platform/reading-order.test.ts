import fc from 'fast-check';
import { compareFields } from '../../lib/artifact/yaml';
import { inReadingOrder } from '../../lib/platform/reading-order';

const field = fc.constantFrom('name', 'namespace', 'metadata', 'kind', 'apiVersion', 'spec', 'a', 'Z');
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.string(),
    fc.integer(),
    fc.constant(null),
    fc.constant(undefined),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(field, tie('value'), { noNullPrototype: true }),
  ),
}));

describe('inReadingOrder', () => {
  it('orders the fields of every object, and leaves out those without a value', () => {
    const ordered = inReadingOrder({
      spec: { b: [{ value: 1, name: 'x' }], a: undefined, c: 2 },
      metadata: { labels: {}, name: 'web' },
      kind: 'Deployment',
    });
    expect(JSON.stringify(ordered)).toBe(
      '{"kind":"Deployment","metadata":{"name":"web","labels":{}},"spec":{"b":[{"name":"x","value":1}],"c":2}}',
    );
  });

  it('hands back what is in order already, and changes nothing that it is given', () => {
    const ordered = { kind: 'Service', metadata: { name: 'web' }, spec: { ports: [{ name: 'http', port: 80 }] } };
    expect(inReadingOrder(ordered)).toBe(ordered);

    const mixed = { spec: { port: 80, name: 'http' }, kind: 'Service' };
    inReadingOrder(mixed);
    expect(Object.keys(mixed)).toEqual(['spec', 'kind']);
    expect(Object.keys(mixed.spec)).toEqual(['port', 'name']);
  });

  it('says the same as before, in order, for any JSON', () => {
    fc.assert(
      fc.property(value, (any) => {
        const ordered = inReadingOrder(any);
        expect(ordered).toEqual(any);
        expectOrder(ordered);
      }),
      { numRuns: 300 },
    );
  });
});

function expectOrder(any: unknown): void {
  if (typeof any !== 'object' || any === null) return;
  if (!Array.isArray(any)) {
    const fields = Object.keys(any);
    expect(fields).toEqual([...fields].sort(compareFields));
    expect(Object.values(any)).not.toContain(undefined);
  }
  Object.values(any).forEach(expectOrder);
}
