import { Duration } from '../../../lib/core/duration';
import { Trigger } from '../../../lib/kubernetes/scaling/trigger';
import { TriggerAuthentication } from '../../../lib/kubernetes/scaling/trigger-authentication';
import { renderTrigger } from './rendered-trigger';
import { fakeIdentity, fakeVault, messageOf } from './world';

const vault = fakeVault();
const byIdentity = TriggerAuthentication.workloadIdentity(fakeIdentity());
const byConnection = TriggerAuthentication.secret('storage', { connection: 'connection' });
const podIdentity = { provider: 'azure-workload', identityId: 'client-of-orders' };
const authenticationRef = (type: string) => ({ kind: 'TriggerAuthentication', name: `orders-${type}` });
const NO_ROLE =
  "is where a role is assigned, and 'auth' has no workload identity to assign it to. Leave it out, or pass TriggerAuthentication.workloadIdentity(…). (trigger/grant-without-identity)";

describe('Trigger.azureStorageQueue', () => {
  it('counts messages as a workload identity that may read the queues of the account', () => {
    const identity = fakeIdentity();
    const trigger = Trigger.azureStorageQueue({
      queueName: 'orders',
      accountName: 'contosoorders',
      accountId: '/contosoorders',
      queueLength: 10,
      activationQueueLength: 2,
      queueLengthStrategy: 'visibleonly',
      auth: TriggerAuthentication.workloadIdentity(identity),
    });

    expect(renderTrigger(trigger)).toEqual({
      trigger: {
        type: 'azure-queue',
        metricType: 'AverageValue',
        metadata: {
          queueName: 'orders',
          accountName: 'contosoorders',
          queueLength: '10',
          activationQueueLength: '2',
          queueLengthStrategy: 'visibleonly',
        },
        authenticationRef: authenticationRef('azure-queue'),
      },
      authentication: { podIdentity },
    });
    expect(identity.granted).toEqual(['Storage Queue Data Reader at /contosoorders']);
    expect(identity.trusted).toEqual(['prod/kube-system/keda-operator', 'prod/shop/orders']);
  });

  it('takes a connection string, and writes its defaults out', () => {
    const { trigger } = renderTrigger(Trigger.azureStorageQueue({ queueName: 'orders', auth: byConnection }), 'china');
    expect(trigger?.metadata).toEqual({
      queueName: 'orders',
      queueLength: '5',
      activationQueueLength: '0',
      queueLengthStrategy: 'all',
      cloud: 'AzureChinaCloud',
    });
  });

  it('refuses names that Azure refuses, no way to sign in, and a role for nobody', () => {
    expect(
      messageOf(() =>
        Trigger.azureStorageQueue({
          queueName: 'Orders',
          accountName: 'contoso.queue.core.windows.net',
          queueLength: 0,
          auth: TriggerAuthentication.secret('storage', { connections: 'connection' }),
          accountId: 'id',
        }),
      ).split('\n'),
    ).toEqual([
      "'queueName' (Orders) is 3 to 63 lower-case letters, digits and single hyphens in Azure, and this is not. Write its name, such as 'orders'. (trigger/name)",
      "'accountName' (contoso.queue.core.windows.net) is no name of a storage account: 3 to 24 lower-case letters and digits, without a domain. Write the bare name, such as 'contosoorders'. (trigger/name)",
      "'queueLength' (0) is not a whole number above 0. Write 1 or more. (trigger/threshold)",
      "'auth' (connections) is no parameter of this scaler. Did you mean 'connection'? (trigger/parameter-unknown)",
      "'auth' is missing: a trigger of type 'azure-queue' cannot ask its source without it. Pass auth: TriggerAuthentication.workloadIdentity(identity), or keyVault(identity, { connection: vault.secret('…') }). (trigger/authentication-missing)",
      `'accountId' ${NO_ROLE}`,
    ]);
    expect(messageOf(() => Trigger.azureStorageQueue({ queueName: 'orders', auth: byIdentity }))).toBe(
      "'accountName' is missing, and a workload identity has no connection string that would say it. Write the accountName. (trigger/needed-with-identity)",
    );
    expect(messageOf(() => Trigger.azureStorageQueue({ queueName: 'orders', auth: undefined as never }))).toMatch(
      /^'auth' is missing: .* \(trigger\/authentication-missing\)$/,
    );
  });

  it('says nothing of a name that only Azure knows', () => {
    const accountName = '${TfToken[TOKEN.7]}';
    expect(() => Trigger.azureStorageQueue({ queueName: 'orders', accountName, auth: byIdentity })).not.toThrow();
  });
});

