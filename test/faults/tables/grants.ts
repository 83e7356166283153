import { container, credential, flux, pool, vaultGrant } from '../places';
import { addBlock, addObject, block, type Edit, type Fault, file, object, together } from '../vocabulary';
import type { Json } from '../json-path';

const SUBSCRIPTION = '/subscriptions/00000000-0000-0000-0000-000000000000';
const CONTROLLER =
  'azurerm_federated_identity_credential.gateway_controller_tailwind-prod-aks_azure-alb-system_alb-controller-sa';
const MANAGER = 'gateway_controller_app-gw-for-containers-configuration-manager-resource-group';
const grant = (role: string, scope: string, identity = 'cart-identity'): Json => ({
  scope,
  role_definition_name: role,
  principal_id: `\${azurerm_user_assigned_identity.${identity}.principal_id}`,
});
const env = (value: string): Edit => container('cart').append('env', { name: 'IDENTITY', value });
const GROUP = '${azurerm_resource_group.resource-group.id}';
const release = (chart: Json): Edit =>
  addObject('_cluster/cert-manager.yaml', {
    apiVersion: 'helm.toolkit.fluxcd.io/v2',
    kind: 'HelmRelease',
    metadata: { name: 'reloader', namespace: 'flux-system' },
    spec: { interval: '1h', chart: { spec: chart } },
  });
const REPOSITORY = { kind: 'HelmRepository', name: 'stakater' };

/** What identities may do beyond their work, and how files, charts and folders come to the cluster. */
export const GRANTS: readonly Fault[] = [
  [
    'the cart owns the subscription',
    addBlock('azurerm_role_assignment.cart-owner', grant('Owner', SUBSCRIPTION)),
    'identity/broad-grant',
  ],
  [
    'the cart may change everything in the group',
    addBlock('azurerm_role_assignment.cart-contributor', grant('Contributor', GROUP)),
    'identity/broad-grant',
  ],
  [
    'the cart may give roles in the group',
    addBlock('azurerm_role_assignment.cart-access', grant('User Access Administrator', GROUP)),
    'identity/broad-grant',
  ],
  [
    'the grant of the cart was made wide to see whether it helps',
    vaultGrant('cart').merge('', { role_definition_name: 'Contributor', scope: GROUP }),
    'identity/broad-grant',
  ],
  [
    'the gateway controller may only look at its group',
    block(`azurerm_role_assignment.${MANAGER}`).set('role_definition_name', 'Reader'),
    'identity/controller-without-grant',
    CONTROLLER,
  ],
  [
    'the grant of the gateway controller was removed',
    together(block(`azurerm_role_assignment.${MANAGER}`).drop(), flux.remove('depends_on')),
    'identity/controller-without-grant',
    CONTROLLER,
  ],
  [
    'the gateway controller may not join its subnet',
    block('azurerm_role_assignment.gateway_controller_network-contributor-network_gateway').set(
      'role_definition_name',
      'Reader',
    ),
    'identity/controller-without-grant',
    CONTROLLER,
  ],
  [
    'external-dns may not write a zone',
    credential('stock').set('subject', 'system:serviceaccount:external-dns:external-dns'),
    'identity/controller-without-grant',
  ],
  [
    'a credential has the address of the API server for its issuer',
    credential('cart').set('issuer', '${azurerm_kubernetes_cluster.aks.fqdn}'),
    'identity/missing-federated-credential',
    'Deployment/shop/cart',
  ],
  [
    'the audience of a credential is misspelt',
    credential('cart').set('audience', ['api://AzureADTokenExchnge']),
    'identity/missing-federated-credential',
    'Deployment/shop/cart',
  ],
  [
    'the credential of the cart is that of another identity',
    credential('cart').set('parent_id', '${azurerm_user_assigned_identity.webbff-identity.id}'),
    'identity/missing-federated-credential',
    'Deployment/shop/cart',
  ],
  [
    'a file is listed that is not there',
    file('shop/kustomization.yaml').append('resources', 'carts.yaml'),
    'delivery/kustomization',
  ],
  ['the cart is not listed', file('shop/kustomization.yaml').remove('resources[cart.yaml]'), 'delivery/kustomization'],
  [
    'the cart is listed twice',
    file('shop/kustomization.yaml').append('resources', 'cart.yaml'),
    'delivery/kustomization',
  ],
  ['a namespace is not listed', file('kustomization.yaml').remove('resources[shop-windows]'), 'delivery/kustomization'],
  ['the shop waits for what is not there', flux.set('kustomizations[1].depends_on', ['infra']), 'delivery/flux-order'],
  [
    'the shop and its infrastructure wait for each other',
    flux.set('kustomizations[0].depends_on', ['shop']),
    'delivery/flux-order',
  ],
  ['two kustomizations have one name', flux.set('kustomizations[2].name', 'shop'), 'delivery/flux-order'],
  [
    'an expression of Terraform is left in the cart',
    env('${azurerm_user_assigned_identity.cart-identity.client_id}'),
    'delivery/terraform-expression-left',
  ],
  ['a variable of Terraform is left in the cart', env('${var.region}'), 'delivery/terraform-expression-left'],
  ['a token of cdktf is left in the cart', env('${TfToken[TOKEN.12]}'), 'delivery/terraform-expression-left'],
  [
    'the account of the cart has an expression for its identity',
    object('ServiceAccount', 'cart').merge('metadata', {
      annotations: { 'azure.workload.identity/client-id': '${azurerm_user_assigned_identity.cart-identity.client_id}' },
    }),
    'delivery/terraform-expression-left',
  ],
  [
    'a chart is installed in its newest version',
    release({ chart: 'reloader', sourceRef: REPOSITORY }),
    'delivery/chart-not-pinned',
  ],
  [
    'a chart is installed in a range of versions',
    release({ chart: 'reloader', version: '>=1.0.0', sourceRef: REPOSITORY }),
    'delivery/chart-not-pinned',
  ],
  [
    'the gateway controller is taken in its latest version',
    object('OCIRepository', 'alb-controller', 'flux-system').set('spec.ref', { tag: 'latest' }),
    'delivery/chart-not-pinned',
  ],
  [
    'the state is kept beside the program',
    block('terraform').set('backend', { local: {} }),
    'delivery/state-among-files',
    'azurerm_application_load_balancer.gateway',
  ],
  [
    'the cart asks for a GPU',
    container('cart').merge('resources', { requests: { 'nvidia.com/gpu': '1' }, limits: { 'nvidia.com/gpu': '1' } }),
    'placement/fits-no-pool',
  ],
  [
    'the pools of the services are spot nodes, which nobody tolerates',
    together(
      ...((['apps_1', 'apps_2', 'apps_3'] as const).map((name) =>
        pool(name).merge('', { priority: 'Spot', eviction_policy: 'Delete' }),
      ) as [Edit, ...Edit[]]),
    ),
    'placement/fits-no-pool',
    'Deployment/shop/cart',
  ],
];
