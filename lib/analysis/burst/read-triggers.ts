import type { Body } from '../../artifact/read/model';
import { asBody, asList } from '../workload/workloads';
import { cronWindow, type Start } from './cron-window';
import type { Metric } from './model';

/** What a queue's trigger counts to each pod, with KEDA's default, and above what it wakes. KEDA: "Scalers". */
interface QueueTrigger {
  readonly target: readonly string[];
  readonly otherwise: number;
  readonly activation: string;
}

const QUEUES: Readonly<Record<string, QueueTrigger>> = {
  'aws-sqs-queue': { target: ['queueLength'], otherwise: 5, activation: 'activationQueueLength' },
  'azure-eventhub': {
    target: ['unprocessedEventThreshold'],
    otherwise: 64,
    activation: 'activationUnprocessedEventThreshold',
  },
  'azure-queue': { target: ['queueLength'], otherwise: 5, activation: 'activationQueueLength' },
  'azure-servicebus': { target: ['messageCount'], otherwise: 5, activation: 'activationMessageCount' },
  'apache-kafka': { target: ['lagThreshold'], otherwise: 10, activation: 'activationLagThreshold' },
  kafka: { target: ['lagThreshold'], otherwise: 10, activation: 'activationLagThreshold' },
  rabbitmq: { target: ['value', 'queueLength'], otherwise: 20, activation: 'activationValue' },
  redis: { target: ['listLength'], otherwise: 5, activation: 'activationListLength' },
  'redis-cluster': { target: ['listLength'], otherwise: 5, activation: 'activationListLength' },
  'redis-sentinel': { target: ['listLength'], otherwise: 5, activation: 'activationListLength' },
  'redis-streams': { target: ['pendingEntriesCount'], otherwise: 5, activation: 'activationLagCount' },
};

/** What a trigger measures, or why that is not simulated, as the rest of a sentence. */
export type ReadMetric = { readonly metric: Metric; readonly but?: string } | { readonly because: string };

/** KEDA: "Apache Kafka", `allowIdleConsumers`. */
const PARTITIONS = 'KEDA keeps to one pod a partition, and the files do not tell how many there are';

/** The triggers of a ScaledObject or ScaledJob. */
export function readTriggers(spec: Body, start: Start | undefined): readonly ReadMetric[] {
  return asList(spec.triggers).map((item) => readTrigger(asBody(item) ?? {}, start));
}

function readTrigger(trigger: Body, start: Start | undefined): ReadMetric {
  const type = String(trigger.type);
  const metadata = asBody(trigger.metadata) ?? {};
  if (type === 'cron') return readCron(metadata, start);
  const metricType = trigger.metricType;
  if (type === 'cpu') {
    const target = numberOf(metadata.value);
    if (target === undefined || (metricType ?? metadata.type ?? 'Utilization') !== 'Utilization') {
      return { because: "trigger 'cpu' is no share of what is requested" };
    }
    return { metric: { kind: 'cpu', target } };
  }
  const queue = Object.hasOwn(QUEUES, type) ? QUEUES[type] : undefined;
  if (!queue) return { because: `trigger '${type}' measures what these files don't tell` };
  const written = queue.target.map((key) => metadata[key]).find((value) => value !== undefined);
  const target = written === undefined ? queue.otherwise : numberOf(written);
  if (target === undefined || target <= 0) return { because: `trigger '${type}' has no number as its target` };
  const isBound = type.endsWith('kafka') && String(metadata.allowIdleConsumers) !== 'true';
  const isRate = type === 'rabbitmq' && metadata.mode === 'MessageRate';
  return {
    metric: {
      kind: isRate ? 'rate' : 'backlog',
      target,
      per: metricType === 'Value' ? 'all' : 'pod',
      activation: numberOf(metadata[queue.activation]) ?? 0,
    },
    ...(isBound && { but: PARTITIONS }),
  };
}

function readCron({ start: opens, end, timezone, desiredReplicas }: Body, start: Start | undefined): ReadMetric {
  const replicas = numberOf(desiredReplicas);
  if (start === undefined) return { because: "trigger 'cron' counts only where the time of the burst is told" };
  const isOpen = cronWindow(String(opens), String(end), String(timezone), start);
  if (replicas === undefined || isOpen === undefined)
    return { because: "trigger 'cron' has a schedule that can't be read" };
  return { metric: { kind: 'window', replicas, isOpen } };
}

function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}
