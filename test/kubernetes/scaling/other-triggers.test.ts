import { Trigger } from '../../../lib/kubernetes/scaling/trigger';
import { TriggerAuthentication } from '../../../lib/kubernetes/scaling/trigger-authentication';
import { RedisServer } from '../../../lib/kubernetes/scaling/triggers/redis-server';
import { renderTrigger } from './rendered-trigger';
import { fakeIdentity, messageOf } from './world';

const byIdentity = TriggerAuthentication.workloadIdentity(fakeIdentity());
const byPassword = TriggerAuthentication.secret('store', { username: 'username', password: 'password' });
const podIdentity = { provider: 'azure-workload', identityId: 'client-of-orders' };
const secretTargetRef = ['username', 'password'].map((key) => ({ parameter: key, name: 'store', key }));
const authenticationRef = (type: string) => ({ kind: 'TriggerAuthentication', name: `orders-${type}` });

describe('Trigger.kafka', () => {
  const kafka = { bootstrapServers: ['kafka-0.shop.svc:9092', 'kafka-1.shop.svc:9092'], consumerGroup: 'orders' };

  it('counts what a group has not read', () => {
    expect(renderTrigger(Trigger.kafka(kafka))).toEqual({
      trigger: {
        type: 'kafka',
        metricType: 'AverageValue',
        metadata: {
          bootstrapServers: 'kafka-0.shop.svc:9092,kafka-1.shop.svc:9092',
          consumerGroup: 'orders',
          lagThreshold: '10',
          activationLagThreshold: '0',
          offsetResetPolicy: 'latest',
        },
      },
      authentication: undefined,
    });
  });

  it('signs in to Event Hubs over TLS', () => {
    const trigger = Trigger.kafka({
      bootstrapServers: ['contoso.servicebus.windows.net:9093'],
      consumerGroup: '$Default',
      topic: 'orders',
      sasl: 'plaintext',
      tls: true,
      auth: byPassword,
      lagThreshold: 50,
      activationLagThreshold: 5,
      offsetResetPolicy: 'earliest',
      scaleToZeroOnInvalidOffset: true,
      excludePersistentLag: true,
      limitToPartitionsWithLag: true,
      partitionLimitation: '1,2,10-20',
      version: '2.8.0',
    });
    expect(renderTrigger(trigger)).toEqual({
      trigger: {
        type: 'kafka',
        metricType: 'AverageValue',
        metadata: {
          bootstrapServers: 'contoso.servicebus.windows.net:9093',
          consumerGroup: '$Default',
          topic: 'orders',
          lagThreshold: '50',
          activationLagThreshold: '5',
          offsetResetPolicy: 'earliest',
          scaleToZeroOnInvalidOffset: 'true',
          excludePersistentLag: 'true',
          limitToPartitionsWithLag: 'true',
          partitionLimitation: '1,2,10-20',
          version: '2.8.0',
          sasl: 'plaintext',
          tls: 'enable',
        },
        authenticationRef: authenticationRef('kafka'),
      },
      authentication: { secretTargetRef },
    });
    expect(Trigger.kafka({ ...kafka, tls: false }).parts.metadata.tls).toBe('disable');
  });

  it('refuses addresses that are none, and half a credential', () => {
    const auth = TriggerAuthentication.secret('kafka', { username: 'u', cert: 'c' });
    expect(
      messageOf(() =>
        Trigger.kafka({ bootstrapServers: ['https://kafka'], consumerGroup: '', topic: ' ', auth }),
      ).split('\n'),
    ).toEqual([
      "'bootstrapServers' (https://kafka) is no host and port. Write it as 'host:port', without a scheme. (trigger/host)",
      "'consumerGroup' () is empty. Write the consumerGroup. (trigger/empty)",
      "'topic' ( ) is empty. Write the topic. (trigger/empty)",
      "'auth' gives 'username' without the other of the two. Give both username and password. (trigger/half-credential)",
      "'auth' gives 'cert' without the other of the two. Give both cert and key. (trigger/half-credential)",
    ]);
    expect(messageOf(() => Trigger.kafka({ ...kafka, bootstrapServers: [] }))).toBe(
      "'bootstrapServers' () is empty. Write the bootstrapServers. (trigger/empty)",
    );
  });

  it('refuses a workload identity, which it does not take', () => {
    expect(messageOf(() => Trigger.kafka({ ...kafka, auth: byIdentity }))).toBe(
      "'auth' gives a workload identity, which KEDA's scaler 'kafka' does not take. " +
        "Keep username and password in a Key Vault: TriggerAuthentication.keyVault(identity, { password: vault.secret('…') }). (trigger/identity-unsupported)",
    );
  });

  it('refuses what KEDA refuses together', () => {
    expect(messageOf(() => Trigger.kafka({ ...kafka, sasl: 'oauthbearer', auth: byPassword }))).toBe(
      "'sasl' (oauthbearer) needs parameters of 'auth' that are not there: oauthTokenEndpointUri. " +
        "Add them: TriggerAuthentication.keyVault(identity, { username: vault.secret('…'), … }). (trigger/kafka-sasl)",
    );
    expect(messageOf(() => Trigger.kafka({ ...kafka, sasl: 'gssapi' }))).toMatch(/username, realm, kerberosConfig/);
    expect(
      messageOf(() =>
        Trigger.kafka({
          ...kafka,
          limitToPartitionsWithLag: true,
          allowIdleConsumers: true,
          ensureEvenDistributionOfPartitions: true,
          partitionLimitation: 'one',
          version: '2',
        }),
      ).split('\n'),
    ).toEqual([
      "'limitToPartitionsWithLag' (true) looks at the partitions of one topic, and 'topic' names none. Write the topic, or leave it out. (trigger/kafka-topic)",
      "'ensureEvenDistributionOfPartitions' (true) looks at the partitions of one topic, and 'topic' names none. Write the topic, or leave it out. (trigger/kafka-topic)",
      "'partitionLimitation' (one) looks at the partitions of one topic, and 'topic' names none. Write the topic, or leave it out. (trigger/kafka-topic)",
      "'allowIdleConsumers' (true) contradicts 'limitToPartitionsWithLag', and KEDA refuses both together. Keep one. (trigger/kafka-partitions)",
      "'ensureEvenDistributionOfPartitions' (true) contradicts 'limitToPartitionsWithLag', and KEDA refuses both together. Keep one. (trigger/kafka-partitions)",
      "'partitionLimitation' (one) is no list of partitions. Write it as '1,2,10-20'. (trigger/kafka-partitions)",
      "'version' (2) is no version of Kafka. Write it as '2.8.0'. (trigger/kafka-version)",
    ]);
  });
});

