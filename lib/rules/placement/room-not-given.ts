import { objectIndex } from '../../analysis/objects';
import { holdsRoom } from '../../analysis/workload/holds-room';
import { compliant, finding, notApplicable, notKnown, type Rule } from '../rule';
import { documents, object, workload as sample } from '../sample';

const PAUSE = 'mcr.microsoft.com/oss/kubernetes/pause:3.6';
const priority = (value: number): string =>
  object('scheduling.k8s.io/v1', 'PriorityClass', 'room', [`value: ${value}`], '');
const ROOM = sample('room', { image: PAUSE, pod: ['priorityClassName: room'] });

/** Pods push out what has a lower priority than theirs, and theirs is mostly 0. */
export const roomNotGiven: Rule = {
  id: 'placement/room-not-given',
  severity: 'warning',
  what: 'holds room that it gives to nobody',
  why: 'only pods of a higher priority push these out: what is lost with a node waits until another one is there, beside the room that was paid for',
  fix: 'Give them a PriorityClass of -10 to -1',
  sources: ['Kubernetes: Node Overprovisioning', 'Azure: Cluster autoscaling in AKS overview'],
  examples: {
    failing: { 'room.yaml': documents(ROOM, priority(0)) },
    mended: { 'room.yaml': documents(ROOM, priority(-10)) },
    notApplicable: { 'cart.yaml': sample('cart') },
    unknown: { 'room.yaml': ROOM },
  },
  *check({ workloads, artifacts }) {
    const objects = objectIndex(artifacts);
    for (const workload of workloads) {
      const { object, pod, podField } = workload;
      if (!holdsRoom(workload)) {
        yield notApplicable(object);
        continue;
      }
      const name = pod.priorityClassName;
      const found = typeof name === 'string' ? objects.beside(object, 'PriorityClass', name) : undefined;
      const value = found?.body.value ?? (name === undefined ? 0 : undefined);
      if (typeof value !== 'number') yield notKnown(object, `priority class '${String(name)}' is not in these files`);
      else if (value < 0) yield compliant(object);
      else {
        yield finding(object, [...podField, 'priorityClassName'], {
          detail: `only waits, with a priority of ${value}: no pod of 0 takes its place`,
        });
      }
    }
  },
};
