import { type Blocks, lines, terraform } from '../artifact/sample';

export { documents, object, terraform } from '../artifact/sample';

export interface SampleWorkload {
  readonly kind?: 'Deployment' | 'StatefulSet' | 'DaemonSet';
  readonly namespace?: string;
  /** `undefined` is left out. */
  readonly replicas?: number | undefined;
  /** Lines of the pod's spec. */
  readonly pod?: readonly string[];
  /** Fields of the container, in flow style: `resources: { requests: { cpu: 1 } }`. */
  readonly container?: string;
  readonly image?: string;
  /** Further labels of the pod, in flow style. */
  readonly labels?: string;
  /** Lines of the workload's spec. */
  readonly spec?: readonly string[];
}

/** A workload `name` whose pods carry the label `app`. */
export function workload(name: string, options: SampleWorkload = {}): string {
  const { kind = 'Deployment', namespace = 'shop', pod = [], container, labels, spec = [] } = options;
  const { image = `contoso.azurecr.io/${name}:1.4.2` } = options;
  const replicas = 'replicas' in options ? options.replicas : 3;
  return lines(
    'apiVersion: apps/v1',
    `kind: ${kind}`,
    `metadata: { name: ${name}, namespace: ${namespace} }`,
    'spec:',
    ...(replicas === undefined || kind === 'DaemonSet' ? [] : [`  replicas: ${replicas}`]),
    ...spec.map((line) => `  ${line}`),
    `  selector: { matchLabels: { app: ${name} } }`,
    '  template:',
    `    metadata: { labels: { app: ${name}${labels ? `, ${labels}` : ''} } }`,
    '    spec:',
    '      containers:',
    `        - name: ${name}`,
    `          image: ${image}`,
    ...(container ? [`          ${container}`] : []),
    ...pod.map((line) => `      ${line}`),
  );
}

export interface SampleCluster {
  /** Fields of the cluster. */
  readonly cluster?: Readonly<Record<string, unknown>>;
  /** Fields of the system pool. */
  readonly system?: Readonly<Record<string, unknown>>;
  /** Further pools by name; each takes the fields of a pool of three zones where it doesn't say otherwise. */
  readonly pools?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Further resources. */
  readonly more?: Blocks;
}

/** A cluster `aks` with a tainted system pool over three zones, and the pools asked for. */
export function cluster({ cluster = {}, system = {}, pools = {}, more = {} }: SampleCluster = {}): string {
  const pool = {
    vm_size: 'Standard_D4ds_v5',
    auto_scaling_enabled: true,
    min_count: 3,
    max_count: 6,
    zones: ['1', '2', '3'],
  };
  return terraform({
    azurerm_kubernetes_cluster: {
      aks: {
        name: 'shop-aks',
        location: 'westeurope',
        resource_group_name: 'shop',
        dns_prefix: 'shop',
        kubernetes_version: '1.35',
        default_node_pool: { name: 'system', ...pool, only_critical_addons_enabled: true, ...system },
        identity: { type: 'SystemAssigned' },
        ...cluster,
      },
    },
    ...(Object.keys(pools).length === 0
      ? {}
      : {
          azurerm_kubernetes_cluster_node_pool: Object.fromEntries(
            Object.entries(pools).map(([name, fields]) => [
              name,
              { name, kubernetes_cluster_id: '${azurerm_kubernetes_cluster.aks.id}', mode: 'User', ...pool, ...fields },
            ]),
          ),
        }),
    ...more,
  });
}