describe('Trigger.redisList', () => {
  const single = RedisServer.single('contoso.redis.cache.windows.net:6380');

  it('counts entries of a list, over TLS', () => {
    const trigger = Trigger.redisList({
      server: single,
      listName: 'orders',
      tls: true,
      auth: byPassword,
      databaseIndex: 2,
    });
    expect(renderTrigger(trigger)).toEqual({
      trigger: {
        type: 'redis',
        metricType: 'AverageValue',
        metadata: {
          address: 'contoso.redis.cache.windows.net:6380',
          enableTLS: 'true',
          databaseIndex: '2',
          listName: 'orders',
          listLength: '5',
          activationListLength: '0',
        },
        authenticationRef: authenticationRef('redis'),
      },
      authentication: { secretTargetRef },
    });
  });

  it('knows Redis Cluster and sentinels', () => {
    const cluster = Trigger.redisList({ server: RedisServer.cluster(['a:6379', 'b:6379']), listName: 'orders' });
    expect(renderTrigger(cluster).trigger).toMatchObject({
      type: 'redis-cluster',
      metadata: { addresses: 'a:6379,b:6379' },
    });
    const server = RedisServer.sentinel(['a:26379'], { master: 'orders' });
    expect(renderTrigger(Trigger.redisList({ server, listName: 'orders' })).trigger).toMatchObject({
      type: 'redis-sentinel',
      metadata: { addresses: 'a:26379', sentinelMaster: 'orders' },
    });
  });

  it('refuses addresses without port, TLS said twice, a second database of a cluster, and an identity', () => {
    expect(messageOf(() => RedisServer.single('redis'))).toBe(
      "'address' (redis) is no host and port. Write it as 'host:port', without a scheme. (trigger/host)",
    );
    expect(messageOf(() => RedisServer.sentinel([], { master: '' })).split('\n')).toEqual([
      "'addresses' () is empty. Write the addresses. (trigger/empty)",
      "'master' () is empty. Write the master. (trigger/empty)",
    ]);
    const auth = TriggerAuthentication.secret('redis', { tls: 'tls' });
    expect(messageOf(() => Trigger.redisList({ server: single, listName: '', tls: true, auth })).split('\n')).toEqual([
      "'listName' () is empty. Write the listName. (trigger/empty)",
      "'tls' (true) is given here and as a parameter of 'auth', and KEDA refuses both together. Keep one. (trigger/redis-tls)",
    ]);
    const server = RedisServer.cluster(['a:6379']);
    expect(messageOf(() => Trigger.redisList({ server, listName: 'orders', databaseIndex: 1 }))).toBe(
      "'databaseIndex' (1) is a second database, and a Redis Cluster has one only. Leave it out. (trigger/redis-database)",
    );
    expect(messageOf(() => Trigger.redisList({ server, listName: 'orders', auth: byIdentity }))).toMatch(
      /^'auth' gives a workload identity, which KEDA's scaler 'redis-cluster' does not take\. /,
    );
  });
});

