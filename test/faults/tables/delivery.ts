import { flux, registry } from '../places';
import { addObject, block, type Fault, object, typed } from '../vocabulary';
import { TERRAFORM } from '../output';

const shop = flux.at('kustomizations[shop]');
const extension = block('azurerm_kubernetes_cluster_extension.flux_extension');
const controller = object('HelmRelease', 'alb-controller', 'flux-system');

/** How manifests reach the cluster: Flux, its folders, charts and late values; and where images come from. */
export const DELIVERY: readonly Fault[] = [
  ['nobody applies the shop', flux.remove('kustomizations[shop]'), 'delivery/not-applied', 'Namespace/shop'],
  [
    'the folder of the shop is misspelt',
    shop.set('path', './deploy/kubernetes/tailwind-prod-aks/shops'),
    'delivery/not-applied',
    'Namespace/shop',
  ],
  [
    'a late value of the cart is not filled in',
    shop.remove('post_build[0].substitute.CART_IDENTITY_CLIENT_ID'),
    'delivery/late-value-not-filled',
    'SecretProviderClass/shop/cart-tailwind-prod-secrets',
  ],
  [
    'a late value of the cart is misspelt',
    object('SecretProviderClass', 'cart-tailwind-prod-secrets').set(
      'spec.parameters.clientID',
      '${CART_IDENTITY_CLIENTID}',
    ),
    'delivery/late-value-not-filled',
  ],
  [
    'a value of Helm is left in the cart',
    typed('shop/cart.yaml', 'TTFakeLogin', '{{ .Values.issuer }}'),
    'read/template',
  ],
  [
    'a late value is where the API server wants a number',
    object('Deployment', 'stock').set('spec.replicas', '${STOCK_REPLICAS}'),
    'schema/type',
  ],
  [
    'a late value is of what is not there',
    shop.set(
      'post_build[0].substitute.CART_IDENTITY_CLIENT_ID',
      '${azurerm_user_assigned_identity.carts-identity.client_id}',
    ),
    'schema/reference',
  ],
  [
    'an output is of what is not there',
    block('output.CART_IDENTITY_CLIENT_ID').set('value', '${azurerm_user_assigned_identity.cart.client_id}'),
    'schema/reference',
    'output.CART_IDENTITY_CLIENT_ID',
  ],
  ['Flux is not installed', extension.drop(), 'schema/reference', 'azurerm_kubernetes_flux_configuration.flux'],
  ['Flux has no source', flux.remove('git_repository'), 'schema/one-of'],
  [
    'the branch of the repository is a kind that is none',
    flux.set('git_repository.reference_type', 'head'),
    'schema/enum',
  ],
  [
    'the extension is of a kind that is none',
    extension.set('extension_type', 'flux'),
    'delivery/add-on-missing',
    'HelmRelease/flux-system/cert-manager',
  ],
  [
    'the release of the gateway controller is of an API that is gone',
    controller.set('apiVersion', 'helm.toolkit.fluxcd.io/v2beta1'),
    'schema/unknown-kind',
  ],
  ['a field of the release is misspelt', controller.rename('spec.install', 'instal'), 'schema/unknown-field'],
  ['the interval of a release is none', controller.set('spec.interval', '1 hour'), 'schema/pattern'],
  ['the registry has its administrator on', registry.set('admin_enabled', true), 'registry/admin-account'],
  [
    'the registry gives its images to everybody',
    registry.set('anonymous_pull_enabled', true),
    'registry/anonymous-pull',
  ],
  ['the registry is basic', registry.set('sku', 'Basic'), 'registry/basic-tier'],
  [
    'the registry is of a tier that its replicas are not',
    registry.set('sku', 'Standard'),
    'registry/tier-does-not-include',
  ],
  ['the registry is in one zone', registry.set('zone_redundancy_enabled', false), 'registry/one-zone'],
  [
    'a replica of the registry is in one zone',
    registry.set('georeplications[northeurope].zone_redundancy_enabled', false),
    'registry/one-zone',
  ],
  ['the registry is far from its cluster', registry.set('location', 'eastus'), 'registry/no-replica-near-cluster'],
  [
    'the registry is closed without an endpoint',
    registry.set('public_network_access_enabled', false),
    'registry/closed-without-endpoint',
  ],
  ['the registry has a name that Azure does not take', registry.set('name', 'tailwind-traders-prod'), 'registry/name'],
  ['the file of Terraform was cut off', typed(TERRAFORM, '"required_providers"', '"required_providers'), 'read/json'],
  [
    'a comma was left in the file of Terraform',
    typed(TERRAFORM, '"sku": "Premium",', '"sku": "Premium",,'),
    'read/json',
  ],
  [
    'a somebody left a Job',
    addObject('shop/stock.yaml', {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name: 'seed', namespace: 'shop' },
      spec: { template: { spec: { restartPolicy: 'Always', containers: [] } } },
    }),
    'workload/restart-policy',
  ],
  ['the gateway controller was removed', controller.drop(), 'exposure/class-not-provided', 'Gateway/shop/gateway'],
];
