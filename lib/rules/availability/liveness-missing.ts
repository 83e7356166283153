import { isIdle } from '../../analysis/workload/holds-room';
import { faultIf, judgeContainers } from '../judge';
import type { Rule } from '../rule';
import { cart, SETTINGS } from '../workload/examples';

const PORTS = 'ports: [{ containerPort: 8080 }]';

/** A process that hangs is not restarted by anybody. */
export const livenessMissing: Rule = {
  id: 'availability/liveness-missing',
  severity: 'note',
  what: 'is not restarted when it hangs',
  why: 'a deadlock or a full queue of threads stays until somebody notices; a crash alone needs no probe',
  fix: 'Add a livenessProbe that looks at the process itself and at nothing that it calls',
  sources: ['Kubernetes: Configure Liveness, Readiness and Startup Probes'],
  covers: ['kube-linter/no-liveness-probe', 'polaris/livenessProbeMissing', 'checkov/CKV_K8S_8', 'aprl/cd6791b1'],
  examples: {
    failing: cart({ container: PORTS }),
    mended: cart({ container: `${PORTS}\n          livenessProbe: { httpGet: { path: /live, port: 8080 } }` }),
    notApplicable: SETTINGS,
  },
  check: (world) =>
    judgeContainers(world, (container, { runsForever }) => {
      const { name, kind, body, field } = container;
      if (kind !== 'container' || !runsForever || isIdle(container)) return undefined;
      return faultIf(
        body.livenessProbe === undefined,
        [...field, 'livenessProbe'],
        `container '${name}' is not restarted when it hangs`,
      );
    }),
};
