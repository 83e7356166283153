import { asBody, asList } from '../../analysis/workload/workloads';
import { faultIf, judge, judgeContainers } from '../judge';
import { objectIndex } from '../../analysis/objects';
import type { Rule } from '../rule';
import { cart, SETTINGS } from '../workload/examples';

/** Names of ports are those of IANA: short, lower case, with a letter. */
export const portName: Rule = {
  id: 'services/port-name',
  severity: 'error',
  what: 'names a port in a way that the API server refuses',
  why: 'it refuses the object: a port name has at most 15 characters of a-z, 0-9 and single inner dashes, with one letter at least',
  fix: 'Shorten the name, such as http or grpc-admin',
  sources: ['RFC 6335, section 5.1', 'Kubernetes: Service, port definitions'],
  covers: ['kube-linter/invalid-target-ports', 'kube-score/container-ports-check'],
  saidBy: ['schema/name'],
  examples: {
    failing: cart({ container: 'ports: [{ name: administration-port, containerPort: 8080 }]' }),
    mended: cart({ container: 'ports: [{ name: admin, containerPort: 8080 }]' }),
    notApplicable: SETTINGS,
  },
  *check(world) {
    yield* judgeContainers(world, ({ body, field }) =>
      asList(body.ports).flatMap((item, index) => bad(asBody(item)?.name, [...field, 'ports', index, 'name'])),
    );
    for (const service of objectIndex(world.artifacts).ofKind('Service')) {
      const ports = asList(asBody(service.body.spec)?.ports);
      yield* judge(
        service,
        ports.flatMap((item, index) => bad(asBody(item)?.targetPort, ['spec', 'ports', index, 'targetPort'])),
      );
    }
  },
};

function bad(name: unknown, field: readonly (string | number)[]): ReturnType<typeof faultIf> {
  if (typeof name !== 'string') return [];
  const isGood = name.length <= 15 && /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name) && /[a-z]/.test(name);
  return faultIf(!isGood, field, `names a port '${name}'`);
}
