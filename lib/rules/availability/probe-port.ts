import type { FieldPath } from '../../artifact/field-path';
import { asBody, asList, at } from '../../analysis/workload/workloads';
import { judgeContainers, type Fault } from '../judge';
import type { Rule } from '../rule';
import { cart, SETTINGS } from '../workload/examples';

const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'];
const PORTS = 'ports: [{ name: http, containerPort: 8080 }]';

/** A probe that asks where nobody listens fails for good. */
export const probePort: Rule = {
  id: 'availability/probe-port',
  severity: 'error',
  what: 'asks a port that it does not have',
  why: 'the probe fails for good: the pod never gets ready, or is restarted over and over',
  fix: 'Name a port of the same container',
  sources: ['Kubernetes: Configure Liveness, Readiness and Startup Probes, use a named port'],
  covers: ['kube-linter/liveness-port', 'kube-linter/readiness-port', 'kube-linter/startup-port'],
  saidBy: ['schema/reference'],
  examples: {
    failing: cart({ container: `${PORTS}\n          readinessProbe: { httpGet: { path: /ready, port: web } }` }),
    mended: cart({ container: `${PORTS}\n          readinessProbe: { httpGet: { path: /ready, port: http } }` }),
    notApplicable: SETTINGS,
  },
  check: (world) =>
    judgeContainers(world, ({ name, body, field }) => {
      const probes = PROBES.filter((probe) => asBody(body[probe]) !== undefined);
      if (probes.length === 0) return undefined;
      const ports = asList(body.ports).map((item) => asBody(item) ?? {});
      return probes.flatMap((probe): readonly Fault[] =>
        ['httpGet', 'tcpSocket', 'grpc'].flatMap((action): readonly Fault[] => {
          const port = at(body, [probe, action])?.port;
          if (port === undefined || at(body, [probe, action])?.host !== undefined) return [];
          const where: FieldPath = [...field, probe, action, 'port'];
          if (typeof port === 'string' && !/^\d+$/.test(port)) {
            const isThere = ports.some((one) => one.name === port);
            return isThere ? [] : [{ field: where, detail: `container '${name}' has no port named '${port}'` }];
          }
          // Ports are listed for the reader: a number needs no entry, and many charts have none for health.
          const isListed = ports.length === 0 || ports.some(({ containerPort }) => containerPort === Number(port));
          return isListed
            ? []
            : [
                {
                  field: where,
                  severity: 'note',
                  detail: `container '${name}' lists its ports, and ${port} is not among them: a slip, unless it listens there too`,
                },
              ];
        }),
      );
    }),
};
