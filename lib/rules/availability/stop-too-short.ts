import type { FieldPath } from '../../artifact/field-path';
import type { Body } from '../../artifact/read/model';
import { asList, at } from '../../analysis/workload/workloads';
import { judgeContainers } from '../judge';
import type { Rule } from '../rule';
import { cart, SETTINGS } from '../workload/examples';

/** What a pod has to stop in where it says nothing. Kubernetes: "Termination of Pods". */
const USUAL_GRACE = 30;
const WAITS = 'lifecycle: { preStop: { sleep: { seconds: 15 } } }';

/** The time to stop begins with the hook, not after it. */
export const stopTooShort: Rule = {
  id: 'availability/stop-too-short',
  severity: 'error',
  what: 'waits longer before it stops than it has for stopping',
  why: 'the program is killed in the middle of its calls without having been told: the hook has used up terminationGracePeriodSeconds',
  fix: 'Write terminationGracePeriodSeconds: the time of the hook, and what the longest call takes on top',
  sources: ['Kubernetes: Container Lifecycle Hooks', 'Kubernetes: Pod Lifecycle, Termination of Pods'],
  examples: {
    failing: cart({ container: WAITS, pod: ['terminationGracePeriodSeconds: 10'] }),
    mended: cart({ container: WAITS, pod: ['terminationGracePeriodSeconds: 45'] }),
    notApplicable: SETTINGS,
  },
  check: (world) =>
    judgeContainers(world, ({ name, body, field }, { pod }) => {
      const waits = waitOf(body);
      const grace = pod.terminationGracePeriodSeconds ?? USUAL_GRACE;
      if (!waits || typeof grace !== 'number') return undefined;
      if (waits.seconds < grace) return [];
      const detail = `has container '${name}', which waits ${waits.seconds} s before it stops and is killed after ${grace} s`;
      return [{ field: [...field, ...waits.field], detail }];
    }),
};

/** Seconds that a hook does nothing but wait; a command that does more is taken by its waits alone. */
function waitOf(container: Body): { readonly seconds: number; readonly field: FieldPath } | undefined {
  const hook = ['lifecycle', 'preStop'];
  const seconds = at(container, [...hook, 'sleep'])?.seconds;
  if (typeof seconds === 'number') return { seconds, field: [...hook, 'sleep', 'seconds'] };
  const command = asList(at(container, [...hook, 'exec'])?.command)
    .map(String)
    .join(' ');
  const waits = [
    ...command.matchAll(/\bsleep\s+(\d+)(?:s\b|\b(?!\s*[mh]\b|[.\w]))|Start-Sleep\s+(?:-s\w*\s+)?(\d+)/gi),
  ];
  if (waits.length === 0 || /\b(?:while|until|for)\b/.test(command)) return undefined;
  const sum = waits.reduce((all, [, linux, windows]) => all + Number(linux ?? windows), 0);
  return { seconds: sum, field: [...hook, 'exec', 'command'] };
}
