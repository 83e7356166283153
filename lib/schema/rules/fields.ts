import { documents, object } from '../../artifact/sample';
import { deployment, manifests, OBJECTS, PROVIDER, resources } from './description';

const ADDRESS = { name: 'shop', location: 'westeurope', resource_group_name: 'shop', allocation_method: 'Static' };

const withAccount = (field: string): string =>
  documents(object('v1', 'ServiceAccount', 'cart', []), deployment({ pod: `${field}: cart` }));

/** Fields and blocks that are there or not. */
export const FIELD_RULES = {
  'schema/unknown-field': {
    what: 'has a field that its kind does not know',
    why: 'the API server drops it or refuses the object, and Terraform refuses the plan: what was meant does not happen',
    sources: [OBJECTS, PROVIDER],
    example: manifests(deployment({ spec: ['replicaz: 3'] }), deployment()),
  },
  'schema/required': {
    what: 'lacks a field that must be there',
    why: 'the API server, or the provider, refuses it',
    sources: [OBJECTS, PROVIDER],
    example: resources('azurerm_resource_group', { name: 'shop' }, { name: 'shop', location: 'westeurope' }),
  },
  'schema/read-only': {
    what: 'sets what only Azure sets',
    why: 'Terraform refuses the plan: the value comes back from Azure and cannot be asked for',
    sources: [PROVIDER],
    example: resources('azurerm_public_ip', { ...ADDRESS, ip_address: '20.31.4.7' }, ADDRESS),
  },
  'schema/deprecated': {
    what: 'uses something that will go',
    why: 'a later version of Kubernetes or of the provider refuses it, at an upgrade that is about something else',
    sources: ['Kubernetes: Deprecated API Migration Guide', PROVIDER],
    example: manifests(withAccount('serviceAccount'), withAccount('serviceAccountName')),
  },
  'schema/sensitive-literal': {
    what: 'writes out a value that is secret',
    why: 'whoever reads the repository or the plan reads it, in their history too',
    sources: ['Terraform: Manage sensitive data in your configuration'],
    example: resources(
      'azurerm_key_vault_secret',
      { name: 'token', value: 'made-up', key_vault_id: '${var.vault}' },
      { name: 'token', value: '${var.token}', key_vault_id: '${var.vault}' },
      { vault: {}, token: { sensitive: true } },
    ),
  },
  'schema/type': {
    what: 'has a value of another type than the field takes',
    why: 'the API server, or the provider, refuses it; a number in quotes is no number to either',
    sources: [OBJECTS, PROVIDER],
    example: manifests(deployment({ spec: ['replicas: three'] }), deployment()),
  },
} as const;
