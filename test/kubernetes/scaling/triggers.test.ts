import { Cpu } from '../../../lib/core/cpu';
import { Percent } from '../../../lib/core/percent';
import { Size } from '../../../lib/core/size';
import { Trigger } from '../../../lib/kubernetes/scaling/trigger';
import { TriggerAuthentication } from '../../../lib/kubernetes/scaling/trigger-authentication';
import { fakeIdentity, fakeVault, messageOf } from './world';

const identity = fakeIdentity();
const vault = fakeVault();
const bySecret = TriggerAuthentication.secret('rabbit-default-user', { host: 'connection_string' });
const byPassword = TriggerAuthentication.secret('rabbit', { username: 'username', password: 'password' });
const byIdentity = TriggerAuthentication.workloadIdentity(identity);
const rabbit = { queueName: 'orders', value: 5, auth: bySecret };
const bySign = { namespace: 'contoso-orders', auth: byIdentity };
const bus = { queueName: 'orders', ...bySign };
const query = { serverAddress: 'http://prometheus.monitoring.svc:9090', query: 'sum(jobs)', threshold: 2.5 };
const office = { timezone: 'Europe/Amsterdam', start: '0 6 * * MON-FRI', end: '0 20 * * 1-5', desiredReplicas: 4 };

describe('Trigger.rabbitMq', () => {
  it('counts messages, by the host that a Secret holds', () => {
    expect(Trigger.rabbitMq(rabbit).parts).toMatchObject({
      type: 'rabbitmq',
      metricType: 'AverageValue',
      metadata: { protocol: 'auto', queueName: 'orders', mode: 'QueueLength', value: '5', activationValue: '0' },
    });
  });

  it('takes the protocol from the host, and ends a host without virtual host in a slash', () => {
    const trigger = Trigger.rabbitMq({
      ...rabbit,
      host: 'http://rabbit.shop.svc:15672',
      auth: byPassword,
      vhostName: 'shop',
      mode: 'DeliverGetRate',
      activationValue: 3,
      excludeUnacknowledged: true,
    });
    expect(trigger.parts).toMatchObject({
      metricType: 'Value',
      metadata: {
        host: 'http://rabbit.shop.svc:15672/',
        protocol: 'http',
        mode: 'DeliverGetRate',
        activationValue: '3',
        vhostName: 'shop',
        excludeUnacknowledged: 'true',
      },
    });
  });

  it('signs in with a workload identity where all that RabbitMQ needs for it is there', () => {
    const auth = byIdentity.and(
      TriggerAuthentication.keyVault(identity, { workloadIdentityResource: vault.secret('rabbit-app') }),
    );
    const trigger = Trigger.rabbitMq({ ...rabbit, auth, host: 'https://rabbit.example.com/', vhostName: '/' });
    expect(trigger.parts.metadata.protocol).toBe('http');
    expect(messageOf(() => Trigger.rabbitMq({ ...rabbit, auth: byIdentity, host: 'amqp://rabbit:5672/' }))).toBe(
      "'auth' signs in to RabbitMQ with a workload identity, which needs parameter 'workloadIdentityResource' (the app registration of the broker), protocol: 'http', 'vhostName'. " +
        'Add what is missing, or sign in with a Secret or a Key Vault. (trigger/rabbitmq-identity)',
    );
  });

  it('refuses to ask without signing in', () => {
    expect(messageOf(() => Trigger.rabbitMq({ ...rabbit, auth: undefined as never }))).toBe(
      "'auth' is missing: a trigger of type 'rabbitmq' cannot ask its source without it. " +
        "Pass auth: TriggerAuthentication.secret('rabbit-default-user', { host: 'connection_string' }). (trigger/authentication-missing)",
    );
    const tls = TriggerAuthentication.secret('rabbit-tls', { ca: 'ca.crt' });
    expect(messageOf(() => Trigger.rabbitMq({ ...rabbit, auth: tls, host: 'amqps://rabbit:5671/' }))).toBe(
      "'auth' is missing: a trigger of type 'rabbitmq' cannot ask its source without it. " +
        "Give username and password, or cert and key, in 'auth'; or the whole host there. (trigger/authentication-missing)",
    );
  });

  it('refuses half a credential', () => {
    const half = TriggerAuthentication.secret('rabbit', { host: 'host', password: 'password', key: 'tls.key' });
    expect(messageOf(() => Trigger.rabbitMq({ ...rabbit, auth: half })).split('\n')).toEqual([
      "'auth' gives 'password' without the other of the two. Give both username and password. (trigger/half-credential)",
      "'auth' gives 'key' without the other of the two. Give both cert and key. (trigger/half-credential)",
    ]);
  });

  it('refuses a host in two places, in none, and one that is no address', () => {
    expect(messageOf(() => Trigger.rabbitMq({ ...rabbit, host: 'amqp://rabbit:5672/' }))).toMatch(
      /'host' is given here and as a parameter of 'auth'\. Keep one\. \(trigger\/host\)/,
    );
    expect(messageOf(() => Trigger.rabbitMq({ ...rabbit, auth: byPassword }))).toMatch(
      /'host' is given neither here nor as a parameter of 'auth'\. .*\(trigger\/host\)/,
    );
    expect(messageOf(() => Trigger.rabbitMq({ ...rabbit, auth: byPassword, host: 'rabbit:5672' }))).toBe(
      "'host' (rabbit:5672) is no address of a broker. Write it as 'amqp://rabbit.shop.svc:5672/' or 'http://rabbit.shop.svc:15672/'. (trigger/host)",
    );
  });

  it('refuses a password in the host, and does not print it', () => {
    const message = messageOf(() =>
      Trigger.rabbitMq({ ...rabbit, auth: byPassword, host: 'amqp://guest:hunter2@rabbit:5672/' }),
    );
    expect(message).toBe(
      "'host' holds a URL with a password, which everyone who reads the repository or the cluster would see. " +
        "Keep it in a Key Vault and pass TriggerAuthentication.keyVault(identity, { parameter: vault.secret('…') }). (secret/literal)",
    );
  });

  it('refuses what only the management plugin knows, asked over amqp', () => {
    expect(messageOf(() => Trigger.rabbitMq({ ...rabbit, mode: 'MessageRate' }))).toBe(
      "'mode' (MessageRate) is known to the broker's management plugin only, which is asked over http. " +
        "Write protocol: 'http' and a host of that scheme, with port 15672. (trigger/needs-http)",
    );
    expect(messageOf(() => Trigger.rabbitMq({ ...rabbit, protocol: 'amqp', excludeUnacknowledged: true }))).toMatch(
      /^'excludeUnacknowledged' \(true\) is known/,
    );
  });

  it('refuses a protocol that the host contradicts', () => {
    expect(
      messageOf(() => Trigger.rabbitMq({ ...rabbit, auth: byPassword, host: 'amqp://rabbit/', protocol: 'http' })),
    ).toBe(
      "'protocol' (http) differs from the scheme of 'host' (amqp). Write protocol: 'amqp', or leave it out. (trigger/protocol)",
    );
  });

  it('refuses thresholds of nothing, an empty queue name, and a parameter that the scaler does not know', () => {
    expect(messageOf(() => Trigger.rabbitMq({ ...rabbit, queueName: ' ', value: 0, activationValue: -1 }))).toBe(
      [
        "'queueName' ( ) is empty. Write the queueName. (trigger/empty)",
        "'value' (0) is not a number above 0. Write more than 0. (trigger/threshold)",
        "'activationValue' (-1) is not a number from 0. Write 0 or more. (trigger/threshold)",
      ].join('\n'),
    );
    const auth = TriggerAuthentication.secret('rabbit', { hosts: 'connection_string' });
    expect(messageOf(() => Trigger.rabbitMq({ ...rabbit, auth }))).toMatch(
      /^'auth' \(hosts\) is no parameter of this scaler\. Did you mean 'host'\? \(trigger\/parameter-unknown\)/,
    );
  });

  it('says nothing of a host that only Azure knows', () => {
    expect(() =>
      Trigger.rabbitMq({ ...rabbit, auth: byPassword, host: '${TfToken[TOKEN.7]}', protocol: 'amqp' }),
    ).not.toThrow();
  });
});