describe('Trigger.azureBlob', () => {
  it('counts blobs as a workload identity that may read the account', () => {
    const identity = fakeIdentity();
    const trigger = Trigger.azureBlob({
      blobContainerName: 'inbox',
      accountName: 'contosoorders',
      accountId: '/contosoorders',
      blobPrefix: 'orders/',
      blobDelimiter: '/',
      recursive: true,
      auth: TriggerAuthentication.workloadIdentity(identity),
    });
    expect(renderTrigger(trigger)).toEqual({
      trigger: {
        type: 'azure-blob',
        metricType: 'AverageValue',
        metadata: {
          blobContainerName: 'inbox',
          accountName: 'contosoorders',
          blobCount: '5',
          activationBlobCount: '0',
          blobPrefix: 'orders/',
          blobDelimiter: '/',
          recursive: 'true',
        },
        authenticationRef: authenticationRef('azure-blob'),
      },
      authentication: { podIdentity },
    });
    expect(identity.granted).toEqual(['Storage Blob Data Reader at /contosoorders']);
  });

  it('counts by a pattern, which stands in place of a prefix', () => {
    const props = { blobContainerName: 'inbox', auth: byConnection, globPattern: 'inbox/*.pdf' };
    expect(renderTrigger(Trigger.azureBlob(props)).trigger?.metadata).toMatchObject({ globPattern: 'inbox/*.pdf' });
    expect(messageOf(() => Trigger.azureBlob({ ...props, blobPrefix: 'inbox/', recursive: false }))).toBe(
      [
        "'blobPrefix' (inbox/) is ignored beside 'globPattern'. Say it in the pattern, or leave the pattern out. (trigger/blob-pattern)",
        "'recursive' (false) is ignored beside 'globPattern'. Say it in the pattern, or leave the pattern out. (trigger/blob-pattern)",
      ].join('\n'),
    );
  });
});

