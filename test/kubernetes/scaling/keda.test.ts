import { App, Chart } from 'cdk8s';
import { runChecks } from '../../../lib/core/checks';
import { Cpu } from '../../../lib/core/cpu';
import { Duration } from '../../../lib/core/duration';
import { formatProblem } from '../../../lib/core/errors';
import { bindJoin, type Join } from '../../../lib/core/join';
import { Percent } from '../../../lib/core/percent';
import type { kedaSh } from '../../../lib/kubernetes/api';
import { KubernetesObject } from '../../../lib/kubernetes/object';
import { Scale } from '../../../lib/kubernetes/scaling/scale';
import type { EventScaleProps } from '../../../lib/kubernetes/scaling/scaled-object';
import { renderScaledJob, ScalingStrategy } from '../../../lib/kubernetes/scaling/scaled-job';
import { Trigger } from '../../../lib/kubernetes/scaling/trigger';
import { TriggerAuthentication } from '../../../lib/kubernetes/scaling/trigger-authentication';
import { FakeWorkload, fakeCluster, fakeIdentity, fakeVault, messageOf, only, orders, rendered } from './world';

type ScaledObject = kedaSh.ScaledObject;
type Authentication = kedaSh.TriggerAuthentication;

const facts = { cpu: Cpu.millis(100) };
const cron = Trigger.cron({ timezone: 'UTC', start: '0 6 * * *', end: '0 20 * * *', desiredReplicas: 2 });
const cpu = Trigger.cpu(Percent.of(60));
const bySecret = TriggerAuthentication.secret('rabbit-default-user', { host: 'connection_string' });
const rabbit = Trigger.rabbitMq({ queueName: 'orders', value: 5, auth: bySecret });
const onCron: EventScaleProps = { min: 0, max: 30, triggers: [cron] };

function bind(props: EventScaleProps, workload = orders()): FakeWorkload {
  Scale.onEvents(props).bind(workload, facts);
  return workload;
}

function onBus(auth = TriggerAuthentication.workloadIdentity(fakeIdentity()), namespaceId?: string): Trigger {
  return Trigger.azureServiceBusQueue({ queueName: 'orders', namespace: 'contoso-orders', auth, namespaceId });
}

