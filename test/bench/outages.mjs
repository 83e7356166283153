// A cluster of 1,000 nodes over three zones with 10,000 pods, each workload spread over zones and hosts.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const REPLICAS = 20;

/** Writes a platform of so many nodes and pods into a folder. */
export function writePlatform(folder, { nodes, pods }) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'cdk.tf.json'), `${JSON.stringify(platform(nodes), undefined, 1)}\n`);
  for (let index = 0; index < pods / REPLICAS; index++) {
    writeFileSync(join(folder, `service-${index}.yaml`), JSON.stringify(deployment(index), undefined, 1));
  }
}

function platform(nodes) {
  const pool = (zone) => ({
    kubernetes_cluster_id: '${azurerm_kubernetes_cluster.aks.id}',
    name: `apps${zone}`,
    vm_size: 'Standard_D8ds_v5',
    zones: [zone],
    auto_scaling_enabled: true,
    min_count: Math.ceil(nodes / 4),
    max_count: Math.ceil(nodes / 3),
    max_pods: 30,
  });
  return {
    terraform: { required_providers: { azurerm: { source: 'hashicorp/azurerm', version: '4.55.0' } } },
    resource: {
      azurerm_kubernetes_cluster: {
        aks: {
          name: 'aks',
          location: 'westeurope',
          resource_group_name: 'aks',
          dns_prefix: 'aks',
          kubernetes_version: '1.34',
          identity: { type: 'SystemAssigned' },
          network_profile: { network_plugin: 'azure', network_plugin_mode: 'overlay' },
          default_node_pool: {
            name: 'system',
            vm_size: 'Standard_D4ds_v5',
            zones: ['1', '2', '3'],
            node_count: 3,
            only_critical_addons_enabled: true,
          },
        },
      },
      azurerm_kubernetes_cluster_node_pool: { apps1: pool('1'), apps2: pool('2'), apps3: pool('3') },
    },
  };
}

function deployment(index) {
  const labels = { app: `service-${index}` };
  const spread = (topologyKey, whenUnsatisfiable) => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable,
    labelSelector: { matchLabels: labels },
  });
  const requests = { cpu: '250m', memory: '512Mi' };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: `service-${index}`, namespace: `team-${index % 20}` },
    spec: {
      replicas: REPLICAS,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          topologySpreadConstraints: [
            spread('topology.kubernetes.io/zone', 'DoNotSchedule'),
            spread('kubernetes.io/hostname', 'ScheduleAnyway'),
          ],
          containers: [{ name: 'main', image: 'shop/main:1.0.0', resources: { requests } }],
        },
      },
    },
  };
}
