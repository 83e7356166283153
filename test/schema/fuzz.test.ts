import fc from 'fast-check';
import { readArtifacts } from '../../lib/artifact/read/artifacts';
import { conform } from '../../lib/schema/conform';
import { customResourceIndex, kubernetesSchema, providerSchema } from '../../lib/schema/data';
import { resolveForm, type Form, type KubernetesSchema } from '../../lib/schema/kubernetes/grammar';

const schema = kubernetesSchema('1.35');

const leaf = fc.oneof(
  fc.string({ maxLength: 6 }),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.double(),
  fc.constantFrom(
    '80',
    'http',
    '10.0.0.0/8',
    '1Gi',
    '-1',
    '25%',
    '${A}',
    '0 3 * * *',
    'In',
    'Exists',
    'Always',
    'a.b/c',
    '__x__',
  ),
);
const anything = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('name', 'kind', 'items', 'port', 'key', 'values', 'spec'), tie('value'), {
      maxKeys: 3,
    }),
  ),
})).value;

/** Values that mostly have the shape of a form, with anything at all here and there. */
function shaped(form: Form, within: KubernetesSchema, depth: number): fc.Arbitrary<unknown> {
  const resolved = resolveForm(form, within);
  if (depth > 7) return leaf;
  const good = (): fc.Arbitrary<unknown> => {
    if ('fields' in resolved) {
      const names = Object.keys(resolved.fields);
      return names.length === 0
        ? fc.constant({})
        : fc
            .uniqueArray(fc.constantFrom(...names), { maxLength: 6 })
            .chain((chosen) =>
              fc.record(
                Object.fromEntries(
                  chosen.map((name) => [name, shaped(resolved.fields[name] as Form, within, depth + 1)]),
                ),
              ),
            );
    }
    if ('list' in resolved) return fc.array(shaped(resolved.list, within, depth + 1), { maxLength: 2 });
    if ('map' in resolved)
      return fc.dictionary(fc.string({ maxLength: 4 }), shaped(resolved.map, within, depth + 1), { maxKeys: 2 });
    return resolved.enum ? fc.constantFrom(...resolved.enum) : leaf;
  };
  return fc.oneof({ arbitrary: fc.constant(undefined).chain(good), weight: 12 }, { arbitrary: anything, weight: 1 });
}

const judged = (files: readonly { path: string; content: string }[]): boolean => {
  const artifacts = readArtifacts(files);
  return conform(artifacts).findings.every(
    ({ line, column, message, fix, object }) => line > 0 && column > 0 && message !== '' && fix !== '' && object !== '',
  );
};

describe('conformance of anything', () => {
  it('never crashes on objects of any kind and any shape', () => {
    const kinds = Object.keys(schema.kinds).filter((key) => !key.endsWith('List'));
    const object = fc.constantFrom(...kinds).chain((key) => {
      const [apiVersion, kind] = key.split(' ') as [string, string];
      const type = (schema.kinds[key] as { type: string }).type;
      return shaped(`@${type}`, schema, 0).map((body) => ({ ...(body as object), apiVersion, kind }));
    });
    const stream = fc
      .array(object, { maxLength: 4 })
      .map((objects) => objects.map((one) => `---\n${JSON.stringify(one)}\n`).join(''));
    fc.assert(
      fc.property(stream, (content) => judged([{ path: 'a.yaml', content }])),
      { numRuns: 400 },
    );
  });

  it('never crashes on workloads, policies and routes, whose references are followed', () => {
    const kinds = [
      'apps/v1 Deployment',
      'v1 Service',
      'v1 ConfigMap',
      'v1 Secret',
      'batch/v1 CronJob',
      'policy/v1 PodDisruptionBudget',
      'networking.k8s.io/v1 NetworkPolicy',
      'networking.k8s.io/v1 Ingress',
      'autoscaling/v2 HorizontalPodAutoscaler',
      'rbac.authorization.k8s.io/v1 RoleBinding',
    ];
    const object = fc.constantFrom(...kinds).chain((key) => {
      const [apiVersion, kind] = key.split(' ') as [string, string];
      const type = (schema.kinds[key] as { type: string }).type;
      return shaped(`@${type}`, schema, 0).map((body) => ({
        ...(body as object),
        apiVersion,
        kind,
        metadata: { name: 'a', namespace: 'shop' },
      }));
    });
    fc.assert(
      fc.property(fc.array(object, { maxLength: 6 }), (items) =>
        judged([{ path: 'a.json', content: JSON.stringify({ apiVersion: 'v1', kind: 'List', items }) }]),
      ),
      { numRuns: 300 },
    );
  });

  it('never crashes on custom resources and on what defines them', () => {
    const object = fc
      .constantFrom(...customResourceIndex())
      .chain(({ group, kind }) =>
        anything.map((spec) => ({ apiVersion: `${group}/v1`, kind, metadata: { name: 'a' }, spec })),
      );
    const definition = anything.map((openAPIV3Schema) => ({
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      spec: {
        group: 'a.b',
        names: { kind: 'A' },
        versions: [{ name: 'v1', schema: { openAPIV3Schema } }, openAPIV3Schema],
      },
    }));
    const used = anything.map((spec) => ({ apiVersion: 'a.b/v1', kind: 'A', metadata: { name: 'x' }, spec }));
    fc.assert(
      fc.property(object, definition, used, (...objects) =>
        judged(objects.map((one, index) => ({ path: `${index}.json`, content: JSON.stringify(one) }))),
      ),
      { numRuns: 300 },
    );
  });

  it('never crashes on Terraform of any shape', () => {
    const types = Object.keys(providerSchema('4.55.0').resources);
    const written = fc.oneof(
      anything,
      fc.constantFrom('${azurerm_subnet.a.id}', '${local.a}', '${var.a}', '${each.key}', '$${x}'),
    );
    const body = fc
      .constantFrom('azurerm_kubernetes_cluster', 'azurerm_subnet', ...types.slice(0, 200))
      .chain((type) => {
        const names = Object.keys(providerSchema('4.55.0').resources[type]?.attributes ?? {});
        return fc
          .dictionary(
            fc.constantFrom(...names, 'dynamic', 'count', 'for_each', 'lifecycle', 'timeouts', '//'),
            written,
            { maxKeys: 8 },
          )
          .map((args) => ({ resource: { [type]: { a: args } }, locals: { a: '${local.a}' } }));
      });
    fc.assert(
      fc.property(fc.array(body, { maxLength: 3 }), (bodies) =>
        judged(bodies.map((one, index) => ({ path: `m/${index}.tf.json`, content: JSON.stringify(one) }))),
      ),
      { numRuns: 400 },
    );
  });
});