describe('Trigger.azureServiceBusQueue and azureServiceBusTopic', () => {
  it('count active messages by workload identity', () => {
    expect(Trigger.azureServiceBusQueue({ ...bus, messageCount: 10 }).parts).toMatchObject({
      type: 'azure-servicebus',
      azure: true,
      metadata: {
        queueName: 'orders',
        namespace: 'contoso-orders',
        messageCount: '10',
        activationMessageCount: '0',
      },
    });
    expect(
      Trigger.azureServiceBusTopic({ ...bySign, topicName: 'events', subscriptionName: 'mail' }).parts.metadata,
    ).toEqual({
      topicName: 'events',
      subscriptionName: 'mail',
      namespace: 'contoso-orders',
      messageCount: '5',
      activationMessageCount: '0',
    });
  });

  it('take a connection string from a vault without naming the namespace', () => {
    const auth = TriggerAuthentication.keyVault(identity, { connection: vault.secret('bus') });
    expect(Trigger.azureServiceBusQueue({ queueName: 'orders', auth }).parts.metadata).not.toHaveProperty('namespace');
  });

  it('refuse to ask without signing in', () => {
    const fix =
      "Pass auth: TriggerAuthentication.workloadIdentity(identity), or keyVault(identity, { connection: vault.secret('…') }).";
    const missing = `'auth' is missing: a trigger of type 'azure-servicebus' cannot ask its source without it. ${fix} (trigger/authentication-missing)`;
    expect(messageOf(() => Trigger.azureServiceBusQueue({ ...bus, auth: undefined as never }))).toBe(missing);
    const other = TriggerAuthentication.secret('bus', { conection: 'key' });
    expect(messageOf(() => Trigger.azureServiceBusQueue({ ...bus, auth: other })).split('\n')).toEqual([
      "'auth' (conection) is no parameter of this scaler. Did you mean 'connection'? (trigger/parameter-unknown)",
      missing,
    ]);
  });

  it('refuse a namespace that is missing, or written with its domain', () => {
    expect(messageOf(() => Trigger.azureServiceBusQueue({ ...bus, namespace: undefined }))).toBe(
      "'namespace' is missing, and a workload identity has no connection string that would name it. " +
        "Write the name of the Service Bus namespace: 'contoso-orders'. (trigger/namespace)",
    );
    expect(
      messageOf(() => Trigger.azureServiceBusQueue({ ...bus, namespace: 'contoso-orders.servicebus.windows.net' })),
    ).toMatch(/Did you mean 'contoso-orders'\? \(trigger\/namespace\)$/);
    expect(messageOf(() => Trigger.azureServiceBusQueue({ ...bus, namespace: 'bus' }))).toMatch(/6 to 50 letters/);
  });

  it('refuse parts of a message, and a role for nobody', () => {
    const auth = TriggerAuthentication.keyVault(identity, { connection: vault.secret('bus') });
    expect(
      messageOf(() => Trigger.azureServiceBusQueue({ ...bus, auth, messageCount: 1.5, namespaceId: 'id' })).split('\n'),
    ).toEqual([
      "'messageCount' (1.5) is not a whole number above 0. Write 1 or more. (trigger/threshold)",
      "'namespaceId' is where a role is assigned, and 'auth' has no workload identity to assign it to. " +
        'Leave it out, or pass TriggerAuthentication.workloadIdentity(…). (trigger/grant-without-identity)',
    ]);
  });
});