describe('Scale.onEvents', () => {
  it('renders a ScaledObject with its defaults written out', () => {
    const scale = Scale.onEvents({ min: 0, max: 30, triggers: [rabbit, cpu] });
    const workload = orders();

    scale.bind(workload, facts);

    expect(scale).toMatchObject({ min: 0, max: 30, ownsReplicas: true });
    expect(only<ScaledObject>(workload, 'ScaledObject')).toEqual({
      apiVersion: 'keda.sh/v1alpha1',
      kind: 'ScaledObject',
      metadata: {
        name: 'orders',
        namespace: 'shop',
        labels: { 'app.kubernetes.io/name': 'orders', 'app.kubernetes.io/managed-by': 'cdk-aks' },
      },
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'orders' },
        pollingInterval: 30,
        cooldownPeriod: 300,
        minReplicaCount: 0,
        maxReplicaCount: 30,
        advanced: {
          restoreToOriginalReplicaCount: false,
          horizontalPodAutoscalerConfig: {
            name: 'keda-hpa-orders',
            behavior: {
              scaleDown: {
                stabilizationWindowSeconds: 300,
                selectPolicy: 'Max',
                policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }],
              },
              scaleUp: {
                stabilizationWindowSeconds: 0,
                selectPolicy: 'Max',
                policies: [
                  { type: 'Pods', value: 4, periodSeconds: 15 },
                  { type: 'Percent', value: 100, periodSeconds: 15 },
                ],
              },
            },
          },
        },
        triggers: [
          {
            type: 'rabbitmq',
            metricType: 'AverageValue',
            metadata: {
              protocol: 'auto',
              queueName: 'orders',
              mode: 'QueueLength',
              value: '5',
              activationValue: '0',
            },
            authenticationRef: { kind: 'TriggerAuthentication', name: 'orders-rabbitmq' },
          },
          { type: 'cpu', metricType: 'Utilization', metadata: { value: '60' } },
        ],
      },
    });
  });

  it('renders what is asked for beyond them', () => {
    const workload = bind({
      min: 2,
      max: 10,
      triggers: [cron],
      idleReplicaCount: 0,
      pollingInterval: Duration.seconds(5),
      cooldownPeriod: Duration.minutes(1),
      initialCooldownPeriod: Duration.minutes(2),
      fallback: { failureThreshold: 3, replicas: 6, behavior: 'currentReplicasIfHigher' },
      hpaName: 'orders',
      restoreToOriginalReplicaCount: true,
    });

    expect(only<ScaledObject>(workload, 'ScaledObject').spec).toMatchObject({
      idleReplicaCount: 0,
      minReplicaCount: 2,
      pollingInterval: 5,
      cooldownPeriod: 60,
      initialCooldownPeriod: 120,
      fallback: { failureThreshold: 3, replicas: 6, behavior: 'currentReplicasIfHigher' },
      advanced: { restoreToOriginalReplicaCount: true, horizontalPodAutoscalerConfig: { name: 'orders' } },
    });
    expect(Scale.onEvents({ min: 2, max: 10, triggers: [cron], idleReplicaCount: 0 }).min).toBe(0);
  });

  it('takes over the autoscaler that a workload had before', () => {
    const workload = bind({ ...onCron, hpaName: 'orders', transferHpaOwnership: true });
    expect(only<ScaledObject>(workload, 'ScaledObject')).toMatchObject({
      metadata: { annotations: { 'scaledobject.keda.sh/transfer-hpa-ownership': 'true' } },
      spec: { advanced: { horizontalPodAutoscalerConfig: { name: 'orders' } } },
    });
    expect(messageOf(() => Scale.onEvents({ ...onCron, transferHpaOwnership: true }))).toBe(
      "'transferHpaOwnership' (true) takes over an autoscaler, and 'hpaName' does not say which. " +
        'Write the name of the HorizontalPodAutoscaler that the workload has. (scale/hpa-name-missing)',
    );
  });

  it('leaves out what KEDA warns about where there is always a pod', () => {
    const spec = only<ScaledObject>(bind({ min: 1, max: 3, triggers: [cron] }), 'ScaledObject').spec;
    expect(spec).not.toHaveProperty('pollingInterval');
    expect(spec).not.toHaveProperty('cooldownPeriod');

    const cached = Trigger.prometheus({ serverAddress: 'http://p', query: 'q', threshold: 1, useCachedMetrics: true });
    const polling = only<ScaledObject>(bind({ min: 1, max: 3, triggers: [cached] }), 'ScaledObject').spec;
    expect(polling).toMatchObject({ pollingInterval: 30, triggers: [{ useCachedMetrics: true }] });
  });

  it('collects everything that KEDA would refuse', () => {
    const cachedCron = Trigger.fromParts({ ...cron.parts, useCachedMetrics: true });
    expect(
      messageOf(() =>
        Scale.onEvents({
          min: 3,
          max: 2,
          triggers: [cachedCron],
          idleReplicaCount: 1 as never,
          pollingInterval: Duration.zero,
          cooldownPeriod: Duration.millis(10),
          fallback: { failureThreshold: 0, replicas: 9 },
        }),
      ).split('\n'),
    ).toEqual([
      "'min' (3) is above 'max' (2). Raise max or lower min. (scale/range)",
      "'pollingInterval' (0s) is below 1 second. Write at least Duration.seconds(1). (scale/duration)",
      "'cooldownPeriod' (10ms) is not a whole number of seconds. Write a multiple of one of these seconds. (duration/not-whole-seconds)",
      "'idleReplicaCount' (1) is not 0, the only number that KEDA can hold when idle. Write 0, or raise min and leave it out. (scale/idle)",
      "'fallback.failureThreshold' (0) is not a whole number from 1. Write at least 1. (scale/count)",
      "'fallback.replicas' (9) is above 'max' (2). Lower it, or raise max. (scale/fallback)",
      "'triggers' (cron) takes no cached metrics. Leave 'useCachedMetrics' out. (trigger/cached-metrics)",
    ]);
  });

  it('refuses to idle at zero what is at zero already', () => {
    expect(messageOf(() => Scale.onEvents({ ...onCron, idleReplicaCount: 0 }))).toBe(
      "'idleReplicaCount' (0) is not below 'min' (0). Leave it out, or raise min. (scale/idle)",
    );
  });

  it('refuses zero, and a fallback, on CPU and memory alone', () => {
    const fallback = { failureThreshold: 3, replicas: 1 };
    expect(messageOf(() => Scale.onEvents({ min: 0, max: 3, triggers: [cpu], fallback })).split('\n')).toEqual([
      "'min' (0) leaves no pod whose CPU or memory KEDA could measure, so that none would ever start. " +
        'Write a minimum of at least 1, or add a trigger that can wake it: a queue, a query, a schedule. (scale/zero)',
      "'fallback' does nothing for CPU and memory, whose metrics KEDA does not ask for itself. Leave it out. (scale/fallback)",
    ]);
    expect(() => Scale.onEvents({ min: 1, max: 3, triggers: [cpu], idleReplicaCount: 0 })).toThrow(/scale\/zero/);
    expect(() => Scale.onEvents({ min: 0, max: 3, triggers: [cpu, cron] })).not.toThrow();
  });

  it('refuses no trigger, two of one name, and two that need names', () => {
    expect(messageOf(() => Scale.onEvents({ min: 0, max: 3, triggers: [] }))).toBe(
      "'triggers' is empty: there is nothing to scale on. Write at least one, such as Trigger.rabbitMq(…). (scale/triggers)",
    );
    const named = (name: string, auth = bySecret): Trigger =>
      Trigger.rabbitMq({ queueName: 'orders', value: 5, auth, name });
    expect(messageOf(() => Scale.onEvents({ min: 0, max: 3, triggers: [named('a'), named('a')] }))).toBe(
      "'triggers' (a) is the name of two triggers, which KEDA refuses. Give each a name of its own. (trigger/name-twice)",
    );
    const elsewhere = TriggerAuthentication.secret('other-default-user', { host: 'connection_string' });
    const second = Trigger.rabbitMq({ queueName: 'mail', value: 5, auth: elsewhere });
    expect(messageOf(() => Scale.onEvents({ min: 0, max: 3, triggers: [rabbit, second] }))).toBe(
      "'triggers' (rabbitmq) names two triggers that authenticate differently, and each needs a TriggerAuthentication with a name of its own. " +
        "Give each trigger a 'name'. (trigger/name-needed)",
    );
    const workload = bind({ min: 0, max: 3, triggers: [named('a'), named('b', elsewhere), named('c')] });
    expect(rendered<Authentication>(workload, 'TriggerAuthentication').map(({ metadata }) => metadata?.name)).toEqual([
      'orders-a',
      'orders-b',
    ]);
    expect(
      only<ScaledObject>(workload, 'ScaledObject').spec.triggers.map((trigger) => trigger.authenticationRef?.name),
    ).toEqual(['orders-a', 'orders-b', 'orders-a']);
  });

  it('refuses a cluster without KEDA, and pods without what it measures', () => {
    const without = orders(fakeCluster({ features: { keda: false } }));
    expect(messageOf(() => Scale.onEvents({ min: 0, max: 3, triggers: [cron, cpu] }).bind(without, {}))).toBe(
      "[shop/orders] 'scale' scales on events, and cluster 'prod' has no KEDA. Write 'keda: true' on the cluster. (keda/not-enabled)\n" +
        "[shop/orders] 'scale' measures cpu against its request, and the pods have none. Give resources.cpu, or a target that is an amount. (scale/request-missing)",
    );
  });

  it('refuses a name that does not fit into the label that KEDA writes it into', () => {
    const cluster = fakeCluster();
    const long = 'orders'.repeat(9) + 'x';
    const workload = new FakeWorkload(orders(cluster), long, cluster);
    expect(messageOf(() => Scale.onEvents(onCron).bind(workload, facts))).toBe(
      `[shop/orders/${long}] 'scale.hpaName' (keda-hpa-${long}) has 64 characters, and KEDA writes it into a label of at most 63. ` +
        "Write a shorter 'hpaName', or shorten the workload's name. (scale/name-too-long)",
    );
  });
});

