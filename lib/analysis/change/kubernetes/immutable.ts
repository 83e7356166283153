import { type FieldChange } from './fields';

type Json = Readonly<Record<string, unknown>>;

/** Fields that the API server does not let change. */
interface Fixed {
  /** These, and all below them. */
  readonly fields?: readonly string[];
  /** All below this one … */
  readonly all?: string;
  /** … but these. */
  readonly but?: readonly string[];
}

/** By group and kind. Source: Kubernetes, `Validate…Update` of each kind; the operators' own webhooks. */
const FIXED: Readonly<Record<string, Fixed>> = {
  'apps/Deployment': { fields: ['spec.selector'] },
  'apps/ReplicaSet': { fields: ['spec.selector'] },
  'apps/DaemonSet': { fields: ['spec.selector'] },
  'apps/StatefulSet': {
    all: 'spec',
    but: [
      'spec.replicas',
      'spec.ordinals',
      'spec.template',
      'spec.updateStrategy',
      'spec.revisionHistoryLimit',
      'spec.persistentVolumeClaimRetentionPolicy',
      'spec.minReadySeconds',
    ],
  },
  'batch/Job': {
    fields: [
      'spec.selector',
      'spec.template',
      'spec.completionMode',
      'spec.completions',
      'spec.podFailurePolicy',
      'spec.successPolicy',
      'spec.backoffLimitPerIndex',
      'spec.managedBy',
    ],
  },
  '/Pod': { all: 'spec', but: ['spec.activeDeadlineSeconds', 'spec.tolerations', 'spec.schedulingGates'] },
  '/PersistentVolumeClaim': { all: 'spec', but: ['spec.resources', 'spec.volumeAttributesClassName'] },
  '/PersistentVolume': {
    all: 'spec',
    but: [
      'spec.capacity',
      'spec.accessModes',
      'spec.claimRef',
      'spec.persistentVolumeReclaimPolicy',
      'spec.storageClassName',
      'spec.mountOptions',
      'spec.volumeAttributesClassName',
    ],
  },
  '/Secret': { fields: ['type'] },
  'storage.k8s.io/StorageClass': { fields: ['provisioner', 'parameters', 'reclaimPolicy', 'volumeBindingMode'] },
  'storage.k8s.io/CSIDriver': { fields: ['spec.attachRequired', 'spec.volumeLifecycleModes'] },
  'storage.k8s.io/VolumeAttributesClass': { fields: ['driverName', 'parameters'] },
  'rbac.authorization.k8s.io/RoleBinding': { fields: ['roleRef'] },
  'rbac.authorization.k8s.io/ClusterRoleBinding': { fields: ['roleRef'] },
  'networking.k8s.io/IngressClass': { fields: ['spec.controller'] },
  'scheduling.k8s.io/PriorityClass': { fields: ['value', 'preemptionPolicy'] },
  'node.k8s.io/RuntimeClass': { fields: ['handler'] },
  'discovery.k8s.io/EndpointSlice': { fields: ['addressType'] },
  'apiextensions.k8s.io/CustomResourceDefinition': {
    fields: ['spec.group', 'spec.scope', 'spec.names.plural', 'spec.names.kind'],
  },
  // Another policy under the same name would hold for what the old one was bound to: it is another binding.
  'admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding': { fields: ['spec.policyName'] },
  'admissionregistration.k8s.io/MutatingAdmissionPolicyBinding': { fields: ['spec.policyName'] },
  'gateway.networking.k8s.io/GatewayClass': { fields: ['spec.controllerName'] },
  'snapshot.storage.k8s.io/VolumeSnapshot': { fields: ['spec.source'] },
  'snapshot.storage.k8s.io/VolumeSnapshotContent': { fields: ['spec.source', 'spec.driver'] },
  'rabbitmq.com/Queue': {
    fields: [
      'spec.name',
      'spec.vhost',
      'spec.type',
      'spec.durable',
      'spec.autoDelete',
      'spec.rabbitmqClusterReference',
    ],
  },
  'rabbitmq.com/Exchange': {
    fields: [
      'spec.name',
      'spec.vhost',
      'spec.type',
      'spec.durable',
      'spec.autoDelete',
      'spec.rabbitmqClusterReference',
    ],
  },
  'rabbitmq.com/Binding': { all: 'spec' },
  'rabbitmq.com/Vhost': { fields: ['spec.name', 'spec.rabbitmqClusterReference'] },
};

/** Images of a pod are the one thing in its containers that may change. */
const POD_IMAGE = /^spec\.(containers|initContainers|ephemeralContainers)\.\d+\.image$/;
/** What may change in the template of a job that is suspended. */
const OF_SUSPENDED =
  /^spec\.template\.(metadata\.(labels|annotations)|spec\.(nodeSelector|tolerations|affinity|schedulingGates))(\.|$)/;

/** The changes that can't be made to the object that is there: it has to be deleted and created. */
export function immutableChanges(
  group: string,
  kind: string,
  before: Json,
  after: Json,
  changes: readonly FieldChange[],
): readonly FieldChange[] {
  if (group === '' && kind === 'Service') return changes.filter((change) => isFixedOfService(change, before, after));
  if (group === '' && (kind === 'ConfigMap' || kind === 'Secret') && before['immutable'] === true) {
    const fixed = ['data', 'binaryData', 'stringData', 'immutable', 'type'];
    return changes.filter(({ path }) => fixed.includes(String(path[0])));
  }
  const rule = FIXED[`${group}/${kind}`];
  if (!rule) return [];
  return changes.filter((change) => {
    const path = change.path.join('.');
    if (kind === 'Pod' && POD_IMAGE.test(path)) return false;
    if (kind === 'Job' && isSuspended(before) && OF_SUSPENDED.test(path)) return false;
    if (kind === 'PersistentVolumeClaim' && path === 'spec.volumeName' && change.from === null) return false;
    if (rule.fields?.some((field) => isAtOrBelow(path, field))) return true;
    return (
      rule.all !== undefined && isAtOrBelow(path, rule.all) && !rule.but?.some((field) => isAtOrBelow(path, field))
    );
  });
}

function isAtOrBelow(path: string, field: string): boolean {
  return path === field || path.startsWith(`${field}.`);
}

function isSuspended(job: Json): boolean {
  return (job['spec'] as Json | undefined)?.['suspend'] === true;
}

/** An address stays once it was given; leaving it out keeps it. Source: Kubernetes, `ValidateServiceUpdate`. */
function isFixedOfService({ path, from, to }: FieldChange, before: Json, after: Json): boolean {
  const typeOf = (body: Json): unknown => (body['spec'] as Json | undefined)?.['type'] ?? 'ClusterIP';
  const field = path.join('.');
  if (field === 'spec.clusterIP' || field.startsWith('spec.clusterIPs')) {
    return to !== null && ![typeOf(before), typeOf(after)].includes('ExternalName');
  }
  if (field === 'spec.ipFamilies') return Array.isArray(from) && Array.isArray(to) && from[0] !== to[0];
  if (field !== 'spec.loadBalancerClass') return false;
  return typeOf(before) === 'LoadBalancer' && typeOf(after) === 'LoadBalancer';
}
