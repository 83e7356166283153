import { Construct } from 'constructs';
import { Problems } from '../../core/errors';
import type { kustomizeToolkitFluxcdIo } from '../api';
import { objectName } from '../object';
import { FLUX_NAMESPACE } from './flux';
import { renderGitOperator } from './git-operator';

export interface RabbitmqOperatorsProps {
  /**
   * Version of the cluster operator, as its repository tags it.
   * @default 'v2.22.3'
   */
  readonly clusterOperatorVersion?: string;

  /**
   * Version of the messaging topology operator, as its repository tags it.
   * @default 'v1.20.1'
   */
  readonly topologyOperatorVersion?: string;

  /**
   * Namespace of the Flux configuration that applies this cluster's manifests.
   * @default 'flux-system'
   */
  readonly fluxNamespace?: string;
}

/** rabbitmq/cluster-operator: releases, July 2026. */
const CLUSTER_OPERATOR = 'v2.22.3';
/** rabbitmq/messaging-topology-operator: releases, August 2026. */
const TOPOLOGY_OPERATOR = 'v1.20.1';
const EXACT = /^v\d+\.\d+\.\d+$/;
/** Where both repositories install to. */
const NAMESPACE = 'rabbitmq-system';

/**
 * The two operators of RabbitMQ, from their own repositories at pinned tags: one runs `RabbitmqCluster`s, the other their
 * queues, exchanges, users and permissions. Both call for cert-manager, for the certificates of their webhooks: Flux tries
 * again until it is there.
 *
 * They run in `rabbitmq-system`, whose pods keep to the Pod Security Standard `restricted`; the namespace enforces it.
 *
 * @example
 * new CertManager(cluster.kubernetes, 'cert-manager');
 * new RabbitmqOperators(cluster.kubernetes, 'rabbitmq-operators');
 */
export class RabbitmqOperators extends Construct {
  constructor(scope: Construct, id: string, props: RabbitmqOperatorsProps = {}) {
    super(scope, id);
    const { clusterOperatorVersion = CLUSTER_OPERATOR, topologyOperatorVersion = TOPOLOGY_OPERATOR } = props;
    const problems = new Problems(this);
    for (const [property, version] of Object.entries({ clusterOperatorVersion, topologyOperatorVersion })) {
      if (EXACT.test(version)) continue;
      problems.add({
        property,
        value: version,
        rule: 'is not one exact version',
        fix: `Write a tag of the repository, such as '${property === 'clusterOperatorVersion' ? CLUSTER_OPERATOR : TOPOLOGY_OPERATOR}'`,
        code: 'rabbitmq/version',
      });
    }
    problems.throwIfAny();
    const fluxNamespace = props.fluxNamespace ?? FLUX_NAMESPACE;
    const prefix = objectName(this);
    const clusterOperator = `${prefix}-cluster`;
    renderGitOperator(
      this,
      {
        name: clusterOperator,
        url: 'https://github.com/rabbitmq/cluster-operator',
        tag: clusterOperatorVersion,
        path: './config/installation',
        images: { 'ghcr.io/rabbitmq/cluster-operator': clusterOperatorVersion.slice(1) },
        patches: [ENFORCE_RESTRICTED],
        dependsOn: [],
      },
      fluxNamespace,
    );
    renderGitOperator(
      this,
      {
        name: `${prefix}-topology`,
        url: 'https://github.com/rabbitmq/messaging-topology-operator',
        tag: topologyOperatorVersion,
        path: './config/installation',
        images: { 'ghcr.io/rabbitmq/messaging-topology-operator': topologyOperatorVersion.slice(1) },
        patches: [LEAVE_NAMESPACE_OUT],
        dependsOn: [clusterOperator],
      },
      fluxNamespace,
    );
  }
}

const TARGET = { kind: 'Namespace', name: NAMESPACE };

/** Definitions and brokers must outlive a mistake in a kustomization, so their namespace stays, too. */
const ENFORCE_RESTRICTED: kustomizeToolkitFluxcdIo.KustomizationSpecPatch = {
  target: TARGET,
  patch: [
    'apiVersion: v1',
    'kind: Namespace',
    'metadata:',
    `  name: ${NAMESPACE}`,
    '  labels:',
    '    pod-security.kubernetes.io/enforce: restricted',
    '  annotations:',
    '    kustomize.toolkit.fluxcd.io/prune: disabled',
    '',
  ].join('\n'),
};

/** Both repositories bring the namespace; two Kustomizations would undo each other's labels for good. */
const LEAVE_NAMESPACE_OUT: kustomizeToolkitFluxcdIo.KustomizationSpecPatch = {
  target: { kind: 'Namespace' },
  patch: ['apiVersion: v1', 'kind: Namespace', 'metadata:', `  name: ${NAMESPACE}`, '$patch: delete', ''].join('\n'),
};
