import * as fc from 'fast-check';
import { Environment, type EnvironmentProps } from '../../../lib/azure/environment';
import { WorkloadIdentity, type WorkloadIdentityProps } from '../../../lib/azure/identity/workload-identity';
import type { ClusterFeatures, ICluster } from '../../../lib/core/contracts';
import { KEDA_OPERATOR } from '../../../lib/core/service-accounts';
import { terraformProblems } from '../../support/conformance';
import { plainApp, terraform } from '../../support/terraform';
import { FakeCluster } from '../../support/world';

const VAULT = '/subscriptions/s/resourceGroups/shop/providers/Microsoft.KeyVault/vaults/shop';

function world(props: WorkloadIdentityProps = {}, place: Partial<EnvironmentProps> = {}) {
  const stack = new Environment(plainApp(), 'prod', { location: 'westeurope', stem: 'shop', ...place });
  const cluster: ICluster = new FakeCluster(stack, 'shop-aks');
  const identity = new WorkloadIdentity(stack, 'cart', props);
  return { stack, cluster, identity, credentials: () => terraform(stack).all('azurerm_federated_identity_credential') };
}

const lackingIdentities = (cluster: ICluster): ICluster => {
  const features: ClusterFeatures = { ...cluster.features, workloadIdentity: false };
  return Object.defineProperty(cluster, 'features', { value: features });
};

describe('WorkloadIdentity', () => {
  it('makes an identity with a readable name', () => {
    const { stack, identity } = world({ tags: { team: 'shop' } });
    expect(terraform(stack).all('azurerm_user_assigned_identity')).toEqual({
      cart: {
        name: 'shop-cart',
        resource_group_name: '${azurerm_resource_group.resource-group.name}',
        location: 'westeurope',
        tags: { team: 'shop' },
      },
    });
    expect(identity.identityName).toBe('shop-cart');
  });

  it('has a literal tenant where the environment was given one', () => {
    const tenantId = '11111111-1111-1111-1111-111111111111';
    expect(world({}, { tenantId }).identity.tenantId).toBe(tenantId);
  });

  it('takes properties past the typed surface', () => {
    const { stack, identity } = world();
    identity.override('name', 'legacy', { reason: 'The identity is older than the program.' });
    expect(terraform(stack).only('azurerm_user_assigned_identity')).toMatchObject({ name: 'legacy' });
  });

  it.each<[WorkloadIdentityProps, Partial<EnvironmentProps>, string]>([
    [{ name: 'a b' }, {}, "[prod/cart] 'name' (a b) is not the name of a user-assigned identity"],
    [
      {},
      { cloud: 'usgovernment', location: 'usgoviowa' },
      "[prod/cart] 'location' (usgoviowa) has no user-assigned identities. Take another region: an identity works in all of them. (identity/region)",
    ],
  ])('refuses what Azure would refuse: %j %j', (props, place, expected) => {
    expect(() => world(props, place)).toThrow(expected);
  });
});

