import { cluster, credential, pod, registry, vaultGrant } from '../places';
import { block, type Fault, object } from '../vocabulary';

const pull = block('azurerm_role_assignment.aks_pull-tailwindtradersprod');
const join = block('azurerm_role_assignment.aks_network-contributor-network_aks-nodes');
const joinVirtual = block('azurerm_role_assignment.aks_virtual-nodes_network-contributor-network_aks-virtual-nodes');
const control = '${azurerm_user_assigned_identity.aks_identity.principal_id}';
const secrets = object('SecretProviderClass', 'cart-tailwind-prod-secrets');

/** Who may do what in Azure: grants, identities and what they trust. */
export const IDENTITY: readonly Fault[] = [
  ['the nodes may not pull', pull.drop(), 'identity/cannot-pull-image', 'Deployment/shop/cart'],
  [
    'the control plane may pull in place of the nodes',
    pull.set('principal_id', control),
    'identity/cannot-pull-image',
    'Deployment/shop/cart',
  ],
  [
    'the nodes may sign images but not pull',
    pull.set('role_definition_name', 'AcrImageSigner'),
    'identity/cannot-pull-image',
    'Deployment/shop/cart',
  ],
  [
    'the name of a role is misspelt',
    pull.set('role_definition_name', 'ACR Pull'),
    'identity/cannot-pull-image',
    'Deployment/shop/cart',
  ],
  [
    'the nodes may pull from another scope',
    pull.set('scope', '${azurerm_key_vault.vault.id}'),
    'identity/cannot-pull-image',
    'Deployment/shop/cart',
  ],
  ['a grant names no role', pull.remove('role_definition_name'), 'schema/one-of'],
  ['a grant has no scope', pull.remove('scope'), 'schema/required'],
  [
    'a grant is to somebody whom nobody made',
    pull.set('principal_id', '${azurerm_user_assigned_identity.kubelet.principal_id}'),
    'schema/reference',
  ],
  [
    'the registry was renamed without its images',
    registry.set('name', 'tailwindtraderprod'),
    'identity/cannot-pull-image',
    'Deployment/shop/cart',
  ],
  [
    'the cart may not read the vault',
    vaultGrant('cart').drop(),
    'identity/vault-without-grant',
    'SecretProviderClass/shop/cart-tailwind-prod-secrets',
  ],
  [
    'the cart may use keys in place of secrets',
    vaultGrant('cart').set('role_definition_name', 'Key Vault Crypto User'),
    'identity/vault-without-grant',
    'SecretProviderClass/shop/cart-tailwind-prod-secrets',
  ],
  [
    'the cart may see the vault but not its secrets',
    vaultGrant('cart').set('role_definition_name', 'Key Vault Reader'),
    'identity/vault-without-grant',
    'SecretProviderClass/shop/cart-tailwind-prod-secrets',
  ],
  [
    'the grant of the cart is to coupons',
    vaultGrant('cart').set('principal_id', '${azurerm_user_assigned_identity.coupons-identity.principal_id}'),
    'identity/vault-without-grant',
    'SecretProviderClass/shop/cart-tailwind-prod-secrets',
  ],
  [
    'the grant of the cart is on the registry',
    vaultGrant('cart').set('scope', '${azurerm_container_registry.registry.id}'),
    'identity/vault-without-grant',
    'SecretProviderClass/shop/cart-tailwind-prod-secrets',
  ],
  [
    'the cart trusts nobody',
    credential('cart').drop(),
    'identity/missing-federated-credential',
    'Deployment/shop/cart',
  ],
  [
    'the identity of the cart trusts an account that is misspelt',
    credential('cart').set('subject', 'system:serviceaccount:shop:carts'),
    'identity/missing-federated-credential',
    'Deployment/shop/cart',
  ],
  [
    'the identity of the cart trusts another namespace',
    credential('cart').set('subject', 'system:serviceaccount:default:cart'),
    'identity/missing-federated-credential',
    'Deployment/shop/cart',
  ],
  [
    'the identity of the cart trusts in another form',
    credential('cart').set('subject', 'system:serviceaccounts:shop:cart'),
    'identity/missing-federated-credential',
    'Deployment/shop/cart',
  ],
  [
    'the trust of the cart is given to coupons',
    credential('cart').set('parent_id', '${azurerm_user_assigned_identity.coupons-identity.id}'),
    'identity/missing-federated-credential',
    'Deployment/shop/cart',
  ],
  [
    'the cart reads as the identity of coupons',
    secrets.set('spec.parameters.clientID', '${COUPONS_IDENTITY_CLIENT_ID}'),
    'identity/missing-federated-credential',
    'Deployment/shop/cart',
  ],
  [
    'the cart has a new account that nobody trusts',
    pod('cart').set('serviceAccountName', 'coupons'),
    'identity/missing-federated-credential',
    'Deployment/shop/cart',
  ],
  [
    'the cluster gives out no tokens',
    cluster.set('oidc_issuer_enabled', false),
    'cluster/workload-identity-without-issuer',
  ],
  ['the cluster has no workload identity', cluster.set('workload_identity_enabled', false), 'identity/no-token'],
  ['the cluster may not join its subnet', join.drop(), 'cluster/no-network-grant', 'azurerm_kubernetes_cluster.aks'],
  [
    'the cluster may read its subnet',
    join.set('role_definition_name', 'Reader'),
    'cluster/no-network-grant',
    'azurerm_kubernetes_cluster.aks',
  ],
  [
    'the cluster may join another subnet',
    join.set('scope', '${azurerm_subnet.network_gateway.id}'),
    'cluster/no-network-grant',
    'azurerm_kubernetes_cluster.aks',
  ],
  [
    'the nodes may join the subnet in place of the cluster',
    join.set('principal_id', '${azurerm_kubernetes_cluster.aks.kubelet_identity[0].object_id}'),
    'cluster/no-network-grant',
    'azurerm_kubernetes_cluster.aks',
  ],
  [
    'the virtual nodes may not join their subnet',
    joinVirtual.drop(),
    'cluster/virtual-nodes-subnet',
    'azurerm_kubernetes_cluster.aks',
  ],
  [
    'the virtual nodes may join as the cluster',
    joinVirtual.set('principal_id', control),
    'cluster/virtual-nodes-subnet',
    'azurerm_kubernetes_cluster.aks',
  ],
  [
    'the secret of the principal of the cluster is a variable that is not there',
    cluster.merge('', {
      identity: null,
      service_principal: { client_id: '33333333-3333-3333-3333-333333333333', client_secret: '${var.secret}' },
    }),
    'schema/reference',
  ],
  ['the cluster has no identity', cluster.remove('identity'), 'schema/one-of'],
  [
    'the identity of the cluster comes with it',
    cluster.set('identity', { type: 'SystemAssigned' }),
    'cluster/no-network-grant',
  ],
  ['the identity of the cluster is none of these', cluster.set('identity.type', 'UserAsigned'), 'schema/enum'],
  [
    'the principals of a grant are of a kind that is none',
    pull.set('principal_type', 'ManagedIdentity'),
    'schema/enum',
  ],
  [
    'the identity of the cart trusts another audience',
    credential('cart').set('audience', ['api://AzureADTokenExchanges']),
    'identity/missing-federated-credential',
    'Deployment/shop/cart',
  ],
];
