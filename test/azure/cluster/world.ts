import { AksCluster } from '../../../lib/azure/cluster/aks-cluster';
import type { AksClusterProps } from '../../../lib/azure/cluster/aks-cluster-props';
import type { SystemPoolProps } from '../../../lib/azure/cluster/pool-props';
import type { EnvironmentProps } from '../../../lib/azure/environment';
import { readArtifacts } from '../../../lib/artifact/read/artifacts';
import { runRules } from '../../../lib/rules/run';
import type { RenderedStack } from '../../support/terraform';
import { networkWorld, type NetworkWorld } from '../network/world';

export const ADMINS = '11111111-1111-1111-1111-111111111111';

/** A size with 4 vCPUs and 16 GiB. */
export const SIZE = 'Standard_D4ds_v5';

export const systemPool: SystemPoolProps = { vmSize: SIZE, scale: { min: 3, max: 6 } };

export interface ClusterWorld extends NetworkWorld {
  readonly cluster: AksCluster;
  /** What `azurerm_kubernetes_cluster` renders to. */
  body(): Readonly<Record<string, unknown>>;
  /** What `azurerm_kubernetes_cluster_node_pool` renders to, by Terraform name. */
  pools(): Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** An App with one environment, network and cluster; `of` may use what is in the network. */
export function clusterWorld(
  of: Partial<AksClusterProps> | ((world: NetworkWorld) => Partial<AksClusterProps>) = {},
  environment: Partial<EnvironmentProps> = {},
): ClusterWorld {
  const world = networkWorld({}, { environment });
  const props = typeof of === 'function' ? of(world) : of;
  const cluster = new AksCluster(world.prod, 'aks', {
    version: '1.35',
    network: world.network,
    admins: [ADMINS],
    systemPool,
    ...props,
  });
  return {
    ...world,
    cluster,
    body: () => world.render().only('azurerm_kubernetes_cluster'),
    pools: () => world.render().all('azurerm_kubernetes_cluster_node_pool'),
  };
}

/** What rules call an error in a stack: a construct must render nothing that they refuse. */
export function ruleErrors(rendered: RenderedStack): readonly string[] {
  const artifacts = readArtifacts([{ path: 'cdk.tf.json', content: JSON.stringify(rendered.file) }]);
  return runRules(artifacts)
    .findings.filter(({ severity }) => severity === 'error')
    .map(({ rule, object, message }) => `${rule} ${object}: ${message}`);
}
