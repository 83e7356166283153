import { network } from '../places';
import { addObject, type Fault, object } from '../vocabulary';

const policy = (name: string, namespace = 'shop') => object('NetworkPolicy', name, namespace);
const toStock = policy('webbff').at('spec.egress');

/** Network policies: what is open by mistake, and what is closed by mistake. */
export const POLICIES: readonly Fault[] = [
  [
    'the default opens what it should close',
    policy('default-deny').set('spec.ingress', [{}]),
    'network-policy/allows-everything',
  ],
  ['nobody in the shop may ask for names', policy('allow-dns').drop(), 'network-policy/no-dns', 'Deployment/shop/cart'],
  [
    'names may be asked for by TCP alone',
    policy('allow-dns').remove('spec.egress[0].ports[1]'),
    'network-policy/no-dns',
    'Deployment/shop/cart',
  ],
  [
    'names may be asked for at another port',
    policy('allow-dns').set('spec.egress[0].ports', [{ port: 5353, protocol: 'UDP' }]),
    'network-policy/no-dns',
    'Deployment/shop/cart',
  ],
  [
    'the policy of the cart has rules that it ignores',
    policy('cart').set('spec.policyTypes', ['Ingress']),
    'network-policy/ignored-rules',
  ],
  [
    'the policy of the cart lets everybody in',
    policy('cart').set('spec.ingress', [{}]),
    'network-policy/allows-everything',
  ],
  [
    'the policy of the cart lets it call everybody',
    policy('cart').append('spec.egress', {}),
    'network-policy/allows-everything',
  ],
  [
    'the policy of the cart takes no pod',
    policy('cart').set('spec.podSelector.matchLabels[app.kubernetes.io/name]', 'carts'),
    'schema/reference',
  ],
  [
    'the policy of the cart is in another namespace',
    policy('cart').set('metadata.namespace', 'shop-windows'),
    'schema/reference',
  ],
  [
    'the webbff may call pods that are not there',
    toStock.at('[0].to[0].podSelector.matchLabels').set('[app.kubernetes.io/name]', 'coupon'),
    'network-policy/peer-selects-nothing',
  ],
  [
    'the namespace and the pods of a peer became two peers',
    policy('rewards-registration', 'shop-windows').set('spec.ingress[0].from', [
      { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } } },
      { podSelector: { matchLabels: { 'app.kubernetes.io/name': 'mobilebff' } } },
    ]),
    'network-policy/peer-selects-nothing',
  ],
  [
    'the range of a policy has host bits',
    policy('cart').set('spec.ingress[0].from[0].ipBlock.cidr', '10.50.17.1/24'),
    'schema/format',
  ],
  [
    'the range of a policy is no range',
    policy('cart').set('spec.ingress[0].from[0].ipBlock.cidr', '10.50.17.0'),
    'schema/format',
  ],
  [
    'an exception lies outside its range',
    policy('cart').set('spec.egress[1].to[0].ipBlock.cidr', '20.0.0.0/8'),
    'schema/invalid',
  ],
  [
    'the last port comes before the first',
    policy('product').merge('spec.egress[1].ports[0]', { port: 20_000, endPort: 9000 }),
    'schema/invalid',
  ],
  ['a named port has an end', policy('cart').set('spec.ingress[0].ports[http].endPort', 4000), 'schema/required-with'],
  [
    'a peer is pods and a range at once',
    policy('cart').set('spec.ingress[0].from[0].podSelector', {}),
    'schema/conflict',
  ],
  ['the direction of a policy is misspelt', policy('cart').set('spec.policyTypes[0]', 'ingress'), 'schema/enum'],
  [
    'the cluster enforces no policy',
    network.remove('network_policy'),
    'cluster/no-network-policy',
    'azurerm_kubernetes_cluster.aks',
  ],
  [
    'the cluster lets an engine that retires enforce policies',
    network.set('network_policy', 'azure'),
    'cluster/policy-engine-retires',
  ],
  [
    'a policy of Cilium is for a cluster with Calico',
    addObject('shop/cart.yaml', {
      apiVersion: 'cilium.io/v2',
      kind: 'CiliumNetworkPolicy',
      metadata: { name: 'cart', namespace: 'shop' },
      spec: { endpointSelector: {} },
    }),
    'exposure/policy-not-enforced',
  ],
  [
    'somebody left a policy that allows all',
    addObject('shop/cart.yaml', {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'debug', namespace: 'shop' },
      spec: { podSelector: {}, ingress: [{}], egress: [{}], policyTypes: ['Ingress', 'Egress'] },
    }),
    'network-policy/allows-everything',
  ],
  [
    'names may be asked for of pods that are not DNS',
    policy('allow-dns').set('spec.egress[0].to[0].podSelector.matchLabels[k8s-app]', 'coredns'),
    'network-policy/no-dns',
    'Deployment/shop/cart',
  ],
  [
    'names may be asked for in another namespace',
    policy('allow-dns').set(
      'spec.egress[0].to[0].namespaceSelector.matchLabels[kubernetes.io/metadata.name]',
      'kube-dns',
    ),
    'network-policy/no-dns',
    'Deployment/shop/cart',
  ],
  [
    'the namespace is open by default',
    policy('default-deny').drop(),
    'tenancy/namespace-without-default-deny',
    'Namespace/shop',
  ],
  [
    'the default closes egress alone',
    policy('default-deny').set('spec.policyTypes', ['Egress']),
    'tenancy/namespace-without-default-deny',
    'Namespace/shop',
  ],
  [
    'the default closes some pods alone',
    policy('default-deny').set('spec.podSelector', { matchLabels: { 'app.kubernetes.io/name': 'cart' } }),
    'tenancy/namespace-without-default-deny',
    'Namespace/shop',
  ],
  [
    'the default of the Windows namespace was removed',
    policy('default-deny', 'shop-windows').drop(),
    'tenancy/namespace-without-default-deny',
    'Namespace/shop-windows',
  ],
  [
    'the stock no longer lets webbff in',
    policy('stock').set('spec.ingress', []),
    'network-policy/one-sided',
    'NetworkPolicy/shop/webbff',
  ],
  [
    'the stock lets the other gateway in',
    policy('stock').set('spec.ingress[0].from[0].podSelector.matchLabels[app.kubernetes.io/name]', 'mobilebff'),
    'network-policy/flow-cut',
    'Deployment/shop/stock',
  ],
  [
    'the stock lets webbff in at the port of its Service',
    policy('stock').set('spec.ingress[0].ports', [{ port: 80, protocol: 'TCP' }]),
    'network-policy/port-not-open',
  ],
  [
    'the coupons let callers in at a port that they do not name',
    policy('coupons').set('spec.ingress[0].ports[http].port', 'web'),
    'network-policy/port-not-open',
  ],
  [
    'the coupons let callers in by UDP',
    policy('coupons').set('spec.ingress[0].ports[http].protocol', 'UDP'),
    'network-policy/flow-cut',
    'Deployment/shop/coupons',
  ],
  [
    'webbff may no longer call the stock',
    policy('webbff').set('spec.egress', []),
    'network-policy/flow-cut',
    'Deployment/shop/stock',
  ],
  [
    'rewards lets the wrong namespace in',
    policy('rewards-registration', 'shop-windows').set(
      'spec.ingress[0].from[0].namespaceSelector.matchLabels[kubernetes.io/metadata.name]',
      'shops',
    ),
    'network-policy/flow-cut',
    'Deployment/shop-windows/rewards-registration',
  ],
  [
    'KEDA may no longer ask Prometheus',
    policy('prometheus').set('spec.ingress', []),
    'network-policy/flow-cut',
    'Deployment/shop/prometheus',
  ],
  [
    'another KEDA may ask Prometheus',
    policy('prometheus').set('spec.ingress[0].from[0].podSelector.matchLabels.app', 'keda'),
    'network-policy/flow-cut',
    'Deployment/shop/prometheus',
  ],
  [
    'Prometheus may no longer ask product',
    policy('prometheus').remove('spec.egress[0]'),
    'network-policy/one-sided',
    'NetworkPolicy/shop/product',
  ],
  [
    'the gateway may no longer reach the cart',
    policy('cart').set('spec.ingress', []),
    'network-policy/flow-cut',
    'Deployment/shop/cart',
  ],
  [
    'the gateway is let in from its old subnet',
    policy('cart').set('spec.ingress[0].from[0].ipBlock.cidr', '10.50.18.0/24'),
    'network-policy/flow-cut',
    'Deployment/shop/cart',
  ],
  [
    'the gateway is let in at the port of the Service',
    policy('cart').set('spec.ingress[0].ports', [{ port: 80, protocol: 'TCP' }]),
    'network-policy/port-not-open',
  ],
  [
    'the solver of the certificate is shut out',
    policy('letsencrypt-solver').drop(),
    'network-policy/solver-kept-out',
    'Issuer/shop/letsencrypt',
  ],
  [
    'the cart may not call its database',
    policy('cart').set('spec.egress', []),
    'network-policy/cannot-leave',
    'Deployment/shop/cart',
  ],
];
