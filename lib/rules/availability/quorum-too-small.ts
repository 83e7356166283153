import { objectIndex } from '../../analysis/objects';
import { asBody } from '../../analysis/workload/workloads';
import { compliant, finding, type Rule } from '../rule';
import { object, workload } from '../sample';

const brokers = (replicas: string): string =>
  object('rabbitmq.com/v1beta1', 'RabbitmqCluster', 'rabbit', [`spec: { ${replicas}persistence: { storage: 20Gi } }`]);

/** A quorum of one is gone with its node, and one of two is no majority. */
export const quorumTooSmall: Rule = {
  id: 'availability/quorum-too-small',
  severity: 'warning',
  what: 'has too few brokers to lose one',
  why: 'a quorum queue works while most of its brokers do: of one or two none may go, and an even number splits into halves',
  fix: 'Run three brokers, one in each zone, or five',
  sources: ['RabbitMQ: Quorum Queues', 'RabbitMQ: Clustering Guide, node counts'],
  examples: {
    failing: { 'rabbit.yaml': brokers('') },
    mended: { 'rabbit.yaml': brokers('replicas: 3, ') },
    notApplicable: { 'cart.yaml': workload('cart') },
  },
  *check({ artifacts }) {
    for (const cluster of objectIndex(artifacts).ofKind('RabbitmqCluster')) {
      const replicas = Number(asBody(cluster.body.spec)?.replicas ?? 1);
      // Brokers that are switched off serve nobody.
      if (replicas === 0 || (replicas > 2 && replicas % 2 === 1)) yield compliant(cluster);
      else yield finding(cluster, ['spec', 'replicas'], { detail: `runs ${replicas} of RabbitMQ's brokers` });
    }
  },
};
