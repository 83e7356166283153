import { Duration } from '../../core/duration';
import { type AlertSeverity, PrometheusRule } from './prometheus-rule';

/*
 * What Azure recommends to be told of, by its names and thresholds, so that its runbooks are found: "Recommended alert rules
 * for Kubernetes clusters". The expressions are ours: each asks what its series really have.
 */

const STATE = 'job="kube-state-metrics"';

const alert = (
  name: string,
  minutes: number,
  severity: AlertSeverity,
  expression: string,
  description: string,
): PrometheusRule => PrometheusRule.alert(name, { expression, description, severity, for: Duration.minutes(minutes) });

/** Of one metric of quotas, against what the nodes have. */
const overcommit = (resource: 'cpu' | 'memory'): string =>
  `sum by (cluster) (min without (resource) (kube_resourcequota{${STATE}, type="hard", resource=~"${resource}|requests.${resource}"})) ` +
  `/ sum by (cluster) (kube_node_status_allocatable{${STATE}, resource="${resource}"}) > 1.5`;

export const CLUSTER_ALERTS: readonly PrometheusRule[] = [
  alert('KubeCPUQuotaOvercommit', 5, 3, overcommit('cpu'), 'Quotas promise half as much CPU again as the nodes have.'),
  alert(
    'KubeMemoryQuotaOvercommit',
    5,
    3,
    overcommit('memory'),
    'Quotas promise half as much memory again as the nodes have.',
  ),
  alert(
    'KubeQuotaAlmostFull',
    15,
    3,
    `kube_resourcequota{${STATE}, type="used"} / ignoring (type) (kube_resourcequota{${STATE}, type="hard"} > 0) > 0.9`,
    'Namespace {{ $labels.namespace }} has used nine tenths of its quota of {{ $labels.resource }}.',
  ),
  alert(
    'KubePersistentVolumeFillingUp',
    60,
    3,
    'kubelet_volume_stats_available_bytes{job="kubelet"} / kubelet_volume_stats_capacity_bytes{job="kubelet"} < 0.15 ' +
      'and predict_linear(kubelet_volume_stats_available_bytes{job="kubelet"}[6h], 4 * 24 * 3600) < 0',
    'Claim {{ $labels.persistentvolumeclaim }} in {{ $labels.namespace }} is full within four days.',
  ),
  alert(
    'KubePersistentVolumeInodesFillingUp',
    15,
    3,
    'kubelet_volume_stats_inodes_free{job="kubelet"} / kubelet_volume_stats_inodes{job="kubelet"} < 0.03',
    'Claim {{ $labels.persistentvolumeclaim }} in {{ $labels.namespace }} has hardly an inode left.',
  ),
  alert(
    'KubePersistentVolumeErrors',
    5,
    3,
    `kube_persistentvolume_status_phase{${STATE}, phase=~"Failed|Pending"} > 0`,
    'Volume {{ $labels.persistentvolume }} is {{ $labels.phase }}.',
  ),
];

export const NODE_ALERTS: readonly PrometheusRule[] = [
  alert(
    'KubeNodeUnreachable',
    15,
    3,
    `kube_node_spec_taint{${STATE}, key="node.kubernetes.io/unreachable", effect="NoSchedule"} ` +
      `unless on (cluster, node) kube_node_spec_taint{${STATE}, key="ToBeDeletedByClusterAutoscaler"}`,
    'Node {{ $labels.node }} does not answer.',
  ),
  alert(
    'KubeNodeReadinessFlapping',
    15,
    3,
    `sum by (cluster, node) (changes(kube_node_status_condition{${STATE}, status="true", condition="Ready"}[15m])) > 2`,
    'Node {{ $labels.node }} is ready one moment and not the next.',
  ),
  alert(
    'KubeNodeDiskUsageHigh',
    15,
    3,
    '1 - node_filesystem_avail_bytes{job="node", mountpoint="/"} / node_filesystem_size_bytes{job="node", mountpoint="/"} > 0.8',
    'Four fifths of the disk of {{ $labels.instance }} are used.',
  ),
];

