import { cluster, container, vault } from '../places';
import { addBlock, addObject, type Fault, object } from '../vocabulary';

const secrets = object('SecretProviderClass', 'cart-tailwind-prod-secrets');
const KEY = 'C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2nQ9nDuVTqobD4b8mGGyPMbIZnqyMsEcaGQy67XIw/Jw==';
const config = (name: string) => object('ConfigMap', name);

/** Secrets: where they are written out, and how they reach a pod. */
export const SECRETS: readonly Fault[] = [
  ['the key of the database is a setting', config('cart').set('data.AUTHKEY', KEY), 'secrets/in-config-map'],
  [
    'the connection string of the database is a setting',
    config('stock').set(
      'data.COSMOSDB',
      `AccountEndpoint=https://tailwind-prod-shopping.documents.azure.com:443/;AccountKey=${KEY};`,
    ),
    'secrets/in-config-map',
  ],
  [
    'a password is in an address',
    config('webbff').set('data.CacheUrl', 'redis://default:hK3vQ9x2LmPz@cache:6379'),
    'secrets/in-config-map',
  ],
  [
    'the signing key of the login is a variable',
    container('login').set('env[SecurityKey]', { name: 'SecurityKey', value: 'hK3vQ9x2LmPz7Rt5Yw8BnDf4Gj6Vc1Xa' }),
    'secrets/in-environment',
  ],
  [
    'the cart is started with a password',
    container('cart').set('args', ['--password=hK3vQ9x2LmPz7Rt5']),
    'secrets/in-environment',
  ],
  [
    'a Secret is written out',
    addObject('shop/cart.yaml', {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'cart-key', namespace: 'shop' },
      type: 'Opaque',
      stringData: { key: KEY },
    }),
    'secrets/in-manifest',
  ],
  [
    'the credentials of the registry are written out',
    addObject('shop/product.yaml', {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'registry-credentials', namespace: 'shop' },
      type: 'kubernetes.io/dockerconfigjson',
      data: {
        '.dockerconfigjson':
          'eyJhdXRocyI6eyJ0YWlsd2luZHRyYWRlcnNwcm9kLmF6dXJlY3IuaW8iOnsiYXV0aCI6IllXUnRhVzQ2YUVzemRsRTVlREpNYlZCNiJ9fX0=',
      },
    }),
    'secrets/in-manifest',
  ],
  [
    'a secret of the vault is written into the program',
    addBlock('azurerm_key_vault_secret.cosmos', {
      name: 'cosmos-key',
      value: KEY,
      key_vault_id: '${azurerm_key_vault.vault.id}',
      content_type: 'key',
      expiration_date: '2027-01-01T00:00:00Z',
    }),
    'schema/sensitive-literal',
  ],
  [
    'a tag of the cluster holds a password',
    cluster.set('tags.password', 'hK3vQ9x2LmPz7Rt5Yw8B'),
    'secrets/in-terraform',
  ],
  [
    'a secret of the vault never ends',
    addBlock('azurerm_key_vault_secret.cosmos', {
      name: 'cosmos-key',
      value: '${var.cosmos}',
      key_vault_id: '${azurerm_key_vault.vault.id}',
      content_type: 'key',
    }),
    'vault/secret-without-end',
  ],
  [
    'a secret of the vault does not say what it is',
    addBlock('azurerm_key_vault_secret.cosmos', {
      name: 'cosmos-key',
      value: '${var.cosmos}',
      key_vault_id: '${azurerm_key_vault.vault.id}',
      expiration_date: '2027-01-01T00:00:00Z',
    }),
    'vault/secret-without-type',
  ],
  [
    'a key of the vault never ends',
    addBlock('azurerm_key_vault_key.disks', {
      name: 'disks',
      key_type: 'RSA',
      key_size: 3072,
      key_opts: ['wrapKey', 'unwrapKey'],
      key_vault_id: '${azurerm_key_vault.vault.id}',
    }),
    'vault/key-without-end',
  ],
  [
    'an output gives the credentials of the cluster away',
    addBlock('output.kubeconfig', { value: '${azurerm_kubernetes_cluster.aks.kube_config_raw}' }),
    'secrets/in-output',
  ],
  [
    'an output gives the password of the registry away',
    addBlock('output.registry', { value: '${azurerm_container_registry.registry.admin_password}', sensitive: true }),
    'secrets/in-output',
  ],
  [
    'the class of the cart is of a vault that is not there',
    secrets.set('spec.parameters.keyvaultName', 'tailwind-prod-secret'),
    'identity/vault-without-grant',
  ],
  [
    'a parameter of the class of the cart is a flag',
    secrets.set('spec.parameters.usePodIdentity', false),
    'schema/type',
  ],
  [
    'the class of the cart makes another Secret',
    secrets.set('spec.secretObjects[0].secretName', 'cart-secrets'),
    'schema/reference',
    'Deployment/shop/cart',
  ],
  [
    'the class of the cart makes no Secret',
    secrets.remove('spec.secretObjects'),
    'schema/reference',
    'Deployment/shop/cart',
  ],
  [
    'the cart reads a Secret that nobody makes',
    container('cart').set('env[AUTHKEY].valueFrom.secretKeyRef.name', 'cart-secrets'),
    'schema/reference',
  ],
  [
    'the cart does not mount the class that makes its Secret',
    object('Deployment', 'cart').at('spec.template.spec').remove('volumes'),
    'schema/reference',
  ],
  ['the class of the cart was removed', secrets.drop(), 'schema/reference', 'Deployment/shop/cart'],
  ['a variable has a value and a source', container('cart').set('env[AUTHKEY].value', 'x'), 'schema/conflict'],
  [
    'the cluster does not mount secrets',
    cluster.remove('key_vault_secrets_provider'),
    'delivery/add-on-missing',
    'SecretProviderClass/shop/cart-tailwind-prod-secrets',
  ],
  [
    'the cluster never looks for new secrets',
    cluster.set('key_vault_secrets_provider.secret_rotation_enabled', false),
    'cluster/secrets-not-rotated',
  ],
  ['the vault can be purged', vault.set('purge_protection_enabled', false), 'vault/no-purge-protection'],
  ['the vault says nothing of being purged', vault.remove('purge_protection_enabled'), 'vault/no-purge-protection'],
  ['the vault forgets in no time', vault.set('soft_delete_retention_days', 1), 'schema/range'],
  [
    'the vault gives access by its own policies',
    vault.set('rbac_authorization_enabled', false),
    'vault/access-policies',
  ],
  [
    'the vault gives access by an argument of old',
    vault.rename('rbac_authorization_enabled', 'enable_rbac_authorization'),
    'schema/deprecated',
  ],
  ['the vault has a name that Azure does not take', vault.set('name', 'tailwind--prod-secrets'), 'vault/name'],
  ['the name of the vault is too long', vault.set('name', 'tailwind-traders-prod-secrets'), 'vault/name'],
  ['the vault has a SKU that is none', vault.set('sku_name', 'Standard'), 'schema/enum'],
  [
    'a connection string lost its parts',
    config('login').set('data.ConnectionString', 'Server=;Database=;User Id=;Password=;'),
    'secrets/incomplete-connection-string',
  ],
];
