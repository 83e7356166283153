import { cyclesOf } from '../../analysis/terraform/cycles';
import { partsOf } from '../../analysis/terraform/parts';
import { addressOf } from '../../artifact/read/expression/links';
import { compliant, finding, type Rule } from '../rule';
import { network, terraformExamples } from './sample';

const SHOP = { name: 'shop', location: 'westeurope', resource_group_name: 'shop', address_space: ['10.0.0.0/16'] };

/** Terraform makes what a block needs before it makes the block. */
export const cycle: Rule = {
  id: 'terraform/cycle',
  severity: 'error',
  what: 'needs what needs itself',
  why: 'terraform plan stops with "Cycle" and names every block of it, not the argument that closes it',
  fix: 'Take one of these references out, or give it to a resource of its own, such as an association or a role assignment',
  sources: ['Terraform: Resource behavior, dependencies'],
  examples: terraformExamples(
    network({}, { azurerm_virtual_network: { shop: { ...SHOP, tags: { nodes: '${azurerm_subnet.nodes.name}' } } } }),
    network({}, { azurerm_virtual_network: { shop: { ...SHOP, tags: { nodes: 'nodes' } } } }),
  ),
  *check({ artifacts }) {
    for (const module of artifacts.modules) {
      const inCycles = new Set<unknown>();
      for (const parts of cyclesOf(module)) {
        const [first, second = first] = parts;
        if (first === undefined || second === undefined) continue;
        for (const { subject } of parts) inCycles.add(subject);
        const link = first.links.find((one) => addressOf(one) === second.subject.address);
        const way = [...parts, first].map(({ subject }) => subject.address).join(' -> ');
        const detail = parts.length === 1 ? 'refers to itself' : `needs what needs itself: ${way}`;
        yield finding(first.subject, link?.at ?? [], { detail });
      }
      for (const { subject } of partsOf(module)) if (!inCycles.has(subject)) yield compliant(subject);
    }
  },
};