describe('Authentication of triggers', () => {
  it('by workload identity trusts the workload and the operator of KEDA, and assigns the role', () => {
    const identity = fakeIdentity();
    const workload = bind({
      ...onCron,
      triggers: [onBus(TriggerAuthentication.workloadIdentity(identity), '/subscriptions/s/namespaces/contoso')],
    });

    expect(identity.trusted).toEqual(['prod/kube-system/keda-operator', 'prod/shop/orders']);
    expect(identity.granted).toEqual(['Azure Service Bus Data Owner at /subscriptions/s/namespaces/contoso']);
    expect(only<Authentication>(workload, 'TriggerAuthentication')).toEqual({
      apiVersion: 'keda.sh/v1alpha1',
      kind: 'TriggerAuthentication',
      metadata: {
        name: 'orders-azure-servicebus',
        namespace: 'shop',
        labels: { 'app.kubernetes.io/name': 'orders', 'app.kubernetes.io/managed-by': 'cdk-aks' },
      },
      spec: { podIdentity: { provider: 'azure-workload', identityId: 'client-of-orders' } },
    });
  });

  it('with secrets of a vault lets KEDA read it', () => {
    const identity = fakeIdentity();
    const vault = fakeVault();
    const auth = TriggerAuthentication.keyVault(identity, {
      host: vault.secret('amqp-uri'),
      ca: vault.secret('amqp-ca', { version: '0123456789abcdef0123456789abcdef' }),
    });
    const workload = bind({ ...onCron, triggers: [Trigger.rabbitMq({ queueName: 'orders', value: 5, auth })] });

    expect(vault.readers).toEqual(['orders']);
    expect(identity.trusted).toEqual(['prod/kube-system/keda-operator']);
    expect(only<Authentication>(workload, 'TriggerAuthentication').spec).toEqual({
      azureKeyVault: {
        vaultUri: 'https://contoso.vault.azure.net/',
        podIdentity: { provider: 'azure-workload', identityId: 'client-of-orders' },
        secrets: [
          { parameter: 'host', name: 'amqp-uri' },
          { parameter: 'ca', name: 'amqp-ca', version: '0123456789abcdef0123456789abcdef' },
        ],
      },
    });
  });

  it('with a Secret refers to it', () => {
    const workload = bind({ ...onCron, triggers: [rabbit] });
    expect(only<Authentication>(workload, 'TriggerAuthentication').spec).toEqual({
      secretTargetRef: [{ parameter: 'host', name: 'rabbit-default-user', key: 'connection_string' }],
    });
    expect(runChecks(workload)).toEqual([]);
  });

  it('tells KEDA the cloud, outside the public one', () => {
    const cluster = fakeCluster({ cloud: 'usgovernment' });
    const vault = fakeVault();
    const auth = TriggerAuthentication.keyVault(fakeIdentity(), { connection: vault.secret('bus') });
    const workload = bind({ ...onCron, triggers: [onBus(auth)] }, orders(cluster));

    expect(only<ScaledObject>(workload, 'ScaledObject').spec.triggers[0]?.metadata.cloud).toBe(
      'AzureUSGovernmentCloud',
    );
    expect(only<Authentication>(workload, 'TriggerAuthentication').spec.azureKeyVault?.cloud).toEqual({
      type: 'AzureUSGovernmentCloud',
    });
  });

  it('refuses a Secret that the Key Vault driver syncs', () => {
    const workload = bind({ ...onCron, triggers: [rabbit] });
    new KubernetesObject(Chart.of(workload), 'rabbit', {
      apiVersion: 'secrets-store.csi.x-k8s.io/v1',
      kind: 'SecretProviderClass',
      spec: { provider: 'azure', secretObjects: [{ secretName: 'rabbit-default-user', type: 'Opaque' }] },
    } as never);

    expect(runChecks(workload).map(formatProblem)).toEqual([
      "[shop/orders] 'auth' (rabbit-default-user) is a Secret that the Key Vault driver syncs for 'shop/rabbit': it is gone with the last pod that mounts it, so a workload at zero would never wake. " +
        "Let KEDA read the vault itself: TriggerAuthentication.keyVault(identity, { parameter: vault.secret('…') }). (trigger/synced-secret)",
    ]);
  });

  it('refuses an identity where nothing could trust it', () => {
    const off = orders(fakeCluster({ features: { workloadIdentity: false } }));
    expect(messageOf(() => bind({ ...onCron, triggers: [onBus()] }, off))).toBe(
      "[shop/orders] 'scale' has a trigger that signs in with a workload identity, which is off on cluster 'prod'. " +
        "Write 'workloadIdentity: true' on the cluster (it needs the OIDC issuer, too). (keda/workload-identity)",
    );
    expect(messageOf(() => bind({ ...onCron, triggers: [onBus()] }, orders(null)))).toMatch(/\(app\/join-needed\)$/);
    const app = new App();
    bindJoin(app, { clusterOf: () => undefined } as unknown as Join);
    const apart = new FakeWorkload(new Chart(app, 'shop', { namespace: 'shop' }), 'orders');
    expect(messageOf(() => bind({ ...onCron, triggers: [onBus()] }, apart))).toBe(
      "[shop/orders] 'scale' has a trigger that signs in with a workload identity, and belongs to no cluster that the identity could trust. " +
        'Create its chart or namespace below cluster.kubernetes. (keda/no-cluster)',
    );
  });
});