describe('Trigger.redisStream', () => {
  const props = { server: RedisServer.single('redis.shop.svc:6379'), stream: 'orders' };

  it('counts what a group has not read, has in hand, or the stream itself', () => {
    const lag = Trigger.redisStream({ ...props, consumerGroup: 'workers', lagCount: 5, activationLagCount: 2 });
    expect(renderTrigger(lag)).toEqual({
      trigger: {
        type: 'redis-streams',
        metricType: 'AverageValue',
        metadata: {
          address: 'redis.shop.svc:6379',
          stream: 'orders',
          consumerGroup: 'workers',
          lagCount: '5',
          activationLagCount: '2',
        },
      },
      authentication: undefined,
    });
    const pending = Trigger.redisStream({ ...props, consumerGroup: 'workers', pendingEntriesCount: 3 });
    expect(pending.parts.metadata).toMatchObject({ pendingEntriesCount: '3' });
    const server = RedisServer.cluster(['a:6379']);
    expect(Trigger.redisStream({ ...props, server, streamLength: 3 }).parts).toMatchObject({
      type: 'redis-cluster-streams',
      metadata: { streamLength: '3' },
    });
  });

  it('refuses no count, two of them, and one that KEDA would not read', () => {
    expect(messageOf(() => Trigger.redisStream({ ...props, activationLagCount: 1 })).split('\n')).toEqual([
      "'lagCount' is missing, and so is every other count. Write one of lagCount, pendingEntriesCount and streamLength. (trigger/redis-count)",
      "'activationLagCount' (1) has no effect without 'lagCount'. Leave it out, or count with 'lagCount'. (trigger/redis-count)",
    ]);
    expect(
      messageOf(() => Trigger.redisStream({ ...props, consumerGroup: 'w', lagCount: 1, pendingEntriesCount: 1 })),
    ).toBe(
      "'lagCount' is given beside another count. Write one of lagCount, pendingEntriesCount and streamLength. (trigger/redis-count)",
    );
    expect(messageOf(() => Trigger.redisStream({ ...props, lagCount: 1 }))).toBe(
      "'lagCount' counts for a group, and 'consumerGroup' names none. Write the consumerGroup. (trigger/redis-count)",
    );
    expect(messageOf(() => Trigger.redisStream({ ...props, consumerGroup: 'w', streamLength: 1 }))).toBe(
      "'streamLength' counts the stream, and KEDA counts for the group where 'consumerGroup' is given. Keep one. (trigger/redis-count)",
    );
  });
});

