import { asBody, asList } from '../../analysis/workload/workloads';
import { faultIf, judgeContainers } from '../judge';
import type { Rule } from '../rule';
import { cart, SETTINGS } from './examples';

/** A shell server in a container is a second door with its own keys. */
export const sshPort: Rule = {
  id: 'workload/ssh-port',
  severity: 'warning',
  what: 'offers a shell over SSH',
  why: "who logs in there is in no audit log of the cluster, and its keys are nobody else's business to rotate",
  fix: 'Remove the SSH server and use kubectl exec or kubectl debug',
  sources: ['Azure: Alerts for containers - Kubernetes clusters'],
  covers: ['kube-linter/ssh-port'],
  examples: {
    failing: cart({ container: 'ports: [{ containerPort: 22 }]' }),
    mended: cart({ container: 'ports: [{ containerPort: 8080 }]' }),
    notApplicable: SETTINGS,
  },
  check: (world) =>
    judgeContainers(world, ({ name, body, field }) =>
      asList(body.ports).flatMap((item, index) => {
        const { containerPort, protocol = 'TCP' } = asBody(item) ?? {};
        const isSsh = containerPort === 22 && protocol === 'TCP';
        return faultIf(isSsh, [...field, 'ports', index, 'containerPort'], `container '${name}' offers SSH`);
      }),
    ),
};
