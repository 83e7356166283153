import { Duration } from '../../core/duration';
import type { coreV1, rabbitmqCom } from '../api';
import { classOf } from '../storage/claim';
import { resolveImage } from '../workload/image';
import { renderPlacement } from '../workload/placement';
import type { RabbitmqClusterProps } from './rabbitmq-cluster-props';

/** What cluster-operator v2.22.3 runs by itself; written out, so that its upgrade restarts no broker unseen. */
const IMAGE = 'docker.io/library/rabbitmq:4.2.6-management';
const GRACE_PERIOD = Duration.minutes(20);

export interface BrokerFacts {
  readonly podLabels: Readonly<Record<string, string>>;
  /** Zones in which the brokers may run; undefined where nothing is known of them. */
  readonly zones: readonly string[] | undefined;
}

/** The cluster as its operator reads it. */
export function rabbitmqSpec(props: RabbitmqClusterProps, facts: BrokerFacts): rabbitmqCom.RabbitmqClusterSpec {
  const { cpu, memory } = props.resources;
  const storageClass = classOf({ size: props.storage, storageClass: props.storageClass }).storageClassName;
  const amounts = { cpu: String(cpu), memory: String(memory) };
  const { nodeSelector, tolerations } = renderPlacement({
    os: 'linux',
    place: props.on?.placement,
    overflow: false,
    tolerations: props.tolerations ?? [],
  });
  return {
    replicas: props.replicas ?? 3,
    image: resolveImage(props.image ?? IMAGE).reference,
    ...(props.pullSecretName === undefined ? {} : { imagePullSecrets: [{ name: props.pullSecretName }] }),
    resources: { requests: amounts, limits: amounts },
    persistence: { storageClassName: storageClass, storage: String(props.storage) },
    terminationGracePeriodSeconds: (props.gracePeriod ?? GRACE_PERIOD).toSeconds(),
    ...(tolerations ? { tolerations } : {}),
    rabbitmq: {
      ...(props.plugins?.length ? { additionalPlugins: [...props.plugins] } : {}),
      additionalConfig: configText(props.config ?? {}),
    },
    override: {
      statefulSet: {
        spec: {
          // The operator would delete the disks with the cluster.
          persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
          template: {
            spec: {
              containers: [],
              nodeSelector,
              ...(props.priorityClass === undefined ? {} : { priorityClassName: props.priorityClass }),
              topologySpreadConstraints: spread(facts),
            },
          },
        },
      },
    },
  };
}

/** Two brokers of three in one zone, or on one node, lose the majority with it: both are enforced. */
function spread({ podLabels, zones }: BrokerFacts): readonly coreV1.TopologySpreadConstraint[] {
  const over = (topologyKey: string): coreV1.TopologySpreadConstraint => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: 'DoNotSchedule',
    labelSelector: { matchLabels: podLabels },
    nodeTaintsPolicy: 'Honor',
  });
  const overZones = zones === undefined || zones.length > 1;
  return [...(overZones ? [over('topology.kubernetes.io/zone')] : []), over('kubernetes.io/hostname')];
}

/** RabbitMQ: "Production Deployment Guidelines", free disk; "Quorum Queues", default queue type. */
function configText(given: Readonly<Record<string, string>>): string {
  const lines = { 'disk_free_limit.relative': '1.0', default_queue_type: 'quorum', ...given };
  return Object.entries(lines)
    .map(([key, value]) => `${key} = ${value}\n`)
    .join('');
}