describe('Triggers of databases', () => {
  const place = { host: 'contoso.postgres.database.azure.com', username: 'orders', database: 'shop' };
  const question = { query: "SELECT COUNT(*) FROM jobs WHERE state = 'queued'", target: 5 };

  it('ask PostgreSQL as a workload identity', () => {
    expect(renderTrigger(Trigger.postgreSql({ ...place, ...question, auth: byIdentity, name: 'jobs' }))).toEqual({
      trigger: {
        type: 'postgresql',
        name: 'jobs',
        metricType: 'AverageValue',
        metadata: {
          host: 'contoso.postgres.database.azure.com',
          port: '5432',
          userName: 'orders',
          dbName: 'shop',
          query: "SELECT COUNT(*) FROM jobs WHERE state = 'queued'",
          targetQueryValue: '5',
          activationTargetQueryValue: '0',
          sslmode: 'require',
        },
        authenticationRef: authenticationRef('jobs'),
      },
      authentication: { podIdentity },
    });
  });

  it('ask MySQL with a password, and say in the Secret where', () => {
    const auth = TriggerAuthentication.secret('mysql', {
      username: 'u',
      password: 'p',
      host: 'h',
      port: 'n',
      dbName: 'd',
    });
    expect(
      renderTrigger(Trigger.mySql({ ...question, auth, activationTarget: 2, metricType: 'Value' })).trigger,
    ).toEqual({
      type: 'mysql',
      metricType: 'Value',
      metadata: { query: question.query, queryValue: '5', activationQueryValue: '2' },
      authenticationRef: authenticationRef('mysql'),
    });
  });

  it('ask SQL Server with a connection string, which says it all', () => {
    const auth = TriggerAuthentication.secret('mssql', { connectionString: 'connection' });
    expect(renderTrigger(Trigger.msSql({ ...question, auth })).trigger?.metadata).toEqual({
      query: question.query,
      targetValue: '5',
      activationTargetValue: '0',
    });
    expect(messageOf(() => Trigger.msSql({ ...question, auth, database: 'shop', port: 1434 })).split('\n')).toEqual([
      "'database' (shop) is not read beside parameter 'connectionString' of 'auth', which says it all. Leave it out. (trigger/sql-connection)",
      "'port' (1434) is not read beside parameter 'connectionString' of 'auth', which says it all. Leave it out. (trigger/sql-connection)",
    ]);
    const whole = TriggerAuthentication.secret('postgresql', { connection: 'connection' });
    expect(Trigger.postgreSql({ ...question, auth: whole }).parts.metadata).not.toHaveProperty('sslmode');
  });

  it('ask Azure SQL as a workload identity', () => {
    expect(
      renderTrigger(Trigger.msSql({ ...place, ...question, auth: byIdentity, port: 1434 })).trigger?.metadata,
    ).toMatchObject({
      host: 'contoso.postgres.database.azure.com',
      port: '1434',
      username: 'orders',
      database: 'shop',
    });
  });

  it('refuse what lacks a part, an identity where none is taken, and a password in the query', () => {
    expect(messageOf(() => Trigger.postgreSql({ ...question, auth: byIdentity })).split('\n')).toEqual(
      ['host', 'username', 'database'].map(
        (property) =>
          `'${property}' is missing, and a workload identity has no connection string that would say it. Write the ${property}. (trigger/needed-with-identity)`,
      ),
    );
    expect(messageOf(() => Trigger.mySql({ ...place, ...question, auth: byIdentity }))).toMatch(
      /^'auth' gives a workload identity, which KEDA's scaler 'mysql' does not take\. Pass keyVault\(/,
    );
    const auth = TriggerAuthentication.secret('store', { password: 'p' });
    expect(
      messageOf(() => Trigger.mySql({ ...question, auth, host: 'mysql', query: '', target: 0, port: 70_000 })).split(
        '\n',
      ),
    ).toEqual([
      "'query' () is empty. Write the query. (trigger/empty)",
      "'target' (0) is not a number above 0. Write more than 0. (trigger/threshold)",
      "'port' (70000) is not a port. Write a whole number from 1 to 65535. (trigger/port)",
      "'username' is given neither here nor as parameter 'username' of 'auth'. Write the username. (trigger/sql-place)",
      "'database' is given neither here nor as parameter 'dbName' of 'auth'. Write the database. (trigger/sql-place)",
    ]);
  });
});

