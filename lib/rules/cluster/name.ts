import { holds } from '../../analysis/cluster/truth';
import type { Rule } from '../rule';
import { clusterExamples } from './examples';
import { eachCluster } from './judge';

/** The provider takes any name; Azure does not. */
export const clusterName: Rule = {
  id: 'cluster/name',
  severity: 'error',
  what: 'has a name that Azure does not take',
  why: 'AKS refuses the cluster in the middle of a deployment',
  fix: 'Use 1 to 63 letters, digits, - and _ for the name, 1 to 54 letters, digits and - for dns_prefix, with a letter or digit at both ends',
  sources: ['Azure: Naming rules and restrictions for Azure resources'],
  covers: ['psrule/Azure.AKS.Name', 'psrule/Azure.AKS.DNSPrefix'],
  examples: clusterExamples(
    { cluster: { name: 'shop.aks' } },
    { cluster: { name: 'shop-aks' } },
    { unknown: { cluster: { name: '${var.name}' } } },
  ),
  check: eachCluster(({ fields, at }) => [
    {
      wrong: holds(fields.text('name'), (name) => !/^[a-zA-Z0-9]([\w-]{0,61}[a-zA-Z0-9])?$/.test(name)),
      at: at('name'),
    },
    {
      applies: fields.has('dns_prefix'),
      wrong: holds(fields.text('dns_prefix'), (name) => !/^[a-zA-Z0-9]([a-zA-Z0-9-]{0,52}[a-zA-Z0-9])?$/.test(name)),
      at: at('dns_prefix'),
      detail: 'has a DNS prefix that Azure does not take',
    },
  ]),
};
