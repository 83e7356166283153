import { object } from '../../artifact/sample';
import { CONVENTIONS, deployment, manifests, OBJECTS, PROVIDER } from './description';

const REFUSED = 'the API server, or the provider, refuses it';

const gateway = (listeners: string, gatewayClass = 'azure-alb-external'): string =>
  object('gateway.networking.k8s.io/v1', 'Gateway', 'shop', [
    'spec:',
    `  gatewayClassName: ${gatewayClass}`,
    `  listeners: [${listeners}]`,
  ]);
const LISTENER = '{ name: http, port: 80, protocol: HTTP }';
const listenerOf = (hostname: string): string => `{ name: http, port: 80, protocol: HTTP, hostname: ${hostname} }`;

const nightly = (schedule: string): string =>
  object('batch/v1', 'CronJob', 'tidy', [
    'spec:',
    `  schedule: '${schedule}'`,
    '  jobTemplate:',
    '    spec:',
    '      template:',
    '        spec:',
    '          restartPolicy: Never',
    '          containers: [{ name: tidy, image: contoso.azurecr.io/tidy:1.0.0 }]',
  ]);

const service = (type: string): string =>
  object('v1', 'Service', 'cart', ['spec:', `  type: ${type}`, '  ports: [{ port: 80 }]']);

/** Values that are of the right type and still not taken. */
export const VALUE_RULES = {
  'schema/count': {
    what: 'has more or fewer items than the list takes',
    why: REFUSED,
    sources: [OBJECTS, PROVIDER],
    example: manifests(gateway(''), gateway(LISTENER)),
  },
  'schema/enum': {
    what: 'has a value that is none of those that the field takes',
    why: `${REFUSED}; case counts`,
    sources: [OBJECTS, PROVIDER],
    example: manifests(service('Loadbalancer'), service('LoadBalancer')),
  },
  'schema/format': {
    what: 'has a value that is not of the form that the field asks for',
    why: REFUSED,
    sources: [OBJECTS],
    example: manifests(nightly('every night'), nightly('0 3 * * *')),
  },
  'schema/pattern': {
    what: 'has a value that does not match the pattern of the field',
    why: REFUSED,
    sources: [OBJECTS],
    example: manifests(gateway(listenerOf('Shop.example.com')), gateway(listenerOf('shop.example.com'))),
  },
  'schema/length': {
    what: 'has a text that is too short or too long',
    why: REFUSED,
    sources: [OBJECTS],
    example: manifests(gateway(LISTENER, "''"), gateway(LISTENER)),
  },
  'schema/range': {
    what: 'has a number outside the range that the field takes',
    why: REFUSED,
    sources: [OBJECTS, PROVIDER],
    example: manifests(
      deployment({ container: 'ports: [{ containerPort: 80800 }]' }),
      deployment({ container: 'ports: [{ containerPort: 8080 }]' }),
    ),
  },
  'schema/invalid': {
    what: 'has two values that do not fit each other',
    why: REFUSED,
    sources: [CONVENTIONS, OBJECTS],
    example: manifests(
      deployment({ container: 'resources: { requests: { memory: 2Gi }, limits: { memory: 1Gi } }' }),
      deployment({ container: 'resources: { requests: { memory: 1Gi }, limits: { memory: 1Gi } }' }),
    ),
  },
  'schema/label': {
    what: 'has a label or an annotation that Kubernetes does not take',
    why: 'the API server refuses the object',
    sources: ['Kubernetes: Labels and Selectors'],
    example: manifests(
      object('v1', 'Namespace', 'shop', [], '').replace('shop }', "shop, labels: { team: 'Cart & Co' } }"),
      object('v1', 'Namespace', 'shop', [], '').replace('shop }', 'shop, labels: { team: cart-co } }'),
    ),
  },
  'schema/name': {
    what: 'has a name that Kubernetes does not take',
    why: 'the API server refuses the object: a name becomes a part of paths and of DNS names',
    sources: ['Kubernetes: Object Names and IDs'],
    example: manifests(
      object('v1', 'ConfigMap', 'Cart_Theme', ['data: { theme: dark }']),
      object('v1', 'ConfigMap', 'cart-theme', ['data: { theme: dark }']),
    ),
  },
} as const;
