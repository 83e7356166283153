import { Cpu, Microservice, type Namespace, type NodePool, Probe, Scale, Size, Spread, Trigger, Volume } from 'cdk-aks';

/** Asks each pod of `product` for its metrics, wherever it runs: on virtual nodes, too. */
const configuration = `global:
  scrape_interval: 15s
scrape_configs:
  - job_name: product
    kubernetes_sd_configs:
      - role: pod
        namespaces: { own_namespace: true }
    relabel_configs:
      - source_labels: [__meta_kubernetes_pod_label_app_kubernetes_io_name]
        regex: product
        action: keep
`;

/** Keeps no more than KEDA asks for. It may list the pods of its namespace, and nothing else. */
export function addPrometheus(shop: Namespace, on: NodePool): Microservice {
  const prometheus = new Microservice(shop, 'prometheus', {
    image: 'quay.io/prometheus/prometheus:v3.5.0',
    args: [
      '--config.file=/etc/prometheus/prometheus.yml',
      '--storage.tsdb.path=/prometheus',
      '--storage.tsdb.retention.time=2h',
    ],
    port: 9090,
    on,
    resources: { cpu: Cpu.millis(100), memory: Size.mebibytes(512) },
    runAsUser: 65_534,
    probes: { liveness: Probe.http('/-/healthy'), readiness: Probe.http('/-/ready') },
    files: { '/etc/prometheus/prometheus.yml': configuration },
    volumes: { '/prometheus': Volume.scratch(Size.gibibytes(1)) },
    apiAccess: [{ resources: ['pods'], verbs: ['get', 'list', 'watch'] }],
    scale: Scale.fixed(1),
    spread: Spread.none({ reason: 'While it is away, KEDA keeps as many pods as a usual day takes' }),
  });
  prometheus.connections.allowFromKeda();
  return prometheus;
}

/** A pod for every three requests that are being answered. */
export function onRequestsInProgress({ min, max }: { readonly min: number; readonly max: number }): Scale {
  return Scale.onEvents({
    min,
    max,
    triggers: [
      Trigger.prometheus({
        serverAddress: 'http://prometheus.shop.svc.cluster.local:9090',
        query: 'sum(avg_over_time(http_requests_in_progress{job="product"}[2m]))',
        threshold: 3,
      }),
    ],
    fallback: { failureThreshold: 4, replicas: Math.min(2 * min, max), behavior: 'currentReplicasIfHigher' },
  });
}
