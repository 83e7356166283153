import { isFixed, type Reason } from '../scheduler/filter';
import type { Simulation } from '../scheduler/simulation';

/** As the rest of a sentence about one node, and about several. */
const WORDS: Readonly<Record<Reason, readonly [one: string, several: string]>> = {
  selector: ['is none that it asks for', 'are none that it asks for'],
  taint: ['has a taint', 'have a taint'],
  cordoned: ['takes no more pods', 'take no more pods'],
  volume: ['is not where its disk is', 'are not where its disk is'],
  'spread-key': ['is in no zone', 'are in no zone'],
  cpu: ['lacks CPU', 'lack CPU'],
  memory: ['lacks memory', 'lack memory'],
  resource: ['lacks a resource', 'lack a resource'],
  pods: ['has no pod left', 'have no pod left'],
  'host-port': ['has the port taken', 'have the port taken'],
  spread: ['would break its spread', 'would break its spread'],
  'anti-affinity': ['holds pods that must be apart', 'hold pods that must be apart'],
  affinity: ['is not beside what it must be with', 'are not beside what it must be with'],
};

/** Why pods of a workload wait: `4 nodes lack CPU, 2 nodes would break its spread`. What could change comes first. */
export function whyWaiting(simulation: Simulation, owner: number): string {
  const found = [...simulation.whyPending(owner)].sort(
    ([a, countA], [b, countB]) => Number(isFixed(a)) - Number(isFixed(b)) || countB - countA,
  );
  const told = found.filter(([reason], at) => at === 0 || !isFixed(reason)).slice(0, 3);
  if (told.length === 0) return simulation.cluster.on.includes(1) ? 'the pod before it waits' : 'no node is left';
  return told
    .map(([reason, count]) => (count === 1 ? `1 node ${WORDS[reason][0]}` : `${count} nodes ${WORDS[reason][1]}`))
    .join(', ');
}
