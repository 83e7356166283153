import { addressOf, type Link } from '../../artifact/read/expression/links';
import type { TerraformBlock } from '../../artifact/read/model';
import { partsOf } from '../../analysis/terraform/parts';
import { compliant, finding, notApplicable, type Rule } from '../rule';
import { network, terraformExamples } from './sample';

const COUNTED = { name: 'aks', location: 'westeurope', resource_group_name: 'shop' };
const group = (id: string): string =>
  network(
    {},
    {
      azurerm_network_security_group: { nodes: { count: 1, ...COUNTED } },
      azurerm_subnet_network_security_group_association: {
        nodes: { subnet_id: '${azurerm_subnet.nodes.id}', network_security_group_id: id },
      },
    },
  );

/** With count or for_each a block is a list or a map, and without them it is neither. */
export const instanceKey: Rule = {
  id: 'terraform/instance-key',
  severity: 'error',
  what: 'takes a list for a block, or a block for a list',
  why: 'terraform validate stops: missing or unexpected resource instance key',
  fix: 'Write [0] or ["key"] behind a block that has count or for_each, and nothing behind one that has neither',
  sources: ['Terraform: The count meta-argument', 'Terraform: The for_each meta-argument'],
  examples: terraformExamples(
    group('${azurerm_network_security_group.nodes.id}'),
    group('${azurerm_network_security_group.nodes[0].id}'),
  ),
  *check({ artifacts }) {
    for (const module of artifacts.modules) {
      const blocks = new Map(module.blocks.map((block) => [block.address, block]));
      for (const { subject, links } of partsOf(module)) {
        const known = links
          .filter(({ at }) => !at.includes('depends_on'))
          .map((link) => ({ link, to: targetOf(link) }));
        const wrong = known.flatMap(({ link, to }) => (to ? (slip(link, to) ?? []) : []));
        for (const { link, detail } of wrong) yield finding(subject, link.at, { detail });
        if (wrong.length === 0) yield links.length === 0 ? notApplicable(subject) : compliant(subject);
      }
      function targetOf(link: Link): TerraformBlock | undefined {
        return blocks.get(addressOf(link));
      }
    }
  },
};

function slip(link: Link, { address, body }: TerraformBlock): { link: Link; detail: string } | undefined {
  const rest = link.text.slice(address.length);
  const isRepeated = [body.count, body.for_each].some((value) => value !== undefined && value !== null);
  if (isRepeated && /^\.[A-Za-z_]/.test(rest)) {
    const key = body.count === undefined ? '["key"]' : '[0]';
    return { link, detail: `refers to ${link.text}, but ${address} is made several times: write ${address}${key}` };
  }
  if (!isRepeated && /^(\[[^*]|\.\d)/.test(rest)) {
    return { link, detail: `refers to ${link.text}, but ${address} is made once and has no instances` };
  }
  return undefined;
}
