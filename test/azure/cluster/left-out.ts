/** Arguments of azurerm 4.55 that no prop sets, with the reason; `override` reaches each. Blocks stand for all in them. */
export interface LeftOut {
  readonly cluster: Readonly<Record<string, string>>;
  readonly pool: Readonly<Record<string, string>>;
}

const DUAL_STACK = 'networks of this library have IPv4 ranges alone, and a dual-stack cluster needs both in its subnet';
const OWN_NETWORK = 'it is for a network that AKS makes, and a cluster here always lies in one of the program (EG02)';
const GPU_POOL =
  'GPU nodes are a pool of their own, cluster.addGpuNodePool: the first pool runs the pods of the cluster';
const SUPERSEDED = 'ApplicationGatewayForContainers, which Azure advises to move to, is its successor';
const AT_ONCE = 'a window holds at once; a date in a program would be in the past soon';
const RETIRED = 'Azure has retired it';
const ENTRA_ONLY = 'a managed identity takes its place: its secret would have to be written down and ends (ID05, ID06)';

export const LEFT_OUT: LeftOut = {
  cluster: {
    'default_node_pool.gpu_driver': GPU_POOL,
    'default_node_pool.gpu_instance': GPU_POOL,
    'default_node_pool.workload_runtime': 'OCIContainer is all that it takes, and the default',
    http_application_routing_enabled: `${RETIRED}: app routing is its successor`,
    ingress_application_gateway: SUPERSEDED,
    'maintenance_window_auto_upgrade.start_date': AT_ONCE,
    'maintenance_window_node_os.start_date': AT_ONCE,
    'network_profile.load_balancer_profile.managed_outbound_ipv6_count': DUAL_STACK,
    'network_profile.nat_gateway_profile': OWN_NETWORK,
    'network_profile.network_mode': 'it concerns a bridge that Azure gave up; AKS itself sets transparent',
    'network_profile.pod_cidrs': DUAL_STACK,
    'network_profile.service_cidrs': DUAL_STACK,
    service_principal: ENTRA_ONLY,
    open_service_mesh_enabled: 'Azure retires it in September 2027: serviceMesh is its successor',
  },
  pool: {
    workload_runtime: 'OCIContainer is the default, and Azure has retired WasmWasi',
  },
};
