import { StorageAccount } from '../../../lib/azure/data/storage-account';
import type { StorageAccountProps } from '../../../lib/azure/data/storage-props';
import type { EnvironmentProps } from '../../../lib/azure/environment';
import { runChecks } from '../../../lib/core/checks';
import { formatProblem } from '../../../lib/core/errors';
import { Duration } from '../../../lib/core/duration';
import { Size } from '../../../lib/core/size';
import { refused, thrown } from '../network/world';
import { dataWorld, GROUP, roles } from './world';

function world(props: Partial<StorageAccountProps> = {}, environment: Partial<EnvironmentProps> = {}) {
  const made = dataWorld(environment);
  const store = new StorageAccount(made.prod, 'store', { name: 'contososhop', ...props });
  return { ...made, store };
}

describe('StorageAccount', () => {
  it('is in several zones, signed in to by Entra ID, private once an endpoint leads there', () => {
    const { store, endpoint, render } = world();
    const open = render();
    expect(open.only('azurerm_storage_account')).toEqual({
      name: 'contososhop',
      resource_group_name: GROUP,
      location: 'westeurope',
      account_kind: 'StorageV2',
      account_tier: 'Standard',
      account_replication_type: 'ZRS',
      is_hns_enabled: false,
      https_traffic_only_enabled: true,
      min_tls_version: 'TLS1_2',
      allow_nested_items_to_be_public: false,
      cross_tenant_replication_enabled: false,
      shared_access_key_enabled: false,
      default_to_oauth_authentication: true,
      local_user_enabled: false,
      public_network_access_enabled: true,
      network_rules: { default_action: 'Allow', bypass: ['AzureServices'], ip_rules: [], virtual_network_subnet_ids: [] },
      blob_properties: {
        versioning_enabled: false,
        delete_retention_policy: { days: 7 },
        container_delete_retention_policy: { days: 7 },
      },
      share_properties: { retention_policy: { days: 7 } },
      lifecycle: { prevent_destroy: true },
      tags: {},
    });
    expect(refused(open)).toEqual([]);

    endpoint(store);
    endpoint(store, 'queue', 'queue-endpoint');
    const closed = render();
    expect(closed.only('azurerm_storage_account')).toMatchObject({
      public_network_access_enabled: false,
      network_rules: { default_action: 'Deny' },
    });
    expect(Object.values(closed.all('azurerm_private_dns_zone')).map(({ name }) => name)).toEqual([
      'privatelink.blob.core.windows.net',
      'privatelink.queue.core.windows.net',
    ]);
    expect(store.privateRanges).toHaveLength(1);
    expect(refused(closed)).toEqual([]);
  });

  it('needs no data plane that Terraform can not reach, unless the program says otherwise', () => {
    const features = (environment: Partial<EnvironmentProps>) => {
      const file = world({}, environment).render().file as {
        provider: { azurerm: readonly { features: readonly Record<string, unknown>[] }[] };
      };
      return file.provider.azurerm[0]?.features[0];
    };
    expect(features({})).toMatchObject({
      key_vault: [{ purge_soft_delete_on_destroy: false, recover_soft_deleted_key_vaults: true }],
      storage: [{ data_plane_available: false }],
    });
    expect(features({ providerFeatures: { storage: { data_plane_available: true } } })).toMatchObject({
      storage: [{ data_plane_available: true }],
    });
  });

  it('holds containers, queues and shares, with roles for each', () => {
    const { store, identity, render } = world();
    const images = store.addContainer('images');
    const jobs = store.addQueue('jobs');
    store.addShare('files', { quota: Size.gibibytes(100) });
    images.grantRead(identity);
    images.grantWrite(identity);
    jobs.grantSend(identity);
    jobs.grantProcess(identity);
    store.grantReadBlobs(identity);
    store.grantWriteBlobs(identity);
    const rendered = render();
    const home = { storage_account_id: '${azurerm_storage_account.store.id}', lifecycle: { prevent_destroy: true } };
    expect(rendered.only('azurerm_storage_container')).toEqual({ ...home, name: 'images', container_access_type: 'private' });
    expect(rendered.only('azurerm_storage_queue')).toEqual({ ...home, name: 'jobs' });
    expect(rendered.only('azurerm_storage_share')).toEqual({ ...home, name: 'files', quota: 100, enabled_protocol: 'SMB' });
    expect(roles(rendered)).toEqual([
      'Storage Blob Data Reader at ${azurerm_storage_container.store_images.id}',
      'Storage Blob Data Contributor at ${azurerm_storage_container.store_images.id}',
      'Storage Queue Data Message Sender at ${azurerm_storage_queue.store_jobs.id}',
      'Storage Queue Data Message Processor at ${azurerm_storage_queue.store_jobs.id}',
      'Storage Blob Data Reader at ${azurerm_storage_account.store.id}',
      'Storage Blob Data Contributor at ${azurerm_storage_account.store.id}',
    ]);
    expect([store.blobHost, store.queueHost, store.fileHost]).toEqual([
      'contososhop.blob.core.windows.net',
      'contososhop.queue.core.windows.net',
      'contososhop.file.core.windows.net',
    ]);
    expect(refused(rendered)).toEqual([]);
  });

  it('tells what an endpoint to another part closes', () => {
    const { store, endpoint } = world();
    store.addContainer('images');
    store.addContainer('more');
    store.addQueue('jobs');
    expect(runChecks(store)).toEqual([]);
    endpoint(store, 'queue');
    expect(runChecks(store).map(formatProblem)).toEqual([
      "[prod/store] 'publicNetworkAccess' (false) leaves 'images' out of reach: no private endpoint leads to the blob storage of the account. Add a PrivateEndpoint with subresource: 'blob', or set publicNetworkAccess: true. (storage/part-closed)",
    ]);
    endpoint(store, 'blob', 'blob-endpoint');
    expect(runChecks(store)).toEqual([]);
  });

  it('can be restricted, given free, for Data Lake, and overridden with a reason', () => {
    const { store, render } = world({
      allowedIpRanges: ['20.1.2.3/32'],
      allowedSubnetIds: ['/subscriptions/s/x/subnets/nodes'],
      hierarchicalNamespace: true,
      sharedKeys: true,
      trustedServices: false,
      deletionProtection: false,
      softDelete: Duration.days(30),
      replication: 'GZRS',
    });
    store.override('access_tier', 'Cool', { reason: 'rarely read' });
    const container = store.addContainer('images');
    container.override('metadata', { team: 'shop' }, { reason: 'billing' });
    store.addQueue('jobs').override('metadata', { team: 'shop' }, { reason: 'billing' });
    store.addShare('files', { quota: Size.gibibytes(1) }).override('access_tier', 'Hot', { reason: 'read a lot' });
    const rendered = render();
    const body = rendered.only('azurerm_storage_account');
    expect(body).toMatchObject({
      access_tier: 'Cool',
      account_replication_type: 'GZRS',
      is_hns_enabled: true,
      shared_access_key_enabled: true,
      public_network_access_enabled: true,
      network_rules: { default_action: 'Deny', bypass: ['None'], ip_rules: ['20.1.2.3'] },
    });
    expect(body).not.toHaveProperty('lifecycle');
    expect(rendered.only('azurerm_storage_share')).toMatchObject({ access_tier: 'Hot' });
    expect(refused(rendered)).toEqual([]);
  });

  it('is on fast disks for blobs or for shares', () => {
    const blobs = world({ kind: 'BlockBlobStorage' });
    expect(blobs.store.ports).toEqual([443]);
    const body = blobs.render().only('azurerm_storage_account');
    expect(body).toMatchObject({ account_tier: 'Premium' });
    expect(body).not.toHaveProperty('share_properties');
    const shares = world({ kind: 'FileStorage' });
    expect(shares.render().only('azurerm_storage_account')).not.toHaveProperty('blob_properties');
    expect(thrown(() => shares.store.addContainer('images'))).toEqual([
      "[prod/store] 'kind' (FileStorage) has no blob storage, and 'images' needs it. Leave kind out for 'StorageV2', or use another account. (storage/kind)",
    ]);
    expect(thrown(() => shares.store.addShare('files', { quota: Size.gibibytes(10) }))).toEqual([
      "[prod/store/files] 'quota' (10) is not a whole number from 100 to 102400. Write 100 to 102400. (storage/quota)",
    ]);
  });

  it('uses an account that exists already, and adds to it', () => {
    const { prod, identity, render } = dataWorld();
    const store = StorageAccount.fromName(prod, 'store', { name: 'contososhared', resourceGroupName: 'shared' });
    store.addContainer('images').grantRead(identity);
    const rendered = render();
    expect(rendered.data('azurerm_storage_account')).toEqual({
      store: { name: 'contososhared', resource_group_name: 'shared' },
    });
    expect(rendered.only('azurerm_storage_container')).toMatchObject({
      storage_account_id: '${data.azurerm_storage_account.store.id}',
    });
    expect(refused(rendered)).toEqual([]);
  });

  it.each<[string, Partial<StorageAccountProps>, readonly string[]]>([
    [
      'names, kinds and copies that are none',
      { name: 'Contoso-Shop', kind: 'Tape' as never, replication: 'XRS' as never, softDelete: Duration.days(400) },
      [
        "'name' (Contoso-Shop) is not the name of a storage account: 3 to 24 lower-case letters and digits. Did you mean 'contososhop'? (name/azure)",
        "'kind' (Tape) is not a kind of storage account. Write one of 'StorageV2', 'BlockBlobStorage', 'FileStorage'. (storage/kind)",
        "'replication' (XRS) is not a way of keeping copies. Write one of 'LRS', 'ZRS', 'GRS', 'RAGRS', 'GZRS', 'RAGZRS'. (storage/replication)",
        "'softDelete' (9600h) is not between 1 and 365 days. Write Duration.days(7). (storage/soft-delete)",
      ],
    ],
    [
      'copies elsewhere of what stays in a region',
      { kind: 'BlockBlobStorage', replication: 'GRS' },
      [
        "'replication' (GRS) keeps copies in another region, which BlockBlobStorage can't. Write 'ZRS' or 'LRS'. (storage/replication)",
      ],
    ],
    [
      'zones where there are none',
      { location: 'westcentralus', replication: 'GZRS' },
      [
        "'replication' (GZRS) needs availability zones, and westcentralus has none. Write 'GRS', or take another region. (storage/no-zones)",
      ],
    ],
    [
      'copies elsewhere where a region has no pair',
      { location: 'italynorth', replication: 'GZRS' },
      ["'replication' (GZRS) needs a paired region, and italynorth has none. Write 'ZRS'. (storage/no-pair)"],
    ],
    [
      'versions in a tree of folders',
      { versioning: true, hierarchicalNamespace: true },
      ["'versioning' is not there with a hierarchical namespace. Leave one of the two out. (storage/versioning)"],
    ],
    [
      'what shares do not have',
      { kind: 'FileStorage', versioning: true },
      ["'versioning' is for blobs, and FileStorage holds file shares alone. Leave it out. (storage/kind)"],
    ],
  ])('refuses %s', (_, props, messages) => {
    expect(thrown(() => world(props))).toEqual(messages.map((message) => `[prod/store] ${message}`));
  });

  it('refuses names of parts that Azure refuses', () => {
    const { store } = world();
    expect(thrown(() => store.addQueue('Jobs'))).toEqual([
      "[prod/store/Jobs] 'name' (Jobs) is not the name of a storage queue: 3 to 63 lower-case letters, digits and '-', starting and ending with a letter or digit. Did you mean 'jobs'? (name/azure)",
    ]);
  });
});
