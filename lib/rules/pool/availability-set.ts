import { isSame } from '../../analysis/cluster/fields';
import type { Rule } from '../rule';
import { clusterExamples } from '../cluster/examples';
import { eachPool } from '../cluster/judge';

/** Availability sets went with the basic load balancer. */
export const availabilitySet: Rule = {
  id: 'pool/availability-set',
  severity: 'error',
  what: 'is made of an availability set, which AKS retired on 30 September 2025',
  why: 'it has no autoscaler, no zones, no further pools and no support',
  fix: "Set type to 'VirtualMachineScaleSets', or leave it out",
  sources: ['Azure: Availability Sets Deprecation in AKS'],
  covers: ['checkov/CKV_AZURE_169', 'psrule/Azure.AKS.PoolScaleSet'],
  saidBy: ['schema/enum'],
  examples: clusterExamples(
    { system: { type: 'AvailabilitySet' } },
    { system: { type: 'VirtualMachineScaleSets' } },
    { unknown: { system: { type: '${var.type}' } } },
  ),
  check: eachPool(({ fields, at }) => ({ wrong: isSame(fields.text('type'), 'AvailabilitySet'), at: at('type') })),
};
