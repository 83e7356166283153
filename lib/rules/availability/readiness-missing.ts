import { isCalled } from '../../analysis/workload/called';
import { asList, type Container, type Workload } from '../../analysis/workload/workloads';
import { compliant, finding, notApplicable, notKnown, type Rule } from '../rule';
import { cart, SETTINGS } from '../workload/examples';

const PORTS = 'ports: [{ containerPort: 8080 }]';

/** Without it a pod gets calls as soon as its process exists. */
export const readinessMissing: Rule = {
  id: 'availability/readiness-missing',
  severity: 'warning',
  what: 'gets calls before it can answer them',
  why: 'every rollout and every scale-up sends calls to pods that are still starting, and a pod that hangs keeps its share',
  fix: 'Add a readinessProbe that asks what a caller would ask',
  sources: [
    'Kubernetes: Configure Liveness, Readiness and Startup Probes',
    'Azure: Use Deployment Safeguards to Enforce Best Practices in AKS',
  ],
  covers: [
    'kube-linter/no-readiness-probe',
    'kube-score/pod-probes',
    'polaris/readinessProbeMissing',
    'checkov/CKV_K8S_9',
    'azure-policy/b1a9997f',
    'aprl/cd6791b1',
  ],
  profiles: ['recommended', 'strict', 'azure-safeguards'],
  examples: {
    failing: cart({ container: PORTS }),
    mended: cart({ container: `${PORTS}\n          readinessProbe: { httpGet: { path: /ready, port: 8080 } }` }),
    notApplicable: SETTINGS,
    unknown: cart(),
  },
  *check({ workloads, artifacts }) {
    for (const workload of workloads) {
      const { object, runsForever, containers } = workload;
      const unready = containers.filter(({ kind, body }) => kind === 'container' && body.readinessProbe === undefined);
      if (!runsForever) yield notApplicable(object);
      else if (unready.length === 0) yield compliant(object);
      else {
        const isAnyCalled = isCalled(workload, artifacts);
        if (isAnyCalled === undefined) {
          yield notKnown(object, 'neither a port nor a Service tells whether somebody calls it');
          continue;
        }
        const called = isAnyCalled ? unready.filter((container) => takesCalls(container, workload)) : [];
        if (called.length === 0) yield compliant(object);
        for (const { name, field } of called) {
          const detail = `container '${name}' gets calls before it can answer them`;
          yield finding(object, [...field, 'readinessProbe'], { detail });
        }
      }
    }
  },
};

/** The containers that list ports; where none does it is the first one that is called. */
function takesCalls({ body, field }: Container, { containers }: Workload): boolean {
  if (containers.some((one) => asList(one.body.ports).length > 0)) return asList(body.ports).length > 0;
  return field.at(-1) === 0;
}
