import type { Body } from '../../artifact/read/model';
import { asBody } from '../../analysis/workload/workloads';
import { faultIf, judgeContainers } from '../judge';
import type { Rule } from '../rule';
import { cart, SETTINGS } from '../workload/examples';

const READINESS = 'readinessProbe: { httpGet: { path: /health, port: 8080 } }';

/** A pod that is to be left alone for a while is restarted instead. */
export const probesAlike: Rule = {
  id: 'availability/probes-alike',
  severity: 'warning',
  what: 'is restarted for what should only take it out of service',
  why: 'under load, or while something it calls is away, all its pods are restarted at the very moment when they should recover',
  fix: 'Ask a path for liveness that looks at the process alone, or give liveness a higher failureThreshold or period',
  sources: ['Kubernetes: Liveness, Readiness, and Startup Probes'],
  covers: ['kube-score/pod-probes-identical', 'kube-score/pod-probes'],
  examples: {
    failing: cart({ container: `${READINESS}\n          livenessProbe: { httpGet: { path: /health, port: 8080 } }` }),
    mended: cart({
      container: `${READINESS}\n          livenessProbe: { failureThreshold: 6, httpGet: { path: /health, port: 8080 } }`,
    }),
    notApplicable: SETTINGS,
  },
  check: (world) =>
    judgeContainers(world, ({ name, body, field }) => {
      const [readiness, liveness] = [asBody(body.readinessProbe), asBody(body.livenessProbe)];
      if (!readiness || !liveness) return undefined;
      const isAlike = handlerOf(readiness) === handlerOf(liveness) && patience(liveness) <= patience(readiness);
      // An open port says the same of readiness and of life, and there is nothing else to ask.
      const isSocket = asBody(liveness.tcpSocket) !== undefined;
      return faultIf(
        isAlike && !isSocket,
        [...field, 'livenessProbe'],
        `container '${name}' is restarted for what should only take it out of service`,
      );
    }),
};

function handlerOf(probe: Body): string {
  const { httpGet, tcpSocket, exec, grpc } = probe;
  return JSON.stringify([httpGet, tcpSocket, exec, grpc]);
}

/** Seconds of failure before it acts. */
function patience({ failureThreshold = 3, periodSeconds = 10 }: Body): number {
  return Number(failureThreshold) * Number(periodSeconds);
}
