import { isSame } from '../../analysis/cluster/fields';
import { holds } from '../../analysis/cluster/truth';
import { isBelow } from '../../analysis/cluster/versions';
import { unknown } from '../../artifact/read/values';
import type { Rule } from '../rule';
import { clusterExamples } from '../cluster/examples';
import { eachPool, named } from '../cluster/judge';

/** Host ports, groups and address tags of nodes came with 1.29. */
export const nodeNetwork: Rule = {
  id: 'pool/network-needs-newer-kubernetes',
  severity: 'error',
  what: 'has settings of its network that its version of Kubernetes does not have',
  why: 'AKS refuses the pool',
  fix: 'Use Kubernetes 1.29 or later, or leave node_network_profile out',
  sources: ['Azure: Use instance-level public IPs in AKS'],
  facts: ['EG26'],
  examples: clusterExamples(
    {
      cluster: { kubernetes_version: '1.28' },
      pools: {
        apps: { node_network_profile: { allowed_host_ports: { port_start: 80, port_end: 80, protocol: 'TCP' } } },
      },
    },
    {
      pools: {
        apps: { node_network_profile: { allowed_host_ports: { port_start: 80, port_end: 80, protocol: 'TCP' } } },
      },
    },
    {
      notApplicable: {},
      unknown: {
        cluster: { kubernetes_version: '${var.version}' },
        pools: {
          apps: { node_network_profile: { allowed_host_ports: { port_start: 80, port_end: 80, protocol: 'TCP' } } },
        },
      },
    },
  ),
  check: eachPool((pool, cluster) => ({
    applies: pool.fields.has('node_network_profile'),
    wrong: isBelow(pool.kubernetesVersion ?? cluster?.kubernetesVersion ?? unknown, 29),
    at: pool.at('node_network_profile'),
    detail: `${named(pool)} has settings of its network that came with Kubernetes 1.29`,
    because: 'its version of Kubernetes is not in these files',
  })),
};

/** An overlay, and sizes that it has no driver for. */
export const overlaySize: Rule = {
  id: 'pool/size-not-in-overlay',
  severity: 'warning',
  what: 'has a size that overlay networks do not support',
  why: 'DCsv2 nodes never get a network there',
  fix: 'Use DCsv3 sizes or later',
  sources: ['Azure: Overview of Azure CNI Overlay Networking in AKS'],
  facts: ['NET30'],
  examples: clusterExamples(
    {
      cluster: { network_profile: { network_plugin: 'azure', network_plugin_mode: 'overlay' } },
      pools: { sgx: { vm_size: 'Standard_DC4s_v2' } },
    },
    {
      cluster: { network_profile: { network_plugin: 'azure', network_plugin_mode: 'overlay' } },
      pools: { sgx: { vm_size: 'Standard_DC4s_v3' } },
    },
    {
      unknown: {
        cluster: { network_profile: { network_plugin: 'azure', network_plugin_mode: 'overlay' } },
        pools: { sgx: { vm_size: '${var.size}' } },
      },
    },
  ),
  check: eachPool((pool, cluster) => ({
    applies: isSame(cluster?.network.model ?? unknown, 'overlay'),
    wrong: holds(pool.vmSize, (size) => /^Standard_DC\d+s_v2$/i.test(size)),
    at: pool.at('vm_size'),
    detail: `${named(pool)} has a size of the DCsv2 series, which overlay networks do not support`,
  })),
};
