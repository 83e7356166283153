import { asList } from '../../analysis/workload/workloads';
import { faultIf, judgeWorkloads } from '../judge';
import type { Rule } from '../rule';
import { cart, SETTINGS } from './examples';

/** Addresses move, and a line in /etc/hosts does not. */
export const hostAliases: Rule = {
  id: 'workload/host-aliases',
  severity: 'warning',
  what: 'writes addresses of other hosts into /etc/hosts',
  why: 'when the address moves the pod keeps calling the old one, whoever has it by then; the answer of DNS is no longer asked',
  fix: 'Use a name in DNS: an ExternalName Service or a record in a private zone',
  sources: ['Kubernetes: Adding entries to Pod /etc/hosts with HostAliases'],
  covers: ['trivy/KSV-0007'],
  examples: {
    failing: cart({ pod: ['hostAliases: [{ ip: 10.0.0.4, hostnames: [sql] }]'] }),
    mended: cart(),
    notApplicable: SETTINGS,
  },
  check: (world) =>
    judgeWorkloads(world, ({ pod, podField }) =>
      faultIf(asList(pod.hostAliases).length > 0, [...podField, 'hostAliases']),
    ),
};
