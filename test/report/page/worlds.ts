import { readArtifacts } from '../../../lib/artifact/read/artifacts';
import { platformReport, type PlatformReport } from '../../../lib/report/page/platform';
import { judge } from '../../../lib/report/verdict';
import { wantedChecks } from '../../../lib/report/wanted';
import { readTree } from '../../support/files';

/** A report of files by path. */
export function reportOfFiles(files: Iterable<readonly [path: string, content: string]>): PlatformReport {
  const artifacts = readArtifacts([...files].map(([path, content]) => ({ path, content })));
  const { profile, failOn } = wantedChecks({}, artifacts);
  return platformReport(artifacts, judge(artifacts, { profile }), failOn);
}

/** Of an example as it is checked in. */
export function exampleReport(name: string): PlatformReport {
  return reportOfFiles(readTree(`examples/${name}/deploy`));
}

export interface Named {
  readonly namespace?: string;
  readonly name: string;
}

/** A Deployment of one container. */
export function deployment({ namespace = 'shop', name }: Named, labels: Readonly<Record<string, string>> = {}): object {
  const all = { app: name, ...labels };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace },
    spec: {
      replicas: 3,
      selector: { matchLabels: all },
      template: { metadata: { labels: all }, spec: { containers: [{ name: 'main', image: 'shop/main:1.0.0' }] } },
    },
  };
}

/** Objects as one stream. */
export function stream(objects: readonly object[]): string {
  return objects.map((one) => JSON.stringify(one)).join('\n---\n');
}

/** A cluster of three pools in a subnet, one pool a zone. */
export const CLUSTER = {
  terraform: { required_providers: { azurerm: { source: 'hashicorp/azurerm', version: '4.55.0' } } },
  resource: {
    azurerm_virtual_network: {
      network: { name: 'net', location: 'westeurope', resource_group_name: 'rg', address_space: ['10.0.0.0/16'] },
    },
    azurerm_subnet: {
      nodes: {
        name: 'nodes',
        resource_group_name: 'rg',
        virtual_network_name: '${azurerm_virtual_network.network.name}',
        address_prefixes: ['10.0.0.0/22'],
      },
    },
    azurerm_kubernetes_cluster: {
      aks: {
        name: 'prod',
        location: 'westeurope',
        resource_group_name: 'rg',
        dns_prefix: 'prod',
        kubernetes_version: '1.34',
        identity: { type: 'SystemAssigned' },
        network_profile: { network_plugin: 'azure', network_plugin_mode: 'overlay' },
        default_node_pool: {
          name: 'system',
          vm_size: 'Standard_D4ds_v5',
          zones: ['1', '2', '3'],
          node_count: 3,
          vnet_subnet_id: '${azurerm_subnet.nodes.id}',
        },
      },
    },
    azurerm_kubernetes_cluster_node_pool: Object.fromEntries(
      ['1', '2', '3'].map((zone) => [
        `apps_${zone}`,
        {
          kubernetes_cluster_id: '${azurerm_kubernetes_cluster.aks.id}',
          name: `apps${zone}`,
          vm_size: 'Standard_D8ds_v5',
          zones: [zone],
          auto_scaling_enabled: true,
          min_count: 1,
          max_count: 4,
          vnet_subnet_id: '${azurerm_subnet.nodes.id}',
        },
      ]),
    ),
  },
};

/** Files of the cluster and of objects that run on it. */
export function platformFiles(objects: readonly object[]): readonly (readonly [string, string])[] {
  return [
    ['stacks/prod/cdk.tf.json', JSON.stringify(CLUSTER)],
    ['manifests.yaml', stream(objects)],
  ];
}
