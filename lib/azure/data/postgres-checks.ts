import type { Problems } from '../../core/errors';
import { cloudFacts } from '../clouds';
import type { Place } from '../place';
import type { PostgresHighAvailability, PostgresServerProps } from './postgres-props';

const SKU = /^(B|GP|MO)_Standard_[A-Z][A-Za-z0-9_]+$/;
const FLEXIBLE_SERVERS = 'Microsoft.DBforPostgreSQL/flexibleServers';

/** Adds `postgres/sku` and `postgres/high-availability`. */
export function checkTier(sku: string, highAvailability: PostgresHighAvailability, problems: Problems): void {
  if (!SKU.test(sku)) {
    problems.add({
      property: 'sku',
      value: sku,
      rule: 'is no size of a server',
      fix: "Write one such as 'GP_Standard_D2ds_v5', 'MO_Standard_E4ds_v5' or 'B_Standard_B2s'",
      code: 'postgres/sku',
    });
  }
  if (!['ZoneRedundant', 'SameZone', 'none'].includes(highAvailability)) {
    problems.add({
      property: 'highAvailability',
      value: highAvailability,
      rule: 'is no way of standing by',
      fix: "Write 'ZoneRedundant', 'SameZone' or 'none'",
      code: 'postgres/high-availability',
    });
  } else if (sku.startsWith('B_') && highAvailability !== 'none') {
    problems.add({
      property: 'highAvailability',
      value: highAvailability,
      rule: `needs a size of another tier than ${sku}, which has no second server`,
      fix: "Write a sku such as 'GP_Standard_D2ds_v5', or highAvailability: 'none'",
      code: 'postgres/high-availability',
    });
  }
}

/** Adds `postgres/integration`, `database/closed`. Azure: "Network with private access for Azure Database for PostgreSQL". */
export function checkIntegration(
  { integration, publicNetworkAccess }: PostgresServerProps,
  { cloud }: Place,
  allowedCidrs: readonly string[],
  problems: Problems,
): void {
  const closed = integration !== undefined || publicNetworkAccess === false;
  if (closed && allowedCidrs.length > 0) {
    problems.add({
      property: 'allowedIpRanges',
      rule: 'admits public addresses to a server that is closed to all of them',
      fix: 'Keep one of the two',
      code: 'database/closed',
    });
  }
  if (integration === undefined) return;
  const { subnet, dnsZone } = integration;
  const suffix = cloudFacts(cloud).postgresSuffix;
  const add = (property: string, value: unknown, rule: string, fix: string) =>
    problems.add({ property, value, rule, fix, code: 'postgres/integration' });
  if (subnet.delegation !== FLEXIBLE_SERVERS) {
    add(
      'integration.subnet',
      subnet.subnetName,
      `is not delegated to ${FLEXIBLE_SERVERS}`,
      `Add a subnet with delegation: '${FLEXIBLE_SERVERS}'`,
    );
  }
  if (!dnsZone.zoneName.endsWith(`.${suffix}`) || dnsZone.zoneName.startsWith('privatelink.')) {
    add(
      'integration.dnsZone',
      dnsZone.zoneName,
      `does not end with .${suffix}, or is a zone of private endpoints`,
      `Make one such as 'shop.private.${suffix}'`,
    );
  }
  if (publicNetworkAccess === true) {
    add('publicNetworkAccess', true, 'is not there for a server in a network', 'Leave it out');
  }
}
