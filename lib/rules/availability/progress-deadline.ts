import type { Body } from '../../artifact/read/model';
import { asBody, type Container } from '../../analysis/workload/workloads';
import { judgeWorkloads } from '../judge';
import type { Rule } from '../rule';
import { cart, SETTINGS } from '../workload/examples';

/** Kubernetes: "Deployments, Progress Deadline Seconds"; "Probe". */
const USUAL_DEADLINE = 600;
const STARTS = 'startupProbe: { tcpSocket: { port: 8080 }, periodSeconds: 10, failureThreshold: 30 }';

/** A pod that may take five minutes to start is no failure after two. */
export const progressDeadline: Rule = {
  id: 'availability/progress-deadline',
  severity: 'warning',
  what: 'gives up on a rollout before its pods must have started',
  why: 'the rollout counts as failed while pods still start as they may: Flux and Helm then roll back what was well',
  fix: 'Raise progressDeadlineSeconds above the time that startup probes allow, or lower that',
  sources: ['Kubernetes: Deployments, Progress Deadline Seconds', 'Kubernetes: Configure Startup Probes'],
  examples: {
    failing: cart({ container: STARTS, spec: ['progressDeadlineSeconds: 120'] }),
    mended: cart({ container: STARTS, spec: ['progressDeadlineSeconds: 420'] }),
    notApplicable: SETTINGS,
  },
  check: (world) =>
    judgeWorkloads(world, ({ object, containers }) => {
      if (object.kind !== 'Deployment') return undefined;
      const spec = asBody(object.body.spec) ?? {};
      const deadline = numberOr(spec.progressDeadlineSeconds, USUAL_DEADLINE);
      const slowest = containers
        .map(startOf)
        .reduce((most, one) => (one.seconds > most.seconds ? one : most), { name: '', seconds: 0 });
      const whole = slowest.seconds + numberOr(spec.minReadySeconds, 0);
      if (slowest.seconds === 0 || deadline > whole) return [];
      const field = ['spec', ...(spec.progressDeadlineSeconds === undefined ? [] : ['progressDeadlineSeconds'])];
      const detail = `gives up after ${deadline} s, and container '${slowest.name}' may take ${slowest.seconds} s to start`;
      return [{ field, detail }];
    }),
};

/** How long the startup probe of a container lets it take. */
function startOf({ name, body }: Container): { readonly name: string; readonly seconds: number } {
  const probe: Body | undefined = asBody(body.startupProbe);
  if (!probe) return { name, seconds: 0 };
  const [delay, period, failures] = [probe.initialDelaySeconds, probe.periodSeconds, probe.failureThreshold];
  return { name, seconds: numberOr(delay, 0) + numberOr(period, 10) * numberOr(failures, 3) };
}

function numberOr(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}
