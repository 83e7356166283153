import { holds } from '../../analysis/cluster/truth';
import type { Rule } from '../rule';
import { resourceExamples } from '../cluster/examples';
import { eachBlock } from '../cluster/judge';

const NETWORK = { name: 'shop', location: 'westeurope', resource_group_name: 'shop' };

/** Azure's networks end at /8. */
export const largeNetwork: Rule = {
  id: 'network/too-large',
  severity: 'error',
  what: 'has an address space that is larger than /8 or smaller than /29',
  why: 'Azure refuses the network',
  fix: 'Use a range between /8 and /29',
  sources: [
    'Azure: Concepts - IP address planning in AKS',
    'Azure: Azure Virtual Network frequently asked questions (FAQ)',
  ],
  facts: ['NET24'],
  examples: resourceExamples(
    'azurerm_virtual_network',
    NETWORK,
    { address_space: ['10.0.0.0/7'] },
    { address_space: ['10.0.0.0/16'] },
    { address_space: '${var.space}' },
  ),
  check: eachBlock('azurerm_virtual_network', (fields) => ({
    wrong: holds(fields.texts('address_space'), (all) =>
      all.some(
        (range) => !range.includes(':') && (Number(range.split('/')[1]) < 8 || Number(range.split('/')[1]) > 29),
      ),
    ),
    at: fields.path('address_space'),
  })),
};
