import { documents, lines } from '../../artifact/sample';
import { manifests } from './description';

/** A definition of shops with one expression, and a shop that is open from 9 until some hour. */
const shop = (rule: string, until: number): string =>
  documents(
    lines(
      'apiVersion: apiextensions.k8s.io/v1',
      'kind: CustomResourceDefinition',
      'metadata: { name: shops.example.com }',
      'spec:',
      '  group: example.com',
      '  scope: Namespaced',
      '  names: { kind: Shop, plural: shops }',
      '  versions:',
      '    - name: v1',
      '      served: true',
      '      storage: true',
      '      schema:',
      '        openAPIV3Schema:',
      '          type: object',
      '          properties:',
      '            spec:',
      '              type: object',
      '              properties: { from: { type: integer }, until: { type: integer } }',
      `              x-kubernetes-validations: [{ rule: ${rule} }]`,
    ),
    lines(
      'apiVersion: example.com/v1',
      'kind: Shop',
      'metadata: { name: cart, namespace: shop }',
      `spec: { from: 9, until: ${until} }`,
    ),
  );

const SOURCE = 'Kubernetes: Common Expression Language in Kubernetes';
const RULE = 'self.from < self.until';

/** Expressions of custom resources whose definitions are among the files. */
export const EXPRESSION_RULES = {
  'schema/expression': {
    what: 'breaks an expression of its definition',
    why: 'the API server evaluates it for every object, and refuses this one',
    sources: [SOURCE],
    example: manifests(shop(RULE, 7), shop(RULE, 18)),
  },
  'schema/not-evaluated': {
    what: 'has an expression that could not be evaluated here',
    why: 'what it refuses shows only when it is applied',
    sources: [SOURCE],
    example: manifests(shop('frobnicate(self)', 18), shop(RULE, 18)),
  },
} as const;
