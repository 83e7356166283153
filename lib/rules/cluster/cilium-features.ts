import { isSame } from '../../analysis/cluster/fields';
import { all, any, not } from '../../analysis/cluster/truth';
import { isBelow } from '../../analysis/cluster/versions';
import type { Rule } from '../rule';
import { clusterExamples } from './examples';
import { eachCluster } from './judge';

const CILIUM = {
  network_plugin: 'azure',
  network_plugin_mode: 'overlay',
  network_data_plane: 'cilium',
  network_policy: 'cilium',
};
const SECURITY = { advanced_networking: { security_enabled: true } };

/** Filtering by names and paths is Cilium's own work. */
export const ciliumFeatures: Rule = {
  id: 'cluster/cilium-feature-without-cilium',
  severity: 'error',
  what: 'asks for network security features that only Cilium has',
  why: 'AKS refuses the setting',
  fix: "Set network_data_plane and network_policy to 'cilium' and kubernetes_version to 1.29 or later, or leave security_enabled out",
  sources: ['Azure: FQDN filtering with Advanced Container Networking Services (ACNS)'],
  facts: ['DP15'],
  examples: clusterExamples(
    { cluster: { network_profile: { network_plugin: 'azure', ...SECURITY } } },
    { cluster: { network_profile: { ...CILIUM, ...SECURITY } } },
    {
      notApplicable: { cluster: { network_profile: CILIUM } },
      unknown: { cluster: { network_profile: { ...CILIUM, ...SECURITY, network_data_plane: '${var.plane}' } } },
    },
  ),
  check: eachCluster(({ fields, network, kubernetesVersion, at }) => {
    const applies = isSame(fields.flag('network_profile', 'advanced_networking', 'security_enabled'), true);
    return {
      applies,
      wrong: any(
        not(isSame(network.dataPlane, 'cilium')),
        all(kubernetesVersion !== undefined, isBelow(kubernetesVersion, 29)),
      ),
      at: at('network_profile', 'advanced_networking', 'security_enabled'),
    };
  }),
};
