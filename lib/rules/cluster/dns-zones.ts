import { holds } from '../../analysis/cluster/truth';
import type { Rule } from '../rule';
import { clusterExamples } from './examples';
import { eachCluster } from './judge';

function routing(zones: readonly string[] | string): { cluster: Record<string, unknown> } {
  return { cluster: { web_app_routing: { dns_zone_ids: zones } } };
}

function zones(count: number): readonly string[] {
  return Array.from(
    { length: count },
    (_, index) => `/subscriptions/0/resourceGroups/dns/providers/Microsoft.Network/dnsZones/z${index}.contoso.com`,
  );
}

/** App routing writes records into five zones at most. */
export const dnsZones: Rule = {
  id: 'cluster/app-routing-zones',
  severity: 'error',
  what: 'gives app routing DNS zones that it does not take',
  why: 'AKS refuses the setting',
  fix: 'List at most five zones: public ones of one resource group, private ones of one resource group',
  sources: ['Azure: Set up a Custom Domain Name and SSL Certificate with the Application Routing Add-on for AKS'],
  facts: ['ADD07'],
  examples: clusterExamples(routing(zones(6)), routing(zones(2)), {
    notApplicable: {},
    unknown: routing('${var.zones}'),
  }),
  check: eachCluster(({ fields, at }) => {
    const ids = fields.texts('web_app_routing', 'dns_zone_ids');
    const groups = (list: readonly string[], type: string): number =>
      new Set(
        list
          .filter((id) => id.toLowerCase().includes(`/${type}/`))
          .map((id) => id.toLowerCase().split('/').slice(0, 5).join('/')),
      ).size;
    return {
      applies: fields.has('web_app_routing', 'dns_zone_ids'),
      wrong: holds(
        ids,
        (list) => list.length > 5 || groups(list, 'dnszones') > 1 || groups(list, 'privatednszones') > 1,
      ),
      at: at('web_app_routing', 'dns_zone_ids'),
    };
  }),
};