describe('Trigger.azureEventHub', () => {
  const hub = { eventHubName: 'orders', eventHubNamespace: 'contoso-events', blobContainer: 'checkpoints' };

  it('counts events as a workload identity that may receive them and read checkpoints', () => {
    const identity = fakeIdentity();
    const trigger = Trigger.azureEventHub({
      ...hub,
      eventHubNamespaceId: '/contoso-events',
      storageAccountName: 'contosoorders',
      storageAccountId: '/contosoorders',
      auth: TriggerAuthentication.workloadIdentity(identity),
    });
    expect(renderTrigger(trigger)).toEqual({
      trigger: {
        type: 'azure-eventhub',
        metricType: 'AverageValue',
        metadata: {
          eventHubName: 'orders',
          eventHubNamespace: 'contoso-events',
          consumerGroup: '$Default',
          storageAccountName: 'contosoorders',
          blobContainer: 'checkpoints',
          checkpointStrategy: 'blobMetadata',
          unprocessedEventThreshold: '64',
          activationUnprocessedEventThreshold: '0',
        },
        authenticationRef: authenticationRef('azure-eventhub'),
      },
      authentication: { podIdentity },
    });
    expect(identity.granted).toEqual([
      'Azure Event Hubs Data Receiver at /contoso-events',
      'Storage Blob Data Reader at /contosoorders',
    ]);
  });

  it('takes connection strings, of Azure Functions without a container of their own', () => {
    const auth = TriggerAuthentication.secret('hub', { connection: 'hub', storageConnection: 'storage' });
    const trigger = Trigger.azureEventHub({ auth, checkpointStrategy: 'azureFunction', consumerGroup: 'mail' });
    expect(renderTrigger(trigger).trigger?.metadata).toEqual({
      consumerGroup: 'mail',
      checkpointStrategy: 'azureFunction',
      unprocessedEventThreshold: '64',
      activationUnprocessedEventThreshold: '0',
    });
  });

  it('takes the connection string of the checkpoints beside an identity', () => {
    const auth = byIdentity.and(TriggerAuthentication.secret('storage', { storageConnection: 'connection' }));
    expect(() => Trigger.azureEventHub({ ...hub, auth })).not.toThrow();
  });

  it('refuses what lacks a part', () => {
    expect(messageOf(() => Trigger.azureEventHub({ auth: byIdentity })).split('\n')).toEqual([
      "'eventHubNamespace' is missing, and a workload identity has no connection string that would say it. Write the eventHubNamespace. (trigger/needed-with-identity)",
      "'eventHubName' is missing, and a workload identity has no connection string that would say it. Write the eventHubName. (trigger/needed-with-identity)",
      "'storageAccountName' is missing, and a workload identity has no connection string that would say it. Write the storageAccountName. (trigger/needed-with-identity)",
      "'blobContainer' is missing, and checkpoints of the strategy 'blobMetadata' lie in one. Write the container that the worker uses, or checkpointStrategy: 'azureFunction'. (trigger/checkpoints)",
    ]);
    const auth = TriggerAuthentication.secret('hub', { connection: 'hub' });
    expect(
      messageOf(() =>
        Trigger.azureEventHub({
          ...hub,
          auth,
          eventHubNamespace: 'hub',
          eventHubName: 'orders?',
          eventHubNamespaceId: 'id',
          storageAccountId: 'id',
        }),
      ).split('\n'),
    ).toEqual([
      "'eventHubNamespace' (hub) is no name of an Event Hubs namespace: 6 to 50 letters, digits and hyphens, from a letter on, without a domain. Write the bare name, such as 'contoso-events'. (trigger/name)",
      "'eventHubName' (orders?) is no name of an event hub: 1 to 256 letters, digits, dots, hyphens and underscores. Write its name, such as 'orders'. (trigger/name)",
      "'auth' is missing: a trigger of type 'azure-eventhub' cannot ask its source without it. Pass auth: TriggerAuthentication.workloadIdentity(identity), or parameters 'connection' and 'storageConnection'. (trigger/authentication-missing)",
      `'eventHubNamespaceId' ${NO_ROLE}`,
      `'storageAccountId' ${NO_ROLE}`,
    ]);
  });
});

