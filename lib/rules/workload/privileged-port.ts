import type { Body } from '../../artifact/read/model';
import { asBody, asList, at } from '../../analysis/workload/workloads';
import { faultIf, judgeContainers } from '../judge';
import type { Rule } from '../rule';
import { cart, SETTINGS } from './examples';

const FIRST_FREE_PORT = 1024;

/** Ports below 1024 need a right of root, unless the pod says that they do not. */
export const privilegedPort: Rule = {
  id: 'workload/privileged-port',
  severity: 'warning',
  what: 'listens on a port that needs a right of root',
  why: 'without root the process may fail to start, depending on how the runtime of the node is set up; with root it has far more than a port',
  fix: 'Listen on a port from 1024 on, or set the safe sysctl net.ipv4.ip_unprivileged_port_start for the pod',
  sources: ['Kubernetes: Using sysctls in a Kubernetes Cluster'],
  covers: ['kube-linter/privileged-ports', 'trivy/KSV-0117'],
  examples: {
    failing: cart({ container: 'ports: [{ containerPort: 80 }]' }),
    mended: cart({ container: 'ports: [{ containerPort: 8080 }]' }),
    notApplicable: SETTINGS,
  },
  check: (world) =>
    judgeContainers(world, ({ name, body, field }, { pod, os }) => {
      if (os === 'windows') return undefined;
      const free = firstFreePort(pod);
      return asList(body.ports).flatMap((item, index) => {
        const port = asBody(item)?.containerPort;
        const isBad = typeof port === 'number' && port < free && !mayBind(body);
        return faultIf(
          isBad,
          [...field, 'ports', index, 'containerPort'],
          `container '${name}' listens on ${String(port)}, which needs a right of root`,
        );
      });
    }),
};

function firstFreePort(pod: Body): number {
  const sysctls = asList(at(pod, ['securityContext'])?.sysctls).map((item) => asBody(item) ?? {});
  const start = sysctls.find(({ name }) => name === 'net.ipv4.ip_unprivileged_port_start')?.value;
  return start === undefined ? FIRST_FREE_PORT : Number(start);
}

/** As somebody else than root the capability alone does not help: only root or a file's own capability carries it. */
function mayBind(container: Body): boolean {
  return asList(at(container, ['securityContext', 'capabilities'])?.add).includes('NET_BIND_SERVICE');
}
