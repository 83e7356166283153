type Json = Readonly<Record<string, unknown>>;

const PROBE = { timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 };
const VOLUME_MODE = { defaultMode: 0o644 };
const CONTAINER = { terminationMessagePath: '/dev/termination-log', terminationMessagePolicy: 'File' };

/**
 * What the API server writes into a field that is left out, by type. Defaults within what is written here follow from
 * the types below. Source: Kubernetes 1.34, `pkg/apis/…/v1/defaults.go`.
 */
const DEFAULTS: Readonly<Record<string, Json | ((body: Json) => Json)>> = {
  'core.v1.PodSpec': {
    restartPolicy: 'Always',
    dnsPolicy: 'ClusterFirst',
    schedulerName: 'default-scheduler',
    terminationGracePeriodSeconds: 30,
    securityContext: {},
  },
  'core.v1.Container': (body) => ({ ...CONTAINER, imagePullPolicy: pullPolicy(body.image) }),
  'core.v1.EphemeralContainer': (body) => ({ ...CONTAINER, imagePullPolicy: pullPolicy(body.image) }),
  'core.v1.ContainerPort': { protocol: 'TCP' },
  'core.v1.Probe': PROBE,
  'core.v1.HTTPGetAction': { path: '/', scheme: 'HTTP' },
  'core.v1.GRPCAction': { service: '' },
  'core.v1.Volume': (body) => (Object.keys(body).length <= 1 ? { emptyDir: {} } : {}),
  'core.v1.SecretVolumeSource': VOLUME_MODE,
  'core.v1.ConfigMapVolumeSource': VOLUME_MODE,
  'core.v1.DownwardAPIVolumeSource': VOLUME_MODE,
  'core.v1.ProjectedVolumeSource': VOLUME_MODE,
  'core.v1.HostPathVolumeSource': { type: '' },
  'core.v1.ServiceAccountTokenProjection': { expirationSeconds: 3600 },
  'core.v1.ObjectFieldSelector': { apiVersion: 'v1' },
  'core.v1.Secret': { type: 'Opaque' },
  'core.v1.PersistentVolumeSpec': { persistentVolumeReclaimPolicy: 'Retain', volumeMode: 'Filesystem' },
  'core.v1.PersistentVolumeClaimSpec': { volumeMode: 'Filesystem' },
  'core.v1.ServiceSpec': serviceDefaults,
  'core.v1.ServicePort': (body) => ({ protocol: 'TCP', targetPort: body.port }),
  'core.v1.Namespace': { spec: { finalizers: ['kubernetes'] }, status: { phase: 'Active' } },
  'core.v1.ReplicationControllerSpec': { replicas: 1 },

  'apps.v1.DeploymentSpec': { replicas: 1, strategy: {}, revisionHistoryLimit: 10, progressDeadlineSeconds: 600 },
  'apps.v1.DeploymentStrategy': { type: 'RollingUpdate' },
  'apps.v1.RollingUpdateDeployment': { maxUnavailable: '25%', maxSurge: '25%' },
  'apps.v1.DaemonSetSpec': { updateStrategy: {}, revisionHistoryLimit: 10 },
  'apps.v1.DaemonSetUpdateStrategy': { type: 'RollingUpdate' },
  'apps.v1.RollingUpdateDaemonSet': { maxUnavailable: 1, maxSurge: 0 },
  'apps.v1.StatefulSetSpec': {
    replicas: 1,
    podManagementPolicy: 'OrderedReady',
    updateStrategy: {},
    revisionHistoryLimit: 10,
    persistentVolumeClaimRetentionPolicy: {},
  },
  'apps.v1.StatefulSetUpdateStrategy': { type: 'RollingUpdate' },
  'apps.v1.RollingUpdateStatefulSetStrategy': { partition: 0 },
  'apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy': { whenDeleted: 'Retain', whenScaled: 'Retain' },
  'apps.v1.ReplicaSetSpec': { replicas: 1 },

  'batch.v1.JobSpec': jobDefaults,
  'batch.v1.CronJobSpec': {
    concurrencyPolicy: 'Allow',
    suspend: false,
    successfulJobsHistoryLimit: 3,
    failedJobsHistoryLimit: 1,
  },

  'networking.v1.NetworkPolicySpec': (body) => ({
    policyTypes: Array.isArray(body.egress) && body.egress.length > 0 ? ['Ingress', 'Egress'] : ['Ingress'],
  }),
  'networking.v1.NetworkPolicyPort': { protocol: 'TCP' },
  'autoscaling.v2.HorizontalPodAutoscalerSpec': {
    minReplicas: 1,
    metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } }],
  },
  'autoscaling.v1.HorizontalPodAutoscalerSpec': { minReplicas: 1, targetCPUUtilizationPercentage: 80 },
  'rbac.v1.RoleRef': { apiGroup: 'rbac.authorization.k8s.io' },
  'rbac.v1.Subject': (body) => (body.kind === 'ServiceAccount' ? {} : { apiGroup: 'rbac.authorization.k8s.io' }),
  'storage.v1.StorageClass': { reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate' },
  'scheduling.v1.PriorityClass': { preemptionPolicy: 'PreemptLowerPriority' },
};