describe('ScaledJob', () => {
  const job = {
    template: { spec: { restartPolicy: 'Never' as const, containers: [{ name: 'orders', image: 'orders:1' }] } },
  };
  const scaledJob = (props: Partial<Parameters<typeof renderScaledJob>[1]> = {}): FakeWorkload => {
    const workload = orders(fakeCluster(), 'ScaledJob');
    renderScaledJob(workload, { min: 0, max: 3, triggers: [rabbit], job: () => job, ...props });
    return workload;
  };

  it('renders its defaults, which let jobs at work finish', () => {
    expect(only<kedaSh.ScaledJob>(scaledJob(), 'ScaledJob').spec).toEqual({
      jobTargetRef: job,
      pollingInterval: 30,
      successfulJobsHistoryLimit: 5,
      failedJobsHistoryLimit: 5,
      minReplicaCount: 0,
      maxReplicaCount: 3,
      rollout: { strategy: 'gradual' },
      scalingStrategy: { strategy: 'default', multipleScalersCalculation: 'max' },
      triggers: [
        expect.objectContaining({
          type: 'rabbitmq',
          authenticationRef: { kind: 'TriggerAuthentication', name: 'orders-rabbitmq' },
        }),
      ],
    });
  });

  it.each([
    [ScalingStrategy.accurate(), { strategy: 'accurate' }],
    [ScalingStrategy.eager(), { strategy: 'eager' }],
    [
      ScalingStrategy.custom({ queueLengthDeduction: 1, runningJobPercentage: Percent.of(50) }),
      { strategy: 'custom', customScalingQueueLengthDeduction: 1, customScalingRunningJobPercentage: '0.5' },
    ],
  ])('renders a strategy of its own', (strategy, expected) => {
    const workload = scaledJob({
      strategy,
      multipleScalersCalculation: 'sum',
      pendingPodConditions: ['Ready'],
      rollout: 'immediate',
      pollingInterval: Duration.seconds(10),
      successfulJobsHistoryLimit: 0,
      failedJobsHistoryLimit: 9,
    });
    expect(only<kedaSh.ScaledJob>(workload, 'ScaledJob').spec).toMatchObject({
      pollingInterval: 10,
      successfulJobsHistoryLimit: 0,
      failedJobsHistoryLimit: 9,
      rollout: { strategy: 'immediate' },
      scalingStrategy: { ...expected, multipleScalersCalculation: 'sum', pendingPodConditions: ['Ready'] },
    });
  });

  it('refuses what KEDA would, CPU among the triggers', () => {
    expect(
      messageOf(() =>
        scaledJob({
          min: 5,
          triggers: [rabbit, cpu],
          successfulJobsHistoryLimit: -1,
          failedJobsHistoryLimit: 0.5,
          pollingInterval: Duration.zero,
        }),
      ).split('\n'),
    ).toEqual([
      "[shop/orders] 'min' (5) is above 'max' (3). Raise max or lower min. (scale/range)",
      "[shop/orders] 'pollingInterval' (0s) is below 1 second. Write at least Duration.seconds(1). (scale/duration)",
      "[shop/orders] 'successfulJobsHistoryLimit' (-1) is not a whole number from 0. Write 0 or more. (scale/count)",
      "[shop/orders] 'failedJobsHistoryLimit' (0.5) is not a whole number from 0. Write 0 or more. (scale/count)",
      "[shop/orders] 'triggers' (cpu) measures pods that run, and KEDA takes it for a ScaledObject only, not for jobs. " +
        "Leave it out, or leave out mode: 'job'. (scale/job-on-resources)",
    ]);
    expect(() => ScalingStrategy.custom({ queueLengthDeduction: -1, runningJobPercentage: Percent.of(1) })).toThrow(
      /'queueLengthDeduction' \(-1\)/,
    );
  });
});
