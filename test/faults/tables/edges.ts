import { credential, flux, network, pool, subnet, vaultGrant } from '../places';
import { block, type Fault } from '../vocabulary';

const apps = pool('apps_1');
const space = block('azurerm_virtual_network.network');

/** Names, ranges and sources that only Azure would refuse, and pools that may be empty. */
export const EDGES: readonly Fault[] = [
  ['a pool of one zone may be empty', apps.set('min_count', 0), 'zones/pool-at-zero'],
  [
    'nothing is removed from the shop',
    flux.set('kustomizations[1].garbage_collection_enabled', false),
    'delivery/never-removed',
  ],
  [
    'nobody says whether anything is removed',
    flux.remove('kustomizations[0].garbage_collection_enabled'),
    'delivery/never-removed',
  ],
  [
    'the repository names no protocol',
    flux.set('git_repository.url', 'github.com/contoso/tailwind'),
    'delivery/flux-source',
  ],
  [
    'the repository is read in the clear',
    flux.set('git_repository.url', 'http://git.contoso.com/tailwind'),
    'delivery/flux-source',
  ],
  ['the namespace of Flux has a capital', flux.set('namespace', 'Flux-System'), 'delivery/flux-source'],
  [
    'a role lacks its plural',
    vaultGrant('cart').set('role_definition_name', 'Key Vault Secret User'),
    'identity/role-misspelt',
  ],
  [
    'a role has another vowel',
    block('azurerm_role_assignment.aks_network-contributor-network_aks-nodes').set(
      'role_definition_name',
      'Network Contributer',
    ),
    'identity/role-misspelt',
  ],
  [
    'a credential is declared under another name',
    credential('cart').copy((copy) => ({ ...(copy as object), name: 'again' })),
    'identity/credential-limit',
  ],
  [
    'a subnet begins within its range',
    subnet('gateway').set('address_prefixes', ['10.50.17.5/24']),
    'addresses/range-malformed',
  ],
  ['a network is one address', space.set('address_space', ['10.50.0.0']), 'addresses/range-malformed'],
  [
    'the range of services has a number too large',
    network.set('service_cidr', '172.16.0.256/16'),
    'addresses/range-malformed',
    'azurerm_kubernetes_cluster.aks',
  ],
  [
    'the name of the group ends with a dot',
    block('azurerm_resource_group.resource-group').set('name', 'tailwind-prod.'),
    'terraform/resource-name',
  ],
  ['the name of a subnet has a blank', subnet('gateway').set('name', 'the gateway'), 'terraform/resource-name'],
  [
    'the name of an identity is one letter',
    block('azurerm_user_assigned_identity.cart-identity').set('name', 'c'),
    'terraform/resource-name',
  ],
  ['the name of the network begins with a hyphen', space.set('name', '-tailwind'), 'terraform/resource-name'],
];