describe('trust', () => {
  it('lets a ServiceAccount act as the identity, once', () => {
    const { stack, cluster, identity, credentials } = world();

    identity.trust({ cluster, namespace: 'shop', name: 'cart' });
    identity.trust({ cluster, namespace: 'shop', name: 'cart' });

    expect(credentials()).toEqual({
      'cart_shop-aks_shop_cart': {
        name: 'shop-aks_shop_cart',
        resource_group_name: '${azurerm_resource_group.resource-group.name}',
        parent_id: '${azurerm_user_assigned_identity.cart.id}',
        audience: ['api://AzureADTokenExchange'],
        issuer: 'https://issuer',
        subject: 'system:serviceaccount:shop:cart',
      },
    });
    expect(terraformProblems(terraform(stack).file)).toEqual([]);
  });

  it('chains the credentials of one identity, and of no other', () => {
    const { stack, cluster, identity, credentials } = world();
    const other = new WorkloadIdentity(stack, 'stock');
    identity.trust({ cluster, namespace: 'shop', name: 'cart' });
    other.trust({ cluster, namespace: 'shop', name: 'stock' });
    identity.trust({ cluster, ...KEDA_OPERATOR });

    const waiting = Object.entries(credentials()).map(([name, { depends_on }]) => [name, depends_on]);
    expect(waiting).toEqual([
      ['cart_shop-aks_shop_cart', undefined],
      ['cart_shop-aks_kube-system_keda-operator', ['azurerm_federated_identity_credential.cart_shop-aks_shop_cart']],
      ['stock_shop-aks_shop_stock', undefined],
    ]);
  });

  it('keeps every credential where it is when another one is added in front', () => {
    const addresses = (names: readonly string[]) => {
      const { cluster, identity, credentials } = world();
      for (const name of names) identity.trust({ cluster, namespace: 'shop', name });
      return Object.keys(credentials());
    };
    expect(addresses(['new', 'cart', 'stock'])).toEqual(expect.arrayContaining(addresses(['cart', 'stock'])));
  });

  it('puts the credential beside the cluster where that is in another stack', () => {
    const app = plainApp();
    const platform = new Environment(app, 'platform', { location: 'westeurope' });
    const data = new Environment(app, 'data', { location: 'westeurope' });
    const identity = new WorkloadIdentity(data, 'cart');
    const cluster = new FakeCluster(platform, 'aks');

    identity.trust({ cluster, namespace: 'shop', name: 'cart' });
    identity.trust({ cluster, namespace: 'shop', name: 'stock' });

    const beside = terraform(platform).all('azurerm_federated_identity_credential');
    expect(Object.keys(beside)).toEqual(['aks_trust-data-cart_shop_cart', 'aks_trust-data-cart_shop_stock']);
    expect(beside['aks_trust-data-cart_shop_stock']?.depends_on).toEqual([
      'azurerm_federated_identity_credential.aks_trust-data-cart_shop_cart',
    ]);
    expect(terraform(data).all('azurerm_federated_identity_credential')).toEqual({});
    expect(platform.dependencies).toEqual([data]);
  });

  it('asks for the audience of the cloud', () => {
    const { stack, cluster, identity, credentials } = world({}, { cloud: 'usgovernment', location: 'usgovvirginia' });
    Object.defineProperty(cluster, 'cloud', { value: 'usgovernment' });
    identity.trust({ cluster, namespace: 'shop', name: 'cart' });
    expect(Object.values(credentials())).toEqual([
      expect.objectContaining({ audience: ['api://AzureADTokenExchangeUSGov'] }),
    ]);
    expect(stack.cloud).toBe('usgovernment');
  });

  it('stops at 20 credentials', () => {
    const { cluster, identity } = world();
    for (let number = 1; number <= 20; number++) identity.trust({ cluster, namespace: 'shop', name: `cart-${number}` });
    identity.trust({ cluster, namespace: 'shop', name: 'cart-1' });

    expect(() => identity.trust({ cluster, namespace: 'shop', name: 'cart-21' })).toThrow(
      "[prod/cart] 'serviceAccount' (shop/cart-21) would be number 21 that this identity trusts; Azure allows 20 federated credentials, those of KEDA's operator counted. Give some of the workloads an identity of their own. (identity/too-many-credentials)",
    );
  });

  it('refuses a cluster without workload identity, and names that Kubernetes would refuse', () => {
    const { cluster, identity } = world();
    expect(() => identity.trust({ cluster: lackingIdentities(cluster), namespace: 'Shop', name: 'a_b' })).toThrow(
      [
        "[prod/cart] 'namespace' (Shop) is not a DNS label (RFC 1123): 1 to 63 lower-case letters, digits and '-', starting and ending with a letter or digit. Did you mean 'shop'? (name/dns-label)",
        "[prod/cart] 'serviceAccount' (a_b) is not a DNS subdomain (RFC 1123): 1 to 253 lower-case letters, digits, '-' and '.', every part starting and ending with a letter or digit. Did you mean 'a-b'? (name/dns-subdomain)",
        "[prod/cart] 'cluster' (shop-aks) has no workload identity, so that none of its pods can sign in. Leave workload identity and the OIDC issuer of the cluster on. (identity/no-workload-identity)",
      ].join('\n'),
    );
  });

  it('refuses two accounts whose credentials Azure could not tell apart', () => {
    const { cluster, identity } = world();
    identity.trust({ cluster, namespace: 'shop', name: 'cart.api' });
    expect(() => identity.trust({ cluster, namespace: 'shop', name: 'cart-api' })).toThrow(
      "[prod/cart] 'serviceAccount' (shop/cart-api) gives the same name of a credential, shop-aks_shop_cart-api, as shop/cart.api. Rename one of the two ServiceAccounts. (identity/credential-name)",
    );
  });

  it('names every credential as Azure takes it and no two alike', () => {
    const label = fc.stringMatching(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/);
    const pairs = fc.uniqueArray(fc.tuple(label, label), { maxLength: 20, selector: (pair) => pair.join('/') });
    fc.assert(
      fc.property(pairs, (accounts) => {
        const { cluster, identity, credentials } = world();
        for (const [namespace, name] of accounts) identity.trust({ cluster, namespace, name });
        const names = Object.values(credentials()).map((credential) => credential.name as string);
        expect(names).toHaveLength(accounts.length);
        expect(new Set(names).size).toBe(names.length);
        for (const name of names) expect(name).toMatch(/^[A-Za-z0-9][\w-]{2,119}$/);
      }),
      { numRuns: 25 },
    );
  });
});

describe('grant', () => {
  it('assigns a role to the identity, once', () => {
    const { stack, identity } = world();

    identity.grant('Storage Blob Data Reader', VAULT);
    identity.grant('Storage Blob Data Reader', VAULT);
    identity.grant('Reader', VAULT, { id: 'reader', description: 'Lists what is there.' });

    expect(terraform(stack).all('azurerm_role_assignment')).toEqual({
      'cart_storage-blob-data-reader-shop': {
        scope: VAULT,
        role_definition_name: 'Storage Blob Data Reader',
        principal_id: '${azurerm_user_assigned_identity.cart.principal_id}',
        principal_type: 'ServicePrincipal',
        skip_service_principal_aad_check: true,
      },
      cart_reader: expect.objectContaining({ role_definition_name: 'Reader', description: 'Lists what is there.' }),
    });
  });
});

describe('WorkloadIdentity.fromName', () => {
  it('creates no identity, but trusts and grants', () => {
    const { stack, cluster } = world();
    const brought = WorkloadIdentity.fromName(stack, 'legacy', { name: 'id-legacy', resourceGroupName: 'shared' });
    brought.trust({ cluster, namespace: 'shop', name: 'legacy' });
    brought.grant('Reader', VAULT);

    const rendered = terraform(stack);
    expect(rendered.data('azurerm_user_assigned_identity')).toEqual({
      legacy: { name: 'id-legacy', resource_group_name: 'shared' },
    });
    expect(Object.keys(rendered.all('azurerm_user_assigned_identity'))).toEqual(['cart']);
    expect(rendered.only('azurerm_federated_identity_credential')).toMatchObject({
      parent_id: '${data.azurerm_user_assigned_identity.legacy.id}',
      resource_group_name: 'shared',
    });
    expect(rendered.only('azurerm_role_assignment')).toMatchObject({
      principal_id: '${data.azurerm_user_assigned_identity.legacy.principal_id}',
    });
    expect(terraformProblems(rendered.file)).toEqual([]);
  });
});
