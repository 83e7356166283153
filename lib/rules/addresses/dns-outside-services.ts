import { unknown } from '../../artifact/read/values';
import { parseRange } from '../../analysis/address/ranges';
import { compliant, finding, notApplicable, notKnown, type Rule } from '../rule';
import { cluster } from '../sample';

const dns = (address: string): string =>
  cluster({
    cluster: { network_profile: { network_plugin: 'azure', service_cidr: '172.16.0.0/16', dns_service_ip: address } },
  });

export const dnsOutsideServices: Rule = {
  id: 'addresses/dns-outside-services',
  severity: 'error',
  what: 'has a DNS address that its service range does not allow',
  why: 'Azure refuses an address outside the range, or the first one, which is the API server',
  fix: 'Use an address of the service range, such as its tenth',
  sources: ['Azure: Concepts - IP address planning in AKS'],
  facts: ['NET04'],
  examples: {
    failing: { 'cdk.tf.json': dns('10.0.0.10') },
    mended: { 'cdk.tf.json': dns('172.16.0.10') },
    notApplicable: { 'cdk.tf.json': cluster() },
    unknown: { 'cdk.tf.json': dns('${var.dns}') },
  },
  *check({ clusters }) {
    for (const view of clusters) {
      const address = view.fields.text('network_profile', 'dns_service_ip');
      const text = view.fields.text('network_profile', 'service_cidr');
      const range = text === undefined ? parseRange('10.0.0.0/16') : parseRange(text);
      if (address === undefined) yield notApplicable(view.block);
      else if (address === unknown || !range || !/^\d+(\.\d+){3}$/.test(address)) {
        yield notKnown(view.block, 'its DNS address or its service range is not in these files');
      } else if (isIn(range, address)) yield compliant(view.block);
      else {
        yield finding(view.block, view.at('network_profile', 'dns_service_ip'), {
          detail: `has DNS address ${address}, which is not in its service range ${range} or is the first of it`,
        });
      }
    }
  },
};

function isIn(range: NonNullable<ReturnType<typeof parseRange>>, address: string): boolean {
  try {
    return range.contains(address) && address !== range.nth(Math.min(1, range.size - 1)) && address !== range.first;
  } catch {
    return false;
  }
}
