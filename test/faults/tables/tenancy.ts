import { addObject, type Fault, object } from '../vocabulary';
import type { Fields, Json } from '../json-path';

const NAMESPACE = object('Namespace', 'shop');
const role = object('Role', 'prometheus');
const binding = object('RoleBinding', 'prometheus');
const POD_SECURITY = 'metadata.labels[pod-security.kubernetes.io/';

function clusterRole(...rules: readonly Fields[]): Json {
  return { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name: 'tool' }, rules };
}

function bound(subject: Fields, to = 'view'): Json {
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: { name: 'tool' },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: to },
    subjects: [subject],
  };
}

const rights = (resources: Json, verbs: Json, group = '') => ({ apiGroups: [group], resources, verbs });
const add = (made: Json) => addObject('shop/_namespace.yaml', made);
const GROUP = { apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: 'system:authenticated' };

/** Namespaces and who may do what in them. */
export const TENANCY: readonly Fault[] = [
  [
    'the shop enforces no pod security',
    NAMESPACE.remove(`${POD_SECURITY}enforce]`),
    'tenancy/namespace-without-pod-security',
  ],
  [
    'the shop enforces what is none',
    NAMESPACE.set(`${POD_SECURITY}enforce]`, 'strict'),
    'tenancy/namespace-without-pod-security',
  ],
  [
    'the shop is privileged',
    NAMESPACE.set(`${POD_SECURITY}enforce]`, 'privileged'),
    'tenancy/namespace-without-pod-security',
  ],
  [
    'the shop asks for a mesh that its cluster does not run',
    NAMESPACE.set('metadata.labels[istio.io/rev]', 'asm-1-29'),
    'tenancy/mesh-injection',
  ],
  [
    'the Windows namespace is held to rules of Linux',
    object('Namespace', 'shop-windows', 'shop-windows').set(`${POD_SECURITY}enforce]`, 'restricted'),
    'pod-security/root-allowed',
    'Deployment/shop-windows/rewards-registration',
  ],
  [
    'the shop has no quota',
    object('ResourceQuota', 'quota').drop(),
    'tenancy/namespace-without-quota',
    'Namespace/shop',
  ],
  [
    'the shop has no defaults',
    object('LimitRange', 'default-requests').drop(),
    'tenancy/namespace-without-defaults',
    'Namespace/shop',
  ],
  ['the name of the shop has capitals', NAMESPACE.set('metadata.name', 'Shop'), 'schema/name'],
  ['the cart is in no namespace', object('Deployment', 'cart').remove('metadata.namespace'), 'schema/namespace'],
  [
    'the cart is in a namespace that is not there',
    object('Deployment', 'cart').set('metadata.namespace', 'shopp'),
    'schema/reference',
  ],
  [
    'the cart is in the namespace of AKS',
    object('Deployment', 'cart').set('metadata.namespace', 'kube-system'),
    'tenancy/system-namespace',
  ],
  [
    'the cart is in the namespace default',
    object('Deployment', 'cart').set('metadata.namespace', 'default'),
    'tenancy/default-namespace',
  ],
  ['a kind of the whole cluster is in a namespace', NAMESPACE.set('metadata.namespace', 'shop'), 'schema/namespace'],
  [
    'the name of the cart has an underscore',
    object('Deployment', 'cart').set('metadata.name', 'cart_api'),
    'schema/name',
  ],
  [
    'a label of the cart is none',
    object('Deployment', 'cart').set('metadata.labels.team', 'shop & cart'),
    'schema/label',
  ],
  ['a label of the cart is a number', object('Deployment', 'cart').set('metadata.labels.team', 7), 'schema/type'],
  [
    'an annotation of the cart is a flag',
    object('Deployment', 'cart').set('metadata.annotations', { on: true }),
    'schema/type',
  ],
  ['Prometheus may do everything', role.set('rules[0].verbs', ['*']), 'tenancy/role-with-wildcard'],
  [
    'Prometheus may read every Secret',
    role.append('rules', rights(['secrets'], ['get', 'list'])),
    'tenancy/reads-secrets',
  ],
  ['Prometheus may make pods', role.append('rules', rights(['pods'], ['create'])), 'tenancy/creates-pods'],
  [
    'Prometheus may run commands in pods',
    role.append('rules', rights(['pods/exec'], ['create'])),
    'tenancy/execs-into-pods',
  ],
  [
    'Prometheus may change ConfigMaps',
    role.append('rules', rights(['configmaps'], ['update'])),
    'tenancy/changes-config-maps',
  ],
  [
    'Prometheus may change policies',
    role.append('rules', rights(['networkpolicies'], ['patch'], 'networking.k8s.io')),
    'tenancy/changes-network',
  ],
  [
    'Prometheus may change roles',
    role.append('rules', rights(['roles', 'rolebindings'], ['create'], 'rbac.authorization.k8s.io')),
    'tenancy/manages-roles',
  ],
  [
    'Prometheus may give itself rights',
    role.append('rules', rights(['roles'], ['escalate'], 'rbac.authorization.k8s.io')),
    'tenancy/escalates',
  ],
  ['Prometheus may delete events', role.append('rules', rights(['events'], ['delete'])), 'tenancy/deletes-logs'],
  [
    'Prometheus may move Services',
    role.append('rules', rights(['services/status'], ['update'])),
    'tenancy/changes-service-status',
  ],
  ['the role of Prometheus was removed', role.drop(), 'schema/reference', 'RoleBinding/shop/prometheus'],
  ['the binding of Prometheus gives another role', binding.set('roleRef.name', 'prom'), 'schema/reference'],
  ['the binding of Prometheus gives to nobody', binding.set('subjects[0].name', 'prom'), 'schema/reference'],
  [
    'the binding of Prometheus gives to everybody here',
    binding.set('subjects[0].name', 'default'),
    'tenancy/default-account-has-rights',
  ],
  ['the binding of Prometheus has no namespace', binding.remove('subjects[0].namespace'), 'schema/required'],
  [
    'a tool may do everything everywhere',
    add(bound({ kind: 'ServiceAccount', name: 'prometheus', namespace: 'shop' }, 'cluster-admin')),
    'tenancy/binds-cluster-admin',
  ],
  ['everybody may look at everything', add(bound(GROUP)), 'tenancy/binds-everyone'],
  ['a tool may talk to nodes', add(clusterRole(rights(['nodes/proxy'], ['get']))), 'tenancy/reaches-nodes'],
  [
    'a tool may sign certificates',
    add(clusterRole(rights(['certificatesigningrequests/approval'], ['update'], 'certificates.k8s.io'))),
    'tenancy/signs-certificates',
  ],
  [
    'a tool may change what admission does',
    add(clusterRole(rights(['validatingwebhookconfigurations'], ['update'], 'admissionregistration.k8s.io'))),
    'tenancy/changes-admission',
  ],
  [
    'the stock runs as nobody in particular',
    object('Deployment', 'stock')
      .at('spec.template.spec')
      .merge('', { serviceAccountName: 'default', automountServiceAccountToken: true }),
    'tenancy/default-account-used',
  ],
];
