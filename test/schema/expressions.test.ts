import { readArtifacts } from '../../lib/artifact/read/artifacts';
import { conform } from '../../lib/schema/conform';

type Json = Record<string, unknown>;

const found = (...objects: readonly unknown[]): string[] =>
  conform(
    readArtifacts([{ path: 'a.yaml', content: JSON.stringify({ kind: 'List', apiVersion: 'v1', items: objects }) }]),
  )
    .findings.filter(({ rule }) => rule !== 'schema/unknown-kind')
    .map(({ severity, rule, object, message }) => `${severity} ${rule} ${object} ${message}`);

const definition = (spec: Json, more: Json = {}): Json => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'shops.example.com' },
  spec: {
    group: 'example.com',
    scope: 'Namespaced',
    names: { kind: 'Shop', plural: 'shops', singular: 'shop' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: { openAPIV3Schema: { type: 'object', properties: { spec: { type: 'object', ...spec } }, ...more } },
      },
    ],
  },
});
const shop = (spec: Json, name = 'cart'): Json => ({
  apiVersion: 'example.com/v1',
  kind: 'Shop',
  metadata: { name, namespace: 'shop' },
  spec,
});
const rules = (...list: readonly (string | Json)[]): Json => ({
  'x-kubernetes-validations': list.map((rule) => (typeof rule === 'string' ? { rule } : rule)),
});
const RANGE = { min: { type: 'integer', default: 1 }, max: { type: 'integer' } };