describe('Trigger.prometheus', () => {
  it('asks a server of the cluster without signing in', () => {
    expect(Trigger.prometheus(query).parts).toMatchObject({
      type: 'prometheus',
      azure: false,
      metricType: 'AverageValue',
      metadata: {
        serverAddress: 'http://prometheus.monitoring.svc:9090',
        query: 'sum(jobs)',
        threshold: '2.5',
        activationThreshold: '0',
        ignoreNullValues: 'true',
      },
    });
  });

  it('names the modes of the credentials that it is given', () => {
    const auth = TriggerAuthentication.secret('prometheus', { ca: 'a', cert: 'b', key: 'c', bearerToken: 'd' });
    expect(Trigger.prometheus({ ...query, auth }).parts.metadata.authModes).toBe('tls,bearer');
  });

  it('wants a workload identity, and nothing else, for an Azure Monitor workspace', () => {
    const serverAddress = 'https://prod-x1.westeurope.prometheus.monitor.azure.com';
    expect(Trigger.prometheus({ ...query, serverAddress, auth: byIdentity, workspaceId: 'id' }).parts.grants).toEqual([
      { role: 'Monitoring Data Reader', scopeId: 'id' },
    ]);
    expect(messageOf(() => Trigger.prometheus({ ...query, serverAddress }))).toBe(
      `'auth' (${serverAddress}) is an Azure Monitor workspace, which answers Microsoft Entra identities only. ` +
        'Pass auth: TriggerAuthentication.workloadIdentity(identity). (trigger/authentication-missing)',
    );
    const both = byIdentity.and(TriggerAuthentication.secret('prometheus', { bearerToken: 'token' }));
    expect(messageOf(() => Trigger.prometheus({ ...query, serverAddress, auth: both }))).toBe(
      "'auth' gives a workload identity besides other credentials, and KEDA refuses both together. Keep one. (trigger/prometheus-authentication)",
    );
  });

  it('refuses an address that is none, an empty query, and a role for nobody', () => {
    expect(
      messageOf(() =>
        Trigger.prometheus({ serverAddress: 'prometheus:9090', query: '', threshold: -1, workspaceId: 'id' }),
      ).split('\n'),
    ).toEqual([
      "'serverAddress' (prometheus:9090) is no http address. Write it as 'http://prometheus.monitoring.svc:9090'. (trigger/host)",
      "'query' () is empty. Write the query. (trigger/empty)",
      "'threshold' (-1) is not a number above 0. Write more than 0. (trigger/threshold)",
      "'workspaceId' is where a role is assigned, and 'auth' has no workload identity to assign it to. " +
        'Leave it out, or pass TriggerAuthentication.workloadIdentity(…). (trigger/grant-without-identity)',
    ]);
  });
});

