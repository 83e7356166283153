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

const PLACE = { location: 'westeurope', resource_group_name: 'shop' };

/** What a resource of a type must have, and rules seldom look at. */
const USUAL: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  azurerm_capacity_reservation_group: PLACE,
  azurerm_container_registry: PLACE,
  azurerm_disk_encryption_set: {
    ...PLACE,
    key_vault_key_id: 'https://contoso.vault.azure.net/keys/disks',
    identity: { type: 'SystemAssigned' },
  },
  azurerm_dns_zone: { resource_group_name: 'shop' },
  azurerm_key_vault: { ...PLACE, tenant_id: '00000000-0000-0000-0000-000000000000', sku_name: 'standard' },
  azurerm_dashboard_grafana: { ...PLACE, grafana_major_version: '11' },
  azurerm_monitor_data_collection_endpoint: PLACE,
  azurerm_monitor_workspace: PLACE,
  azurerm_key_vault_key: { key_type: 'RSA', key_opts: ['wrapKey', 'unwrapKey'] },
  azurerm_network_security_group: PLACE,
  azurerm_private_endpoint: PLACE,
  azurerm_public_ip_prefix: PLACE,
  azurerm_route_table: PLACE,
  azurerm_subnet: { resource_group_name: 'shop', virtual_network_name: 'shop', address_prefixes: ['10.0.0.0/24'] },
  azurerm_user_assigned_identity: PLACE,
  azurerm_virtual_network: PLACE,
};

/** Resources with what they must have, where the example does not say it. */
function withUsual(blocks: Blocks): Blocks {
  return Object.fromEntries(
    Object.entries(blocks).map(([type, named]) => [
      type,
      Object.fromEntries(Object.entries(named).map(([name, fields]) => [name, { ...USUAL[type], ...fields }])),
    ]),
  );
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
        node_provisioning_profile: { mode: 'Manual' },
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
    ...withUsual(more),
  });
}
