import { Cpu } from '../../../lib/core/cpu';
import { Duration } from '../../../lib/core/duration';
import { Size } from '../../../lib/core/size';
import type { networkingV1 } from '../../../lib/kubernetes/api';
import { RabbitmqCluster } from '../../../lib/kubernetes/messaging/rabbitmq-cluster';
import type { RabbitmqClusterProps } from '../../../lib/kubernetes/messaging/rabbitmq-cluster-props';
import {
  fakeCluster,
  messageOf,
  object,
  objects,
  onCluster,
  plainNamespace,
  problemsOf,
  refusals,
} from '../workload/world';

const SMALL = {
  resources: { cpu: Cpu.cores(1), memory: Size.gibibytes(2) },
  storage: Size.gibibytes(20),
} as const;

function rabbit(props: Partial<RabbitmqClusterProps> = {}, cluster = fakeCluster()): RabbitmqCluster {
  return new RabbitmqCluster(onCluster(cluster).shop, 'rabbit', { ...SMALL, ...props });
}

const LABELS = { 'app.kubernetes.io/component': 'rabbitmq', 'app.kubernetes.io/name': 'rabbit' };
const constraint = (topologyKey: string) => ({
  maxSkew: 1,
  topologyKey,
  whenUnsatisfiable: 'DoNotSchedule',
  labelSelector: { matchLabels: LABELS },
  nodeTaintsPolicy: 'Honor',
});

