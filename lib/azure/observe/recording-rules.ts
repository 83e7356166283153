import { PrometheusRule } from './prometheus-rule';

/*
 * Metrics that the dashboards of Grafana for Kubernetes and for nodes ask for, by the names that they ask for. Azure:
 * "Default Prometheus metrics configuration in Azure Monitor", recording rules; the names come from kubernetes-mixin and
 * node-mixin. Of Linux nodes.
 */

const NODE = 'job="node"';
const STATE = 'job="kube-state-metrics"';
const CADVISOR = 'job="cadvisor", image!=""';

const record = (name: string, expression: string, labels?: Readonly<Record<string, string>>): PrometheusRule =>
  PrometheusRule.record(name, { expression, labels });

/** Rate over five minutes of a counter of network devices, over all but the loop-back. */
const network = (what: string, counter: string): PrometheusRule =>
  record(
    `instance:node_network_${what}_excluding_lo:rate5m`,
    `sum without (device) (rate(node_network_${counter}_total{${NODE}, device!="lo"}[5m]))`,
  );

const disk = (what: string): PrometheusRule =>
  record(
    `instance_device:node_disk_${what}_seconds:rate5m`,
    `rate(node_disk_${what}_seconds_total{${NODE}, device!=""}[5m])`,
  );

/** What is free, also for kernels that don't tell it themselves. */
const AVAILABLE = [
  `node_memory_MemAvailable_bytes{${NODE}}`,
  ' or (',
  ['Buffers', 'Cached', 'MemFree', 'Slab'].map((part) => `node_memory_${part}_bytes{${NODE}}`).join(' + '),
  ')',
].join('');

export const NODE_RECORDING_RULES: readonly PrometheusRule[] = [
  record('instance:node_num_cpu:sum', `count without (cpu, mode) (node_cpu_seconds_total{${NODE}, mode="idle"})`),
  record(
    'instance:node_cpu_utilisation:rate5m',
    `1 - avg without (cpu) (sum without (mode) (rate(node_cpu_seconds_total{${NODE}, mode=~"idle|iowait|steal"}[5m])))`,
  ),
  record('instance:node_load1_per_cpu:ratio', `node_load1{${NODE}} / instance:node_num_cpu:sum{${NODE}}`),
  record('instance:node_memory_utilisation:ratio', `1 - (${AVAILABLE}) / node_memory_MemTotal_bytes{${NODE}}`),
  record('instance:node_vmstat_pgmajfault:rate5m', `rate(node_vmstat_pgmajfault{${NODE}}[5m])`),
  disk('io_time'),
  disk('io_time_weighted'),
  network('receive_bytes', 'receive_bytes'),
  network('transmit_bytes', 'transmit_bytes'),
  network('receive_drop', 'receive_drop'),
  network('transmit_drop', 'transmit_drop'),
];

/** A metric of containers, with the node that the pod is on. */
const onNode = (metric: string): PrometheusRule =>
  record(
    `node_namespace_pod_container:${metric}`,
    `${metric}{${CADVISOR}} * on (cluster, namespace, pod) group_left(node) ` +
      'topk by (cluster, namespace, pod) (1, max by (cluster, namespace, pod, node) (kube_pod_info{node!=""}))',
  );

const ACTIVE = 'max by (cluster, namespace, pod) (kube_pod_status_phase{phase=~"Pending|Running"} == 1)';

/** What pods request or are limited to, each and by namespace, of pods that count. */
const resources = (resource: 'cpu' | 'memory', what: 'requests' | 'limits'): readonly PrometheusRule[] => {
  const metric = `kube_pod_container_resource_${what}`;
  const series = `${metric}{resource="${resource}", ${STATE}}`;
  const join = '* on (cluster, namespace, pod) group_left()';
  return [
    record(`cluster:namespace:pod_${resource}:active:${metric}`, `${series} ${join} ${ACTIVE}`),
    record(
      `namespace_${resource}:${metric}:sum`,
      `sum by (cluster, namespace) (sum by (cluster, namespace, pod) (max by (cluster, namespace, pod, container) (${series})) ${join} ${ACTIVE})`,
    ),
  ];
};

/** Which workload a pod belongs to. */
const owner = (kind: 'DaemonSet' | 'Job' | 'StatefulSet'): PrometheusRule =>
  record(
    'namespace_workload_pod:kube_pod_owner:relabel',
    `max by (cluster, namespace, workload, pod) (label_replace(kube_pod_owner{${STATE}, owner_kind="${kind}"}, "workload", "$1", "owner_name", "(.*)"))`,
    { workload_type: kind.toLowerCase() },
  );

/** A ReplicaSet stands between a pod and its Deployment. */
const DEPLOYMENT_OWNER = record(
  'namespace_workload_pod:kube_pod_owner:relabel',
  'max by (cluster, namespace, workload, pod) (label_replace(' +
    `label_replace(kube_pod_owner{${STATE}, owner_kind="ReplicaSet"}, "replicaset", "$1", "owner_name", "(.*)") ` +
    '* on (cluster, namespace, replicaset) group_left(owner_name) topk by (cluster, namespace, replicaset) ' +
    `(1, max by (cluster, namespace, replicaset, owner_name) (kube_replicaset_owner{${STATE}})), ` +
    '"workload", "$1", "owner_name", "(.*)"))',
  { workload_type: 'deployment' },
);

export const KUBERNETES_RECORDING_RULES: readonly PrometheusRule[] = [
  record(
    'node_namespace_pod_container:container_cpu_usage_seconds_total:sum_irate',
    `sum by (cluster, namespace, pod, container) (irate(container_cpu_usage_seconds_total{${CADVISOR}}[5m])) ` +
      '* on (cluster, namespace, pod) group_left(node) ' +
      'topk by (cluster, namespace, pod) (1, max by (cluster, namespace, pod, node) (kube_pod_info{node!=""}))',
  ),
  ...['working_set_bytes', 'rss', 'cache', 'swap'].map((what) => onNode(`container_memory_${what}`)),
  ...resources('memory', 'requests'),
  ...resources('cpu', 'requests'),
  ...resources('memory', 'limits'),
  ...resources('cpu', 'limits'),
  DEPLOYMENT_OWNER,
  owner('DaemonSet'),
  owner('StatefulSet'),
  owner('Job'),
  record(':node_memory_MemAvailable_bytes:sum', `sum by (cluster) (${AVAILABLE})`),
  record(
    'cluster:node_cpu:ratio_rate5m',
    `sum by (cluster) (rate(node_cpu_seconds_total{${NODE}, mode!="idle", mode!="iowait", mode!="steal"}[5m])) ` +
      `/ count by (cluster) (sum by (cluster, instance, cpu) (node_cpu_seconds_total{${NODE}}))`,
  ),
];