describe('the expressions of a definition among the files', () => {
  it('refuse an object with their message, or with themselves', () => {
    const spec = {
      properties: RANGE,
      ...rules('self.min\n  <= self.max', { rule: 'self.max < 100', message: ' max is below 100 ' }),
    };
    expect(
      found(definition(spec), shop({ min: 3, max: 2 }), shop({ min: 3, max: 100 }, 'b'), shop({ min: 3, max: 4 }, 'c')),
    ).toEqual([
      'error schema/expression example.com/v1/Shop/shop/cart spec: failed rule: self.min <= self.max',
      'error schema/expression example.com/v1/Shop/shop/b spec: max is below 100',
    ]);
  });

  it('name the field and make the message that they say', () => {
    const made = { rule: 'self.min <= self.max', messageExpression: "'min is ' + string(self.min)", fieldPath: '.min' };
    const broken = { rule: 'self.max >= self.min', messageExpression: 'string(self.none)', message: 'too little' };
    expect(found(definition({ properties: RANGE, ...rules(made, broken) }), shop({ min: 3, max: 2 }))).toEqual([
      'error schema/expression example.com/v1/Shop/shop/cart spec: too little',
      'error schema/expression example.com/v1/Shop/shop/cart spec.min: min is 3',
    ]);
  });

  it('see defaults, and judge what stands in them', () => {
    const nested = {
      type: 'object',
      default: { deep: 5 },
      properties: { deep: { type: 'integer', ...rules('self < 5') } },
    };
    expect(found(definition({ properties: { ...RANGE, nested }, ...rules('self.min == 2') }), shop({}))).toEqual([
      'error schema/expression example.com/v1/Shop/shop/cart spec.nested.deep: failed rule: self < 5',
      'error schema/expression example.com/v1/Shop/shop/cart spec: failed rule: self.min == 2',
    ]);
  });

  it('judge every item of lists and maps, embedded objects, and what allOf adds', () => {
    const spec = {
      properties: {
        ports: { type: 'array', items: { type: 'integer', ...rules('self > 0') } },
        labels: { type: 'object', additionalProperties: { type: 'string', ...rules("self != ''") } },
        pod: {
          type: 'object',
          'x-kubernetes-embedded-resource': true,
          'x-kubernetes-preserve-unknown-fields': true,
          ...rules("self.metadata.name == 'a'"),
        },
      },
      allOf: [{ properties: { ports: rules('self.size() < 3') } }],
    };
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'b' } };
    expect(found(definition(spec), shop({ ports: [1, 0, 2], labels: { a: '', b: 'x' }, pod }))).toEqual([
      'error schema/expression example.com/v1/Shop/shop/cart spec.ports: failed rule: self.size() < 3',
      'error schema/expression example.com/v1/Shop/shop/cart spec.ports[1]: failed rule: self > 0',
      "error schema/expression example.com/v1/Shop/shop/cart spec.labels.a: failed rule: self != ''",
      "error schema/expression example.com/v1/Shop/shop/cart spec.pod: failed rule: self.metadata.name == 'a'",
    ]);
  });

  it('see of metadata no more than the name', () => {
    const root = rules("self.metadata.name.startsWith('shop-')", "self.kind == 'Shop'");
    expect(found(definition({}, root), shop({}), shop({}, 'shop-a'))).toEqual([
      "error schema/expression example.com/v1/Shop/shop/cart failed rule: self.metadata.name.startsWith('shop-')",
    ]);
  });

  it('are not asked about a transition, unless they take that nothing was there', () => {
    const spec = {
      properties: RANGE,
      ...rules('self.max == oldSelf.max', { rule: 'oldSelf.hasValue() || self.max < 3', optionalOldSelf: true }),
    };
    expect(found(definition(spec), shop({ max: 5 }))).toEqual([
      'error schema/expression example.com/v1/Shop/shop/cart spec: failed rule: oldSelf.hasValue() || self.max < 3',
    ]);
  });

  it('fail as the API server says', () => {
    const spec = {
      properties: { ...RANGE, host: { type: 'string' } },
      ...rules({ rule: "self.host != ''", message: 'host is set' }),
    };
    expect(found(definition(spec), shop({}))).toEqual([
      'error schema/expression example.com/v1/Shop/shop/cart spec: no such key: host evaluating rule: host is set',
    ]);
  });

  it('wait for a valid structure', () => {
    const spec = { properties: RANGE, ...rules('self.min <= self.max') };
    expect(found(definition(spec), shop({ min: 3, max: '2' }))).toEqual([
      expect.stringContaining('error schema/type example.com/v1/Shop/shop/cart spec.max'),
    ]);
  });

  it('are told where they could not be evaluated, once each', () => {
    const spec = { properties: { host: { type: 'string' } }, ...rules('frobnicate(self)', 'isURL(self.host)') };
    const at = 'spec.versions[0].schema.openAPIV3Schema.properties.spec.x-kubernetes-validations';
    const where = `note schema/not-evaluated apiextensions.k8s.io/v1/CustomResourceDefinition/shops.example.com ${at}`;
    expect(found(definition(spec), shop({ host: '${HOST}' }), shop({ host: '/' }, 'b'))).toEqual([
      `${where}[0].rule: not evaluated on example.com/v1/Shop/shop/cart and 1 more: it calls frobnicate(), which is not known here`,
      `${where}[1].rule: not evaluated on example.com/v1/Shop/shop/cart: it depends on the late value in "\${HOST}"`,
    ]);
    expect(found(definition(spec))).toEqual([]);
  });

  it('are those of the version that the object has', () => {
    const two = definition({ properties: RANGE, ...rules('self.max < 3') }) as { spec: { versions: Json[] } };
    two.spec.versions.push({
      name: 'v2',
      served: true,
      storage: false,
      schema: { openAPIV3Schema: { type: 'object', properties: { spec: { type: 'object', properties: RANGE } } } },
    });
    expect(found(two, { ...shop({ max: 5 }), apiVersion: 'example.com/v2' })).toEqual([]);
    expect(found(two, shop({ max: 5 }))).toHaveLength(1);
  });

  it('cost no more than some seconds, however hostile', () => {
    const list = Array.from({ length: 3000 }, (_, index) => index);
    const spec = {
      properties: { list: { type: 'array', items: { type: 'integer' } } },
      ...rules('self.list.all(a, self.list.all(b, self.list.all(c, true)))'),
    };
    const shops = Array.from({ length: 40 }, (_, index) => shop({ list }, `s${index}`));
    expect(found(definition(spec), ...shops)).toEqual([
      expect.stringMatching(
        /^note schema\/not-evaluated .* not evaluated on example.com\/v1\/Shop\/shop\/s0 and 39 more: it takes too long$/,
      ),
    ]);
  });

  it('are no reason to stop where they make no sense', () => {
    const spec = {
      ...rules({ rule: 3 }, { rule: ' ' }),
      'x-kubernetes-validations': [3, { rule: 3 }, null, { rule: ' ' }],
      properties: { a: rules('self == 1') },
    };
    expect(found(definition(spec), shop({ a: 1 })).filter((line) => line.includes('/Shop/'))).toEqual([]);
  });
});
