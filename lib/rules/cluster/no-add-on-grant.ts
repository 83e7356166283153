import { blockBehind, isMissing } from '../../analysis/cluster/blocks';
import { hasRole } from '../../analysis/cluster/grants';
import { type Reference, unknown, type Value } from '../../artifact/read/values';
import type { Rule } from '../rule';
import { cluster, type SampleCluster } from '../sample';
import { NO_CLUSTER } from './examples';
import { eachCluster, type Judgement } from './judge';

function example(
  more: SampleCluster['more'],
  zones: unknown = ['${azurerm_dns_zone.shop.id}'],
): Record<string, string> {
  return {
    'cdk.tf.json': cluster({
      cluster: { web_app_routing: { dns_zone_ids: zones } },
      more: { azurerm_dns_zone: { shop: { name: 'contoso.com' } }, ...more },
    }),
  };
}

const GRANT = {
  azurerm_role_assignment: {
    dns: {
      principal_id: '${azurerm_kubernetes_cluster.aks.web_app_routing[0].web_app_routing_identity[0].object_id}',
      role_definition_name: 'DNS Zone Contributor',
      scope: '${azurerm_dns_zone.shop.id}',
    },
  },
};

/** Add-ons act as identities of their own, that AKS makes and you allow. */
export const noAddOnGrant: Rule = {
  id: 'cluster/no-add-on-grant',
  severity: 'warning',
  what: 'has an add-on that may not write its DNS records or gateway rules',
  why: 'hosts never get their records, or the gateway its rules',
  fix: 'Grant DNS Zone Contributor (Private DNS Zone Contributor) on the zone to web_app_routing_identity, Network Contributor on the subnet to ingress_application_gateway_identity',
  sources: [
    'Azure: Set up a Custom Domain Name and SSL Certificate with the Application Routing Add-on for AKS',
    'Azure: Managed Identities in AKS Overview',
  ],
  facts: ['ID15', 'ID16'],
  examples: {
    failing: example({}),
    mended: example(GRANT),
    notApplicable: NO_CLUSTER,
    unknown: example({}, ['${var.zone}']),
  },
  check: eachCluster(({ fields, block, at }, { artifacts }) => {
    const ownIdentity =
      (addOn: string) =>
      (principal: Reference): boolean =>
        principal.address === block.address && principal.module === block.module && principal.attribute.includes(addOn);
    const judge = (
      value: Value | undefined,
      addOn: string,
      place: readonly string[],
      roles: readonly string[],
    ): Judgement => {
      const target = blockBehind(artifacts, value);
      const applies = target !== undefined;
      const because = 'what its add-on writes to is not in these files';
      if (typeof target !== 'object' || target.mode === 'data')
        return { applies, wrong: unknown, at: at(...place), because };
      const has = hasRole(artifacts, ownIdentity(addOn), [target], [...roles, 'Contributor', 'Owner']);
      return {
        applies,
        wrong: isMissing(artifacts, block, has),
        at: at(...place),
        because,
        detail: `has ${addOn}, which may not write ${target.address}`,
      };
    };
    const zones = fields.raw('web_app_routing', 'dns_zone_ids');
    const list = zones === undefined ? [] : ([zones].flat() as readonly Value[]);
    return [
      ...list.map((zone) =>
        judge(
          zone,
          'web_app_routing',
          ['web_app_routing', 'dns_zone_ids'],
          ['DNS Zone Contributor', 'Private DNS Zone Contributor'],
        ),
      ),
      judge(
        fields.raw('ingress_application_gateway', 'subnet_id'),
        'ingress_application_gateway',
        ['ingress_application_gateway'],
        ['Network Contributor'],
      ),
    ];
  }),
};