export const POD_ALERTS: readonly PrometheusRule[] = [
  alert(
    'KubePodCrashLooping',
    15,
    3,
    `max_over_time(kube_pod_container_status_waiting_reason{${STATE}, reason="CrashLoopBackOff"}[5m]) >= 1`,
    'Container {{ $labels.container }} of {{ $labels.namespace }}/{{ $labels.pod }} starts and fails, again and again.',
  ),
  alert(
    'KubeContainerOOMKilledCount',
    5,
    3,
    // Of those that started anew just now: the reason of the last end stays with a container for good.
    `sum by (cluster, namespace, pod, container) (kube_pod_container_status_last_terminated_reason{${STATE}, reason="OOMKilled"}) > 0 ` +
      `and on (cluster, namespace, pod, container) increase(kube_pod_container_status_restarts_total{${STATE}}[15m]) > 0`,
    'Container {{ $labels.container }} of {{ $labels.namespace }}/{{ $labels.pod }} ran out of memory.',
  ),
  alert(
    'KubeContainerWaiting',
    60,
    3,
    `sum by (cluster, namespace, pod, container) (kube_pod_container_status_waiting_reason{${STATE}}) > 0`,
    'Container {{ $labels.container }} of {{ $labels.namespace }}/{{ $labels.pod }} has waited for an hour.',
  ),
  alert(
    'KubePodFailedState',
    5,
    4,
    `sum by (cluster, namespace, pod) (kube_pod_status_phase{${STATE}, phase="Failed"}) > 0`,
    'Pod {{ $labels.namespace }}/{{ $labels.pod }} has failed.',
  ),
  alert(
    'KubePodNotReadyByController',
    15,
    3,
    `sum by (cluster, namespace, pod) (kube_pod_status_phase{${STATE}, phase=~"Pending|Unknown"}) > 0`,
    'Pod {{ $labels.namespace }}/{{ $labels.pod }} has not started for a quarter of an hour.',
  ),
  alert(
    'KubeDeploymentReplicasMismatch',
    15,
    3,
    `kube_deployment_spec_replicas{${STATE}} > kube_deployment_status_replicas_available{${STATE}} ` +
      `and changes(kube_deployment_status_replicas_updated{${STATE}}[10m]) == 0`,
    'Deployment {{ $labels.namespace }}/{{ $labels.deployment }} runs fewer pods than it should.',
  ),
  alert(
    'KubeStatefulSetReplicasMismatch',
    15,
    3,
    `kube_statefulset_status_replicas_ready{${STATE}} != kube_statefulset_status_replicas{${STATE}} ` +
      `and changes(kube_statefulset_status_replicas_updated{${STATE}}[10m]) == 0`,
    'StatefulSet {{ $labels.namespace }}/{{ $labels.statefulset }} runs fewer pods than it should.',
  ),
  alert(
    'KubeDaemonSetNotScheduled',
    15,
    3,
    `kube_daemonset_status_desired_number_scheduled{${STATE}} - kube_daemonset_status_current_number_scheduled{${STATE}} > 0`,
    'DaemonSet {{ $labels.namespace }}/{{ $labels.daemonset }} is not on every node that it should be on.',
  ),
  alert(
    'KubeHpaMaxedOut',
    15,
    4,
    `kube_horizontalpodautoscaler_status_current_replicas{${STATE}} == kube_horizontalpodautoscaler_spec_max_replicas{${STATE}}`,
    'Autoscaler {{ $labels.namespace }}/{{ $labels.horizontalpodautoscaler }} can add no more pods.',
  ),
  alert(
    'KubeJobFailed',
    15,
    3,
    `kube_job_failed{${STATE}} > 0`,
    'Job {{ $labels.namespace }}/{{ $labels.job_name }} has failed.',
  ),
];
