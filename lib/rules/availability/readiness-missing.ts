import { servicesOf } from '../../analysis/selection-index';
import { asList } from '../../analysis/workload/workloads';
import { faultIf, judgeContainers } from '../judge';
import type { Rule } from '../rule';
import { cart, SETTINGS } from '../workload/examples';

const PORTS = 'ports: [{ containerPort: 8080 }]';

/** Without it a pod gets calls as soon as its process exists. */
export const readinessMissing: Rule = {
  id: 'availability/readiness-missing',
  severity: 'warning',
  what: 'gets calls before it can answer them',
  why: 'every rollout and every scale-up sends calls to pods that are still starting, and a pod that hangs keeps its share',
  fix: 'Add a readinessProbe that asks what a caller would ask',
  sources: ['Kubernetes: Configure Liveness, Readiness and Startup Probes', 'Azure: Deployment safeguards'],
  covers: [
    'kube-linter/no-readiness-probe',
    'kube-score/pod-probes',
    'polaris/readinessProbeMissing',
    'checkov/CKV_K8S_9',
    'azure-policy/b1a9997f',
  ],
  profiles: ['recommended', 'strict', 'azure-safeguards'],
  examples: {
    failing: cart({ container: PORTS }),
    mended: cart({ container: `${PORTS}\n          readinessProbe: { httpGet: { path: /ready, port: 8080 } }` }),
    notApplicable: SETTINGS,
  },
  check: (world) =>
    judgeContainers(world, ({ name, kind, body, field }, workload) => {
      if (kind !== 'container' || !workload.runsForever) return undefined;
      // Where no port is written the first container is the one that is called.
      const hasPorts = workload.containers.some((one) => asList(one.body.ports).length > 0);
      const isFirst = field.at(-1) === 0;
      const isCalled =
        asList(body.ports).length > 0 || (!hasPorts && isFirst && servicesOf(workload, world.artifacts).length > 0);
      if (!isCalled) return undefined;
      return faultIf(
        body.readinessProbe === undefined,
        [...field, 'readinessProbe'],
        `container '${name}' gets calls before it can answer them`,
      );
    }),
};
