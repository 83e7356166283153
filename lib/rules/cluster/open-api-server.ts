import { isSame } from '../../analysis/cluster/fields';
import { all, any, not } from '../../analysis/cluster/truth';
import type { Rule } from '../rule';
import { clusterExamples } from './examples';
import { hasEntra } from './identity-view';
import { eachCluster } from './judge';

/** An API server on the internet is one stolen credential away from anybody. */
export const openApiServer: Rule = {
  id: 'cluster/open-api-server',
  severity: 'warning',
  what: 'has an API server that the whole internet may call',
  why: 'a leaked credential or a flaw in the API server can be used from anywhere',
  fix: 'Make the cluster private, or list the ranges that may call it in api_server_access_profile.authorized_ip_ranges',
  sources: ['Azure: API Server Authorized IP Ranges in AKS', 'Azure: Create a private AKS cluster'],
  covers: [
    'checkov/CKV_AZURE_6',
    'checkov/CKV_AZURE_115',
    'trivy/AZU-0041',
    'trivy/AZU-0065',
    'psrule/Azure.AKS.AuthorizedIPs',
  ],
  examples: clusterExamples(
    {},
    { cluster: { api_server_access_profile: { authorized_ip_ranges: ['203.0.113.0/24'] } } },
    {
      notApplicable: { cluster: { private_cluster_enabled: true } },
      unknown: { cluster: { api_server_access_profile: { authorized_ip_ranges: '${var.ranges}' } } },
    },
  ),
  check: eachCluster((cluster) => {
    const { fields, at } = cluster;
    const ranges = fields.texts('api_server_access_profile', 'authorized_ip_ranges');
    const open = any(
      not(fields.has('api_server_access_profile', 'authorized_ip_ranges')),
      ranges !== undefined && typeof ranges !== 'symbol' && ranges.some((range) => /^0\.0\.0\.0\/0$/.test(range)),
    );
    // Entra and closed local accounts leave no certificate that could leak; the address alone is then little.
    const guarded = all(hasEntra(cluster), isSame(fields.flag('local_account_disabled'), true)) === true;
    return {
      applies: not(isSame(fields.flag('private_cluster_enabled'), true)),
      wrong: open,
      at: at('api_server_access_profile', 'authorized_ip_ranges'),
      severity: guarded ? 'note' : 'warning',
      // Virtual nodes exclude ranges (VN03).
      fix:
        fields.has('aci_connector_linux') === true
          ? 'Make the cluster private: virtual nodes exclude authorized ranges'
          : undefined,
    };
  }),
};