describe('Trigger.cron', () => {
  it('keeps pods within a window', () => {
    expect(Trigger.cron(office).parts).toMatchObject({
      type: 'cron',
      metadata: { timezone: 'Europe/Amsterdam', start: '0 6 * * MON-FRI', end: '0 20 * * 1-5', desiredReplicas: '4' },
    });
  });

  it.each(['*/5 * * * *', '0,30 8-18/2 1-7 JAN,feb ?', '5/15 0 * * 0'])('takes %s', (start) => {
    expect(() => Trigger.cron({ ...office, start })).not.toThrow();
  });

  it.each([
    ['60 * * * *', 'its minute is not within 0 to 59'],
    ['0 24 * * *', 'its hour is not within 0 to 23'],
    ['0 0 0 * *', 'its day of month is not within 1 to 31'],
    ['0 0 1 13 *', 'its month is not within 1 to 12'],
    ['0 0 * * 7', 'its day of week is not within 0 to 6'],
    ['0 9-5 * * *', 'its hour is not within 0 to 23'],
    ['*/0 * * * *', 'its minute is not within 0 to 59'],
    ['@daily', 'it has 1 of the 5 fields (minute, hour, day of month, month, day of week)'],
  ])('refuses %s', (start, why) => {
    expect(messageOf(() => Trigger.cron({ ...office, start }))).toBe(
      `'start' (${start}) is no cron schedule: ${why}. Write it as '0 6 * * MON-FRI' for 6:00 on weekdays. (trigger/cron)`,
    );
  });

  it('refuses a window that never opens, no pods in it, and a time zone that is none', () => {
    expect(
      messageOf(() =>
        Trigger.cron({ timezone: 'Europe/Amsterdan', start: '0 6 * * *', end: '0 6 * * *', desiredReplicas: 0 }),
      ).split('\n'),
    ).toEqual([
      "'timezone' (Europe/Amsterdan) is no time zone of the IANA database. Did you mean 'Europe/Amsterdam'? (trigger/timezone)",
      "'end' (0 6 * * *) is the same as 'start', so that the window never opens. Write when it closes. (trigger/cron)",
      "'desiredReplicas' (0) is not a whole number above 0. Write 1 or more. (trigger/threshold)",
    ]);
    expect(() => Trigger.cron({ ...office, timezone: '+02:00' })).toThrow(/trigger\/timezone/);
  });
});