/**
 * The defaults of a value of a type; fields that are written win.
 *
 * @param parent type of what it stands in
 */
export function defaultsOf(type: string, body: Json, parent: string): Json {
  // What a CronJob makes gets them when it is made.
  if (parent === 'batch.v1.JobTemplateSpec') return {};
  const defaults = Object.hasOwn(DEFAULTS, type) ? DEFAULTS[type] : undefined;
  return typeof defaults === 'function' ? defaults(body) : { ...defaults, ...nested(type, body) };
}

/** A strategy of the default type has its details written out. */
function nested(type: string, { type: strategy = 'RollingUpdate' }: Json): Json {
  const isStrategy = /^apps\.v1\..*(?:Update)?Strategy$/.test(type) && !type.includes('.Rolling');
  return isStrategy && strategy === 'RollingUpdate' ? { rollingUpdate: {} } : {};
}

/** `latest`, or no tag at all, is pulled always. */
function pullPolicy(image: unknown): string {
  const [, name = '', digest] = /^([^@]*)(@.+)?$/.exec(String(image ?? '')) ?? [];
  const tag = /:([^/:]+)$/.exec(name)?.[1] ?? (digest === undefined ? 'latest' : undefined);
  return tag === 'latest' ? 'Always' : 'IfNotPresent';
}

function serviceDefaults({ type = 'ClusterIP', sessionAffinity = 'None', externalIPs }: Json): Json {
  const isExternal = type === 'NodePort' || type === 'LoadBalancer' || Array.isArray(externalIPs);
  return {
    type,
    sessionAffinity,
    ...(sessionAffinity === 'ClientIP' && { sessionAffinityConfig: { clientIP: { timeoutSeconds: 10800 } } }),
    ...(isExternal && { externalTrafficPolicy: 'Cluster' }),
    ...(type !== 'ExternalName' && { internalTrafficPolicy: 'Cluster' }),
    ...(type === 'LoadBalancer' && { allocateLoadBalancerNodePorts: true }),
  };
}

function jobDefaults({ completions, parallelism, backoffLimitPerIndex, podFailurePolicy }: Json): Json {
  return {
    ...(completions === undefined && parallelism === undefined && { completions: 1 }),
    parallelism: 1,
    backoffLimit: backoffLimitPerIndex === undefined ? 6 : 2 ** 31 - 1,
    completionMode: 'NonIndexed',
    suspend: false,
    podReplacementPolicy: podFailurePolicy === undefined ? 'TerminatingOrFailed' : 'Failed',
    manualSelector: false,
  };
}
