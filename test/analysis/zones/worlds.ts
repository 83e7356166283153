import { clusterNodes } from '../../../lib/analysis/scheduling/node-groups';
import { type OutageOptions, place, type Placed } from '../../../lib/analysis/zones/outage';
import { worldOf } from '../../../lib/analysis/world';
import { readArtifacts } from '../../../lib/artifact/read/artifacts';

interface PoolSpec {
  readonly zones?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  readonly size?: string;
  readonly more?: object;
}

/** Terraform JSON of a cluster with pools; the system pool takes nothing of ours. */
export function cluster(pools: Readonly<Record<string, PoolSpec>>, more: object = {}): object {
  const pool = ({
    zones = ['1', '2', '3'],
    min = 3,
    max = min,
    size = 'Standard_D4ds_v5',
    more: extra = {},
  }: PoolSpec): object => ({
    vm_size: size,
    zones,
    max_pods: 30,
    ...(min === max ? { node_count: min } : { auto_scaling_enabled: true, min_count: min, max_count: max }),
    ...extra,
  });
  return {
    terraform: { required_providers: { azurerm: { source: 'hashicorp/azurerm', version: '4.55.0' } } },
    resource: {
      azurerm_kubernetes_cluster: {
        aks: {
          name: 'aks',
          location: 'westeurope',
          network_profile: { network_plugin: 'azure', network_plugin_mode: 'overlay' },
          default_node_pool: { name: 'system', only_critical_addons_enabled: true, ...pool({}) },
          ...more,
        },
      },
      azurerm_kubernetes_cluster_node_pool: Object.fromEntries(
        Object.entries(pools).map(([name, spec]) => [
          name,
          { name, kubernetes_cluster_id: '${azurerm_kubernetes_cluster.aks.id}', ...pool(spec) },
        ]),
      ),
    },
  };
}

const LABELS = (name: string): object => ({ app: name });

export const zoneSpread = (name: string, more: object = {}): object => ({
  topologySpreadConstraints: [
    {
      maxSkew: 1,
      topologyKey: 'topology.kubernetes.io/zone',
      whenUnsatisfiable: 'DoNotSchedule',
      nodeTaintsPolicy: 'Honor',
      labelSelector: { matchLabels: LABELS(name) },
      ...more,
    },
  ],
});

/** A Deployment whose pods ask for so many cores. */
export function deployment(name: string, replicas: number, pod: object = {}, cores = 1): object {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'shop' },
    spec: {
      replicas,
      selector: { matchLabels: LABELS(name) },
      template: { metadata: { labels: LABELS(name) }, spec: podSpec(cores, pod) },
    },
  };
}

export function statefulSet(name: string, replicas: number, className: string): object {
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name, namespace: 'shop' },
    spec: {
      replicas,
      serviceName: name,
      selector: { matchLabels: LABELS(name) },
      template: { metadata: { labels: LABELS(name) }, spec: podSpec(1, zoneSpread(name)) },
      volumeClaimTemplates: [
        {
          metadata: { name: 'data' },
          spec: {
            accessModes: ['ReadWriteOnce'],
            storageClassName: className,
            resources: { requests: { storage: '1Gi' } },
          },
        },
      ],
    },
  };
}

function podSpec(cores: number, pod: object): object {
  const requests = { cpu: String(cores), memory: '1Gi' };
  return { containers: [{ name: 'main', image: 'a/b:1', resources: { requests } }], ...pod };
}

export function budget(name: string, spec: object): object {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name, namespace: 'shop' },
    spec: { selector: { matchLabels: LABELS(name) }, ...spec },
  };
}

export function placed(terraform: object, objects: readonly object[], options: OutageOptions = {}): Placed {
  const artifacts = readArtifacts([
    { path: 'cdk.tf.json', content: JSON.stringify(terraform) },
    { path: 'all.yaml', content: objects.map((one) => JSON.stringify(one)).join('\n---\n') },
  ]);
  const [first] = clusterNodes(artifacts);
  if (!first) throw new Error('no cluster');
  return place(worldOf(artifacts), first[1], first[0], options);
}
