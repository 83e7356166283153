import { resources } from '../../analysis/cluster/blocks';
import { Fields } from '../../analysis/cluster/fields';
import { Cidr } from '../../core/cidr';
import { unknown } from '../../artifact/read/values';
import { type Fault, judge } from '../judge';
import { notKnown, type Rule } from '../rule';
import { terraform } from '../sample';

const network = (address_space: unknown): Record<string, string> => ({
  'cdk.tf.json': terraform({
    azurerm_virtual_network: {
      shop: { name: 'shop', location: 'westeurope', resource_group_name: 'shop', address_space },
    },
  }),
});

const RANGES: Readonly<Record<string, readonly (readonly string[])[]>> = {
  azurerm_kubernetes_cluster: ['pod_cidr', 'pod_cidrs', 'service_cidr', 'service_cidrs'].map((name) => [
    'network_profile',
    name,
  ]),
  azurerm_subnet: [['address_prefixes']],
  azurerm_virtual_network: [['address_space']],
};

/** To the provider a range is text. */
export const rangeMalformed: Rule = {
  id: 'addresses/range-malformed',
  severity: 'error',
  what: 'has a range of addresses that is none',
  why: 'Azure refuses it in the middle of a deployment, and no arithmetic of addresses can be checked',
  fix: 'Write the first address of the range and its length: 10.20.0.0/16',
  sources: ['Azure: Virtual network FAQ', 'RFC 4632'],
  examples: {
    failing: network(['10.20.3.0/16']),
    mended: network(['10.20.0.0/16']),
    notApplicable: { 'shop.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: { name: shop }\n' },
    unknown: network('${var.space}'),
  },
  *check({ artifacts }) {
    for (const [type, paths] of Object.entries(RANGES)) {
      for (const block of resources(artifacts, type)) {
        const fields = new Fields(block.arguments, block.body);
        const faults: Fault[] = [];
        let isOpen = false;
        for (const path of paths) {
          const texts = fields.texts(...path) ?? [];
          if (texts === unknown) isOpen = true;
          else for (const text of texts) faults.push(...faultsOf(text, fields.path(...path), path.at(-1) as string));
        }
        if (isOpen && faults.length === 0) yield notKnown(block, 'its ranges are not in these files');
        else yield* judge(block, faults);
      }
    }
  },
};

function faultsOf(text: string, field: Fault['field'], name: string): readonly Fault[] {
  // IPv6 has rules of its own.
  if (text.includes(':')) return [];
  try {
    Cidr.parse(text);
    return [];
  } catch {
    const [address = '', length] = text.split('/');
    const aligned = alignedRange(address, length);
    const fix = aligned === undefined ? undefined : `Write ${aligned}`;
    return [{ field, detail: `has ${name} '${text}', which is no range`, ...(fix === undefined ? {} : { fix }) }];
  }
}

function alignedRange(address: string, length = '24'): string | undefined {
  try {
    return Cidr.of(address, Number(length)).toString();
  } catch {
    return undefined;
  }
}
