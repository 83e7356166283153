import { Problems } from '../../core/errors';
import { isLate } from '../../core/late';

/** A zone of names of Azure: any construct or import of one will do. */
export interface DnsZoneReference {
  /** Literal: `contoso.com`. */
  readonly zoneName: string;
  /** Resource id: `/subscriptions/…/dnsZones/contoso.com`; late where the program creates the zone. */
  readonly zoneId: string;
}

/** A resource group by its names. */
export interface ResourceGroupReference {
  readonly subscriptionId: string;
  readonly name: string;
}

const ZONE_ID = /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/providers\/Microsoft\.Network\//i;

/**
 * The one resource group that zones lie in.
 *
 * @param given where the ids of the zones are known only after deploy
 * @throws CdkAksError `external-dns/no-zones`, `external-dns/zone-id`, `external-dns/group-needed`,
 *   `external-dns/several-groups`
 */
export function groupOfZones(
  zones: readonly DnsZoneReference[],
  given: ResourceGroupReference | undefined,
): ResourceGroupReference {
  const problems = new Problems();
  if (zones.length === 0) {
    problems.add({
      property: 'zones',
      rule: 'is empty, and there would be nothing to write to',
      fix: 'Name the zones that names of the cluster go to',
      code: 'external-dns/no-zones',
    });
  }
  const literal = zones.filter(({ zoneId }) => !isLate(zoneId));
  const groups = new Map<string, ResourceGroupReference>();
  for (const { zoneId } of literal) {
    const [, subscriptionId, name] = ZONE_ID.exec(zoneId) ?? [];
    if (subscriptionId === undefined || name === undefined) {
      problems.add({
        property: 'zones',
        value: zoneId,
        rule: 'is not the id of a zone',
        fix: "Write '/subscriptions/…/resourceGroups/…/providers/Microsoft.Network/dnsZones/contoso.com'",
        code: 'external-dns/zone-id',
      });
    } else {
      const key = `${subscriptionId}/${name}`.toLowerCase();
      groups.set(key, groups.get(key) ?? { subscriptionId, name });
    }
  }
  if (given && !isLate(given.subscriptionId) && !isLate(given.name)) {
    groups.set(`${given.subscriptionId}/${given.name}`.toLowerCase(), given);
  }
  if (groups.size > 1) {
    problems.add({
      property: 'zones',
      value: [...groups.values()].map(({ name }) => name).join(', '),
      rule: 'are several resource groups, and ExternalDNS reads the zones of one',
      fix: 'Create an ExternalDns for the zones of each group',
      code: 'external-dns/several-groups',
    });
  }
  const group = given ?? [...groups.values()][0];
  if (!group && zones.length > literal.length) {
    problems.add({
      property: 'resourceGroup',
      rule: 'must be given: the ids of the zones are known only after the deploy',
      fix: "Write resourceGroup: { subscriptionId: '…', name: '…' }",
      code: 'external-dns/group-needed',
    });
  }
  problems.throwIfAny();
  return group as ResourceGroupReference;
}