describe('Trigger.azureMonitor', () => {
  const metric = {
    resourceUri: 'Microsoft.ServiceBus/namespaces/contoso-orders',
    resourceGroupName: 'contoso',
    subscriptionId: 'subscription',
    tenantId: 'tenant',
    metricName: 'ActiveMessages',
    metricAggregationType: 'Average',
    targetValue: 2.5,
  } as const;

  it('asks for a metric as a workload identity that may read it', () => {
    const identity = fakeIdentity();
    const trigger = Trigger.azureMonitor({
      ...metric,
      metricNamespace: 'custom',
      metricFilter: "EntityName eq 'orders'",
      metricAggregationInterval: Duration.seconds(3723),
      metricType: 'Value',
      auth: TriggerAuthentication.workloadIdentity(identity),
      resourceId: '/contoso-orders',
    });
    expect(renderTrigger(trigger, 'china')).toEqual({
      trigger: {
        type: 'azure-monitor',
        metricType: 'Value',
        metadata: {
          resourceURI: 'Microsoft.ServiceBus/namespaces/contoso-orders',
          resourceGroupName: 'contoso',
          subscriptionId: 'subscription',
          tenantId: 'tenant',
          metricName: 'ActiveMessages',
          metricNamespace: 'custom',
          metricFilter: "EntityName eq 'orders'",
          metricAggregationType: 'Average',
          metricAggregationInterval: '1:2:3',
          targetValue: '2.5',
          activationTargetValue: '0',
          cloud: 'AzureChinaCloud',
        },
        authenticationRef: authenticationRef('azure-monitor'),
      },
      authentication: { podIdentity },
    });
    expect(identity.granted).toEqual(['Monitoring Reader at /contoso-orders']);
  });

  it('takes a service principal from a vault', () => {
    const auth = TriggerAuthentication.keyVault(fakeIdentity(), {
      activeDirectoryClientId: vault.secret('id'),
      activeDirectoryClientPassword: vault.secret('password'),
    });
    expect(renderTrigger(Trigger.azureMonitor({ ...metric, auth })).authentication).toMatchObject({
      azureKeyVault: { vaultUri: 'https://contoso.vault.azure.net/' },
    });
  });

  it('refuses a resource that is no provider, type and name, and a time of nothing', () => {
    expect(
      messageOf(() =>
        Trigger.azureMonitor({
          ...metric,
          resourceUri: '/subscriptions/s/resourceGroups/contoso',
          metricName: '',
          metricAggregationInterval: Duration.millis(500),
          auth: byIdentity,
        }),
      ).split('\n'),
    ).toEqual([
      "'metricName' () is empty. Write the metricName. (trigger/empty)",
      "'resourceUri' (/subscriptions/s/resourceGroups/contoso) is not a provider, a type and a name. Write it as 'Microsoft.ServiceBus/namespaces/contoso-orders'. (trigger/resource-uri)",
      expect.stringMatching(/^'metricAggregationInterval' .*whole/),
    ]);
    expect(
      messageOf(() =>
        Trigger.azureMonitor({ ...metric, metricAggregationInterval: Duration.seconds(0), auth: byIdentity }),
      ),
    ).toBe("'metricAggregationInterval' (0) is not a number above 0. Write more than 0. (trigger/threshold)");
  });
});

describe('Trigger.azureLogAnalytics', () => {
  const props = { workspaceId: 'workspace', query: 'Jobs | count', threshold: 5 };

  it('asks as a workload identity that may read the workspace', () => {
    const identity = fakeIdentity();
    const auth = TriggerAuthentication.workloadIdentity(identity);
    const trigger = Trigger.azureLogAnalytics({ ...props, auth, workspaceResourceId: '/workspace' });
    expect(renderTrigger(trigger)).toEqual({
      trigger: {
        type: 'azure-log-analytics',
        metricType: 'AverageValue',
        metadata: { workspaceId: 'workspace', query: 'Jobs | count', threshold: '5', activationThreshold: '0' },
        authenticationRef: authenticationRef('azure-log-analytics'),
      },
      authentication: { podIdentity },
    });
    expect(identity.granted).toEqual(['Log Analytics Reader at /workspace']);
  });

  it('refuses the resource id in place of the id, and half a service principal', () => {
    const auth = TriggerAuthentication.secret('principal', { clientId: 'id', clientSecret: 'secret' });
    expect(
      messageOf(() => Trigger.azureLogAnalytics({ ...props, workspaceId: '/subscriptions/s', auth })).split('\n'),
    ).toEqual([
      "'workspaceId' (/subscriptions/s) is a resource id, and the scaler wants the workspace's own id. Write workspace_id, not id, of azurerm_log_analytics_workspace. (trigger/workspace-id)",
      "'auth' is missing: a trigger of type 'azure-log-analytics' cannot ask its source without it. Pass auth: TriggerAuthentication.workloadIdentity(identity). (trigger/authentication-missing)",
    ]);
  });
});