describe('Trigger.gitHubRunner', () => {
  const runner = { owner: 'contoso', runnerScope: 'org' } as const;

  it('counts queued jobs, by a token or a GitHub App', () => {
    const auth = TriggerAuthentication.secret('github', { personalAccessToken: 'token' });
    const trigger = Trigger.gitHubRunner({
      ...runner,
      auth,
      repos: ['shop', 'web'],
      labels: ['aks'],
      noDefaultLabels: true,
    });
    expect(renderTrigger(trigger).trigger).toEqual({
      type: 'github-runner',
      metricType: 'AverageValue',
      metadata: {
        owner: 'contoso',
        runnerScope: 'org',
        repos: 'shop,web',
        labels: 'aks',
        noDefaultLabels: 'true',
        targetWorkflowQueueLength: '1',
        enableEtags: 'true',
      },
      authenticationRef: authenticationRef('github-runner'),
    });
    const byApp = Trigger.gitHubRunner({
      ...runner,
      auth: TriggerAuthentication.secret('github', { appKey: 'key' }),
      app: { applicationId: 1, installationId: 2 },
      gitHubApiUrl: 'https://github.contoso.com/api/v3',
    });
    expect(byApp.parts.metadata).toMatchObject({
      applicationID: '1',
      installationID: '2',
      githubApiURL: 'https://github.contoso.com/api/v3',
    });
  });

  it('refuses the key of an app that nobody names, and the reverse', () => {
    const byKey = TriggerAuthentication.secret('github', { appKey: 'key' });
    expect(messageOf(() => Trigger.gitHubRunner({ ...runner, owner: '', auth: byKey })).split('\n')).toEqual([
      "'owner' () is empty. Write the owner. (trigger/empty)",
      "'auth' is missing: a trigger of type 'github-runner' cannot ask its source without it. Pass auth: TriggerAuthentication.keyVault(identity, { personalAccessToken: vault.secret('…') }). (trigger/authentication-missing)",
      "'app' is missing, and 'auth' gives the key of a GitHub App. Write app: { applicationId, installationId }. (trigger/github-app)",
    ]);
    const byToken = TriggerAuthentication.secret('github', { personalAccessToken: 'token' });
    const app = { applicationId: 1, installationId: 0 };
    expect(messageOf(() => Trigger.gitHubRunner({ ...runner, auth: byToken, app })).split('\n')).toEqual([
      "'app.installationId' (0) is not a whole number above 0. Write 1 or more. (trigger/threshold)",
      expect.stringMatching(/appKey: vault\.secret\('…'\) \}\)\. \(trigger\/authentication-missing\)$/),
    ]);
    expect(
      messageOf(() => Trigger.gitHubRunner({ ...runner, auth: byToken, gitHubApiUrl: 'github.contoso.com' })),
    ).toBe(
      "'gitHubApiUrl' (github.contoso.com) is no address over https. Write it as 'https://github.contoso.com/api/v3'. (trigger/host)",
    );
  });
});
