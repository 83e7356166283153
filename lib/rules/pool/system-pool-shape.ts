import { isSame } from '../../analysis/cluster/fields';
import { holds } from '../../analysis/cluster/truth';
import { unknown } from '../../artifact/read/values';
import type { Rule } from '../rule';
import { clusterExamples } from '../cluster/examples';
import { eachPool, named } from '../cluster/judge';

/** DNS, metrics and the tunnel to the API server run on system pools. */
export const systemPoolShape: Rule = {
  id: 'pool/system-pool-shape',
  severity: 'warning',
  what: 'is a system pool that is too small or too cheap for what it carries',
  why: "when its only node is drained or out of credits, the whole cluster's DNS and metrics are gone",
  fix: 'Give it three Linux nodes or more of four vCPUs and 4 GiB, no B series, no spot, with 30 pods each',
  sources: ['Azure: Use System Node Pools in AKS', 'APRL: Configure system nodepool count'],
  covers: ['psrule/Azure.AKS.MinNodeCount', 'aprl/7f7ae535'],
  facts: ['POOL02', 'WIN01', 'POOL08'],
  examples: clusterExamples(
    { system: { min_count: 1 } },
    { system: { min_count: 3 } },
    { unknown: { system: { min_count: '${var.nodes}' } } },
  ),
  check: eachPool((pool) => {
    const { mode, min, machine, vmSize, priority, os, maxPods, autoscaled, zones, at } = pool;
    const applies = isSame(mode, 'System');
    const count = at(autoscaled === true ? 'min_count' : 'node_count');
    const who = named(pool);
    const cpus = machine === unknown ? undefined : machine.vCpus;
    return [
      {
        applies,
        wrong: holds(min, (nodes) => nodes < 2),
        at: count,
        detail: `${who} is a system pool of fewer than two nodes`,
        because: 'its smallest number of nodes is not in these files',
      },
      {
        applies,
        wrong: holds(min, (nodes) => nodes >= 2 && zones !== unknown && nodes < zones.length),
        at: count,
        severity: 'note',
        detail: `${who} is a system pool of fewer nodes than zones`,
      },
      {
        applies,
        // The documents disagree: four vCPUs, or two. Two are a note.
        wrong: (cpus ?? 4) < 4,
        at: at('vm_size'),
        severity: (cpus ?? 4) < 2 ? 'warning' : 'note',
        detail: `${who} is a system pool of nodes with fewer than four vCPUs`,
      },
      {
        applies,
        wrong: holds(vmSize, (size) => /^Standard_B\d/i.test(size)),
        at: at('vm_size'),
        detail: `${who} is a system pool of burstable nodes, which slow down when their credits are spent`,
      },
      {
        applies,
        wrong: isSame(priority, 'Spot'),
        at: at('priority'),
        severity: 'error',
        detail: `${who} is a system pool of spot nodes, which AKS refuses`,
        fix: "Set mode to 'User' or priority to 'Regular'",
      },
      {
        applies,
        wrong: isSame(os, 'Windows'),
        at: at('os_type'),
        severity: 'error',
        detail: `${who} is a system pool of Windows nodes, which AKS refuses`,
        fix: "Set mode to 'User'",
      },
      {
        applies,
        wrong: holds(maxPods, (pods) => pods < 30),
        at: at('max_pods'),
        severity: 'error',
        detail: `${who} is a system pool with room for fewer than 30 pods on a node`,
        fix: 'Set max_pods to 30 or more',
      },
    ];
  }),
};
