import { isDnsSubdomain } from '../../core/dns-names';
import { Problems } from '../../core/errors';
import { isIpv4 } from '../../core/ipv4';
import { isIpv6 } from '../../core/ipv6-prefix';

/** @throws CdkAksError for an address that is none (host-alias/address) and a name out of syntax (host-alias/name) */
export function checkHostAliases(aliases: Readonly<Record<string, readonly string[]>>): void {
  const problems = new Problems();
  for (const [address, names] of Object.entries(aliases)) {
    if (!isIpv4(address) && !isIpv6(address)) {
      problems.add({
        property: 'hostAliases',
        value: address,
        rule: 'is no IP address',
        fix: "Write the address first, then its names: { '10.0.0.4': ['db.internal'] }",
        code: 'host-alias/address',
      });
    }
    for (const name of names.filter((one) => !isDnsSubdomain(one))) {
      problems.add({
        property: `hostAliases['${address}']`,
        value: name,
        rule: 'is no name of a host',
        fix: 'Write lower-case letters, digits, hyphens and dots',
        code: 'host-alias/name',
      });
    }
  }
  problems.throwIfAny();
}