describe('RabbitmqCluster', () => {
  it('renders three brokers over zones and nodes, with equal limits and quorum queues', () => {
    const broker = rabbit();

    expect(object(broker, 'RabbitmqCluster')).toEqual({
      apiVersion: 'rabbitmq.com/v1beta1',
      kind: 'RabbitmqCluster',
      metadata: {
        name: 'rabbit',
        namespace: 'shop',
        labels: {
          'app.kubernetes.io/name': 'rabbit',
          'app.kubernetes.io/part-of': 'shop',
          'app.kubernetes.io/managed-by': 'cdk-aks',
        },
        annotations: { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' },
      },
      spec: {
        replicas: 3,
        image: 'docker.io/library/rabbitmq:4.2.6-management',
        resources: { requests: { cpu: '1', memory: '2Gi' }, limits: { cpu: '1', memory: '2Gi' } },
        persistence: { storageClassName: 'managed-csi-premium', storage: '20Gi' },
        terminationGracePeriodSeconds: 1200,
        rabbitmq: { additionalConfig: 'disk_free_limit.relative = 1.0\ndefault_queue_type = quorum\n' },
        override: {
          statefulSet: {
            spec: {
              persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
              template: {
                spec: {
                  containers: [],
                  nodeSelector: { 'kubernetes.io/os': 'linux' },
                  topologySpreadConstraints: [
                    constraint('topology.kubernetes.io/zone'),
                    constraint('kubernetes.io/hostname'),
                  ],
                },
              },
            },
          },
        },
      },
    });
    expect(refusals(broker, '1.34')).toEqual([]);
    expect(problemsOf(broker)).toEqual([]);
  });

  it('lets one broker go at a time', () => {
    expect(object(rabbit(), 'PodDisruptionBudget').spec).toEqual({
      maxUnavailable: 1,
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
      selector: { matchLabels: { 'app.kubernetes.io/name': 'rabbit', 'app.kubernetes.io/component': 'rabbitmq' } },
    });
  });

  it('is open to its own brokers, the operators and the API server, and to nobody else', () => {
    const spec = object(rabbit(), 'NetworkPolicy', 'rabbit').spec as unknown as networkingV1.NetworkPolicySpec;
    const peers = [
      { port: 4369, protocol: 'TCP' },
      { port: 25672, protocol: 'TCP' },
      { port: 35672, endPort: 35682, protocol: 'TCP' },
    ];
    expect(spec).toEqual({
      podSelector: { matchLabels: LABELS },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [
        { from: [{ podSelector: { matchLabels: LABELS } }], ports: peers },
        {
          from: [
            {
              namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'rabbitmq-system' } },
              podSelector: { matchLabels: { 'app.kubernetes.io/component': 'rabbitmq-operator' } },
            },
          ],
          ports: [{ port: 'management', protocol: 'TCP' }],
        },
      ],
      egress: [
        { to: [{ podSelector: { matchLabels: LABELS } }], ports: peers },
        {
          to: [{ ipBlock: expect.objectContaining({ cidr: '0.0.0.0/0' }) }],
          ports: [{ port: 443, protocol: 'TCP' }],
        },
      ],
    });
  });

  it('opens what streams and Prometheus need, when they are on', () => {
    const broker = rabbit({ plugins: ['rabbitmq_stream'], azureMetrics: true });
    const { ingress = [] } = object(broker, 'NetworkPolicy').spec as unknown as networkingV1.NetworkPolicySpec;

    expect(ingress.flatMap(({ ports }) => ports)).toEqual(
      expect.arrayContaining([
        { port: 6000, endPort: 6500, protocol: 'TCP' },
        { port: 'prometheus', protocol: 'TCP' },
      ]),
    );
    expect(object(broker, 'RabbitmqCluster').spec).toMatchObject({
      rabbitmq: { additionalPlugins: ['rabbitmq_stream'] },
    });
    expect(object(broker, 'PodMonitor').spec).toEqual({
      selector: { matchLabels: { 'app.kubernetes.io/name': 'rabbit', 'app.kubernetes.io/component': 'rabbitmq' } },
      podMetricsEndpoints: [{ port: 'prometheus', interval: '30s' }],
    });
    expect(refusals(broker, '1.34')).toEqual([]);
  });

  it('runs where and how it is told', () => {
    const cluster = fakeCluster({
      pools: [{ name: 'data', zones: [], taints: [{ key: 'data', value: 'true', effect: 'NoSchedule' }] }],
    });
    const broker = rabbit(
      {
        on: cluster.nodePools[0],
        replicas: 5,
        priorityClass: 'brokers',
        pullSecretName: 'hub',
        storageClass: 'zrs',
        image: 'contoso.azurecr.io/rabbitmq:4.2.6',
        gracePeriod: Duration.minutes(10),
        config: { channel_max: '1024' },
      },
      cluster,
    );
    expect(object(broker, 'RabbitmqCluster').spec).toMatchObject({
      replicas: 5,
      image: 'contoso.azurecr.io/rabbitmq:4.2.6',
      imagePullSecrets: [{ name: 'hub' }],
      persistence: { storageClassName: 'zrs' },
      terminationGracePeriodSeconds: 600,
      tolerations: [{ key: 'data', operator: 'Equal', value: 'true', effect: 'NoSchedule' }],
      rabbitmq: {
        additionalConfig: 'disk_free_limit.relative = 1.0\ndefault_queue_type = quorum\nchannel_max = 1024\n',
      },
      override: {
        statefulSet: {
          spec: {
            template: {
              spec: {
                nodeSelector: { 'kubernetes.io/os': 'linux', 'cdk-aks/pool': 'data' },
                priorityClassName: 'brokers',
                topologySpreadConstraints: [constraint('kubernetes.io/hostname')],
              },
            },
          },
        },
      },
    });
    expect(refusals(broker, '1.34')).toEqual([]);
  });

  it('counts towards the quota of its namespace', () => {
    const { shop } = onCluster();
    new RabbitmqCluster(shop, 'rabbit', SMALL);
    expect(object(shop, 'ResourceQuota').spec).toEqual({
      hard: { 'requests.cpu': '3', 'requests.memory': '6Gi', pods: 3 },
    });
    expect(problemsOf(shop)).toEqual([]);
  });

  it('works in a plain chart as well, spread over whatever zones there are', () => {
    const broker = new RabbitmqCluster(plainNamespace(), 'rabbit', SMALL);
    expect(JSON.stringify(object(broker, 'RabbitmqCluster').spec)).toContain('topology.kubernetes.io/zone');
    expect(problemsOf(broker)).toEqual([]);
  });

  it('takes a single broker only with a reason, which every report lists', () => {
    const { shop, acknowledged } = onCluster();
    const broker = new RabbitmqCluster(shop, 'rabbit', {
      ...SMALL,
      replicas: 1,
      acceptOneReplica: 'a test environment',
    });
    expect(problemsOf(shop)).toEqual([]);
    expect(acknowledged).toEqual([
      { path: 'shop/rabbit', rule: 'availability/quorum-too-small', reason: 'a test environment' },
    ]);
    expect(objects(broker, 'PodDisruptionBudget')).toEqual([]);
  });

  it('tells everything that is wrong at once', () => {
    expect(
      messageOf(() =>
        rabbit({
          replicas: 2 as 3,
          storage: Size.gibibytes(3),
          plugins: ['rabbitmq stream'],
          config: { default_pass: 'guest', 'a b': 'c' },
          gracePeriod: Duration.seconds(30),
          storageClass: 'Fast',
        }),
      ).split('\n'),
    ).toEqual([
      "[shop/rabbit] 'replicas' (2) is not 1, 3, 5 or 7: an even number can split into halves, of which neither has a majority. Write 3. (rabbitmq/replicas)",
      expect.stringMatching(/^\[shop\/rabbit\] 'storageClass' \(Fast\) .* \(name\/dns-subdomain\)$/),
      "[shop/rabbit] 'storage' (3Gi) is below twice 'resources.memory' (2Gi): RabbitMQ stops all publishers when less disk than memory is free. Write 4Gi or more. (rabbitmq/storage)",
      "[shop/rabbit] 'plugins' (rabbitmq stream) is no name of a plugin. Write it as 'rabbitmq_stream'. (rabbitmq/plugin)",
      "[shop/rabbit] 'config['default_pass']' holds a credential, which everyone who reads the repository or the cluster would see. Leave it out: the operator makes the first user, addUser the others. (secret/literal)",
      "[shop/rabbit] 'config' (a b) is no line of rabbitmq.conf. Write a key and a value of one line: { channel_max: '1024' }. (rabbitmq/config)",
      "[shop/rabbit] 'gracePeriod' (30s) is too short for a broker to hand over its queues, or no whole number of seconds. Write Duration.minutes(20). (rabbitmq/grace-period)",
    ]);
  });

  it('refuses one broker without a reason, a reason without need, and a name that grows too long', () => {
    expect(messageOf(() => rabbit({ replicas: 1 }))).toBe(
      "[shop/rabbit] 'replicas' (1) is a single broker, whose queues are away whenever its node is. Write 3, or say why one will do: acceptOneReplica: 'a test environment'. (rabbitmq/one-replica)",
    );
    expect(messageOf(() => rabbit({ acceptOneReplica: 'why not' }))).toBe(
      "[shop/rabbit] 'acceptOneReplica' accepts one broker, and there are 3. Leave it out. (rabbitmq/one-replica)",
    );
    const long = 'a'.repeat(46);
    expect(messageOf(() => new RabbitmqCluster(onCluster().shop, long, SMALL))).toBe(
      `[shop/${long}] 'id' (${long}) has 46 characters, and the operator makes longer names of it: at most 45. Choose a shorter id. (rabbitmq/name-too-long)`,
    );
  });

  it('takes a class of this program, and none of shares', () => {
    const fast = { storageClassName: 'fast', driver: 'disk.csi.azure.com' } as const;
    expect(object(rabbit({ storageClass: fast }), 'RabbitmqCluster').spec).toMatchObject({
      persistence: { storageClassName: 'fast' },
    });
    expect(messageOf(() => rabbit({ storageClass: 'azurefile-csi-premium' }))).toBe(
      "[shop/rabbit] 'storageClass' (azurefile-csi-premium) makes no disks (file.csi.azure.com), and brokers write every message down before they take the next. Use a class of disks, such as 'managed-csi-premium'. (rabbitmq/storage-class)",
    );
    expect(messageOf(() => rabbit({ storage: Size.tebibytes(40) }))).toMatch(/storage\/size/);
  });

  it('says that no pool can hold it', () => {
    expect(problemsOf(rabbit({ resources: { cpu: Cpu.cores(16), memory: Size.gibibytes(2) } }))).toEqual([
      expect.stringContaining('placement/no-pool'),
    ]);
  });
});