describe('Trigger.azureDataExplorer', () => {
  const props = {
    endpoint: 'https://contoso.westeurope.kusto.windows.net',
    databaseName: 'shop',
    query: 'Jobs | count',
    threshold: 5,
    activationThreshold: 1,
    auth: byIdentity,
  };

  it('asks as a workload identity', () => {
    expect(renderTrigger(Trigger.azureDataExplorer(props))).toEqual({
      trigger: {
        type: 'azure-data-explorer',
        metricType: 'AverageValue',
        metadata: {
          endpoint: 'https://contoso.westeurope.kusto.windows.net',
          databaseName: 'shop',
          query: 'Jobs | count',
          threshold: '5',
          activationThreshold: '1',
        },
        authenticationRef: authenticationRef('azure-data-explorer'),
      },
      authentication: { podIdentity },
    });
  });

  it('refuses an address that is none', () => {
    expect(messageOf(() => Trigger.azureDataExplorer({ ...props, endpoint: 'contoso.kusto.windows.net' }))).toBe(
      "'endpoint' (contoso.kusto.windows.net) is no address of a cluster of Data Explorer. Write it as 'https://contoso.westeurope.kusto.windows.net'. (trigger/host)",
    );
  });
});

describe('Trigger.azurePipelines', () => {
  const pool = { organizationUrl: 'https://dev.azure.com/contoso/', pool: 'aks' };

  it('counts pending jobs as a workload identity', () => {
    const trigger = Trigger.azurePipelines({
      ...pool,
      auth: byIdentity,
      demands: ['maven', 'docker'],
      matchDemands: 'exactly',
    });
    expect(renderTrigger(trigger)).toEqual({
      trigger: {
        type: 'azure-pipelines',
        metricType: 'AverageValue',
        metadata: {
          organizationURL: 'https://dev.azure.com/contoso',
          poolName: 'aks',
          targetPipelinesQueueLength: '1',
          activationTargetPipelinesQueueLength: '0',
          demands: 'maven,docker',
          requireAllDemands: 'true',
          fetchUnfinishedJobsOnly: 'true',
        },
        authenticationRef: authenticationRef('azure-pipelines'),
      },
      authentication: { podIdentity },
    });
  });

  it('takes the number of a pool, an agent that stands for all, and a token', () => {
    const auth = TriggerAuthentication.keyVault(fakeIdentity(), { personalAccessToken: vault.secret('pat') });
    const { trigger } = renderTrigger(Trigger.azurePipelines({ ...pool, pool: 7, parent: 'template', auth }));
    expect(trigger?.metadata).toMatchObject({ poolID: '7', parent: 'template' });
    const atLeast = Trigger.azurePipelines({ ...pool, auth, demands: ['maven'], matchDemands: 'at-least' });
    expect(atLeast.parts.metadata).toMatchObject({ requireAllDemandsAndIgnoreOthers: 'true' });
  });

  it('refuses what KEDA does not read together', () => {
    expect(
      messageOf(() =>
        Trigger.azurePipelines({
          organizationUrl: 'dev.azure.com/contoso',
          pool: '',
          auth: byIdentity,
          matchDemands: 'exactly',
        }),
      ).split('\n'),
    ).toEqual([
      "'organizationUrl' (dev.azure.com/contoso) is no address over https. Write it as 'https://dev.azure.com/contoso'. (trigger/host)",
      "'pool' () is empty. Write the pool. (trigger/empty)",
      "'matchDemands' (exactly) has no effect without 'demands'. Write the demands, or leave it out. (trigger/pipelines-demands)",
    ]);
    expect(
      messageOf(() => Trigger.azurePipelines({ ...pool, auth: byIdentity, demands: ['maven'], parent: 'template' })),
    ).toBe(
      "'parent' (template) decides which jobs count, and 'demands' are not read beside it. Keep one. (trigger/pipelines-demands)",
    );
  });
});