describe('Trigger.cpu and Trigger.memory', () => {
  it('measure the pods, as a share of the request or an amount, of all containers or one', () => {
    expect(Trigger.cpu(Percent.of(60)).parts).toMatchObject({
      type: 'cpu',
      metricType: 'Utilization',
      metadata: { value: '60' },
    });
    expect(Trigger.memory(Size.mebibytes(200), { container: 'app', name: 'ram' }).parts).toMatchObject({
      type: 'memory',
      name: 'ram',
      metricType: 'AverageValue',
      metadata: { value: '200Mi', containerName: 'app' },
    });
    expect(Trigger.cpu(Cpu.millis(300)).wakes).toBe(false);
    expect(Trigger.cron(office).wakes).toBe(true);
  });
});

describe('Trigger.of', () => {
  it('takes any other scaler', () => {
    const trigger = Trigger.of(
      'azure-app-insights',
      { applicationInsightsId: 'id', metricId: 'requests/count', targetValue: 5 },
      byIdentity,
      {
        grant: { role: 'Monitoring Reader', scopeId: 'id' },
      },
    );
    expect(trigger.parts).toMatchObject({
      type: 'azure-app-insights',
      azure: true,
      metricType: 'AverageValue',
      metadata: { applicationInsightsId: 'id', metricId: 'requests/count', targetValue: '5' },
      grants: [{ role: 'Monitoring Reader', scopeId: 'id' }],
    });
    expect(() => Trigger.of('scaler-of-next-year', {}, 'none')).not.toThrow();
    expect(() => Trigger.of('azure-app-insights', { keyFromEnv: 'INSIGHTS' }, 'none')).not.toThrow();
  });

  it('refuses a misspelt type, and one that has a factory', () => {
    expect(messageOf(() => Trigger.of('AzureQueue', {}, byIdentity))).toBe(
      "'type' (AzureQueue) is no scaler of KEDA. Did you mean 'azure-queue'? (trigger/type)",
    );
    expect(messageOf(() => Trigger.of('rabbitmq', {}, byIdentity))).toBe(
      "'type' (rabbitmq) has a factory that checks what KEDA would refuse. Use Trigger.rabbitMq. (trigger/type)",
    );
    expect(messageOf(() => Trigger.of('', {}, byIdentity))).toMatch(/Write its type, such as 'nats-jetstream'/);
    expect(messageOf(() => Trigger.of('azure-event-grid', {}, byIdentity))).toBe(
      "'type' (azure-event-grid) is no scaler of KEDA. Let Event Grid deliver to Service Bus, Event Hubs or a storage queue, and scale on that. (trigger/type)",
    );
  });

  it('refuses a cloud service without signing in', () => {
    const message =
      "'auth' is missing: a trigger of type 'azure-app-insights' cannot ask its source without it. " +
      "Pass a TriggerAuthentication, or 'none' where the source asks for nothing. (trigger/authentication-missing)";
    expect(messageOf(() => Trigger.of('azure-app-insights', {}, 'none'))).toBe(message);
    expect(messageOf(() => Trigger.of('azure-app-insights', {}, undefined as never))).toBe(message);
  });

  it('refuses a credential among the metadata, a role for nobody, and a name that is no label', () => {
    expect(messageOf(() => Trigger.of('mongodb', { password: 'hunter2-hunter2' }, 'none'))).toMatch(
      /^'metadata\.password' holds a value under the name 'password', which everyone .* \(secret\/literal\)$/,
    );
    expect(messageOf(() => Trigger.of('mongodb', {}, 'none', { grant: { role: 'Reader', scopeId: 'id' } }))).toBe(
      "'grant' assigns a role, and 'auth' has no workload identity to assign it to. " +
        'Leave it out, or pass TriggerAuthentication.workloadIdentity(…). (trigger/grant-without-identity)',
    );
    expect(messageOf(() => Trigger.cpu(Percent.of(60), { name: 'The CPU' }))).toMatch(
      /^'name' \(The CPU\) .*\(name\/dns-label\)$/,
    );
  });
});
