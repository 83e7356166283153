import { documents, object, terraform } from '../../artifact/sample';
import { CONVENTIONS, deployment, manifests, OBJECTS, PROVIDER, resources } from './description';

const REFUSED = 'the API server, or the provider, refuses it';

const budget = (...fields: readonly string[]): string =>
  object('policy/v1', 'PodDisruptionBudget', 'cart', [
    'spec:',
    '  selector: { matchLabels: { app: cart } }',
    ...fields.map((field) => `  ${field}`),
  ]);

const ports = (port: string): string =>
  object('networking.k8s.io/v1', 'NetworkPolicy', 'cart', [
    'spec:',
    '  podSelector: {}',
    `  ingress: [{ ports: [${port}] }]`,
  ]);

const DIAGNOSTICS = {
  name: 'audit',
  target_resource_id: '${var.cluster}',
  log_analytics_workspace_id: '${var.workspace}',
};

const GROUP = { name: 'shop', location: 'westeurope' };
const NETWORK = {
  ...GROUP,
  resource_group_name: '${azurerm_resource_group.shop.name}',
  address_space: ['10.0.0.0/16'],
};

/** Fields that need or exclude each other. */
export const TOGETHER_RULES = {
  'schema/any-of': {
    what: 'has none of several fields of which one at least must be there',
    why: REFUSED,
    sources: [OBJECTS, PROVIDER],
    example: resources(
      'azurerm_monitor_diagnostic_setting',
      DIAGNOSTICS,
      { ...DIAGNOSTICS, enabled_log: [{ category: 'kube-audit-admin' }] },
      { cluster: {}, workspace: {} },
    ),
  },
  'schema/one-of': {
    what: 'has several, or none, of the fields of which exactly one must be there',
    why: REFUSED,
    sources: [OBJECTS, PROVIDER],
    example: manifests(
      deployment({ container: 'livenessProbe: { httpGet: { port: 80 }, tcpSocket: { port: 80 } }' }),
      deployment({ container: 'livenessProbe: { httpGet: { port: 80 } }' }),
    ),
  },
  'schema/conflict': {
    what: 'has two fields that exclude each other',
    why: REFUSED,
    sources: [CONVENTIONS, PROVIDER],
    example: manifests(budget('minAvailable: 1', 'maxUnavailable: 1'), budget('maxUnavailable: 1')),
  },
  'schema/required-with': {
    what: 'has a field that needs another one',
    why: REFUSED,
    sources: [OBJECTS, PROVIDER],
    example: manifests(ports('{ endPort: 8090 }'), ports('{ port: 8080, endPort: 8090 }')),
  },
} as const;

/** Objects as a whole, and what they refer to. */
export const OBJECT_RULES = {
  'schema/duplicate': {
    what: 'is there twice',
    why: 'the second one overwrites the first, or Terraform refuses both; which one is meant nobody can tell',
    sources: ['Kubernetes: Object Names and IDs', 'Terraform: Resource Blocks'],
    example: manifests(
      documents(
        object('v1', 'ConfigMap', 'theme', ['data: { theme: dark }']),
        object('v1', 'ConfigMap', 'theme', ['data: { theme: light }']),
      ),
      documents(
        object('v1', 'ConfigMap', 'dark', ['data: { theme: dark }']),
        object('v1', 'ConfigMap', 'light', ['data: { theme: light }']),
      ),
    ),
  },
  'schema/namespace': {
    what: 'names a namespace though it has none, or names none though it has one',
    why: 'the object is looked for where it is not, or lands wherever whoever applies it happens to be',
    sources: ['Kubernetes: Namespaces'],
    example: manifests(
      object('scheduling.k8s.io/v1', 'PriorityClass', 'batch', ['value: 100']),
      object('scheduling.k8s.io/v1', 'PriorityClass', 'batch', ['value: 100'], ''),
    ),
  },
  'schema/not-enabled': {
    what: 'is of an API version that is off unless the API server is told to serve it',
    why: 'AKS has no switch for it: the API server refuses the object',
    sources: ['Kubernetes: API Overview, API versioning', 'KEP-3136: Beta APIs Are Off by Default'],
    example: manifests(
      object('certificates.k8s.io/v1beta1', 'ClusterTrustBundle', 'shop', ["spec: { trustBundle: '' }"], ''),
      object('v1', 'ConfigMap', 'shop-trust', ["data: { trustBundle: '' }"]),
    ),
  },
  'schema/reference': {
    what: 'refers to something that is not there',
    why: 'Terraform refuses the plan; in Kubernetes pods wait for it, or calls and scaling go nowhere, without any error',
    sources: ['Terraform: References to Named Values', 'Kubernetes: ConfigMaps', 'Kubernetes: Service'],
    example: {
      failing: { 'cdk.tf.json': terraform({ azurerm_virtual_network: { shop: NETWORK } }) },
      mended: {
        'cdk.tf.json': terraform({
          azurerm_resource_group: { shop: GROUP },
          azurerm_virtual_network: { shop: NETWORK },
        }),
      },
    },
  },
  'schema/removed-kind': {
    what: 'is of a kind or version that has left Kubernetes',
    why: 'the API server refuses it; a cluster that still has such objects is not upgraded',
    sources: ['Kubernetes: Deprecated API Migration Guide'],
    example: manifests(
      object('policy/v1beta1', 'PodDisruptionBudget', 'cart', [
        'spec: { maxUnavailable: 1, selector: { matchLabels: { app: cart } } }',
      ]),
      object('policy/v1', 'PodDisruptionBudget', 'cart', [
        'spec: { maxUnavailable: 1, selector: { matchLabels: { app: cart } } }',
      ]),
    ),
  },
  'schema/unknown-kind': {
    what: 'is of a kind that nobody knows',
    why: 'the API server refuses it; where only its definition is missing here, its fields are not checked',
    sources: [OBJECTS, 'Kubernetes: Custom Resources', PROVIDER],
    example: manifests(deployment().replace('kind: Deployment', 'kind: Deploymnet'), deployment()),
  },
} as const;
