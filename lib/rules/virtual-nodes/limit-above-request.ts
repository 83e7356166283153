import { quantityOf } from '../../analysis/scheduling/requests';
import { asBody } from '../../analysis/workload/workloads';
import { compliant, finding, notApplicable, type Rule } from '../rule';
import { cluster, workload } from '../sample';
import { mayRunThere } from './unsupported-field';

const BURST = ['tolerations: [{ key: virtual-kubelet.io/provider, operator: Exists }]'];
const CLUSTER = cluster({ cluster: { aci_connector_linux: { subnet_name: 'virtual-nodes' } }, pools: { apps: {} } });
const resources = (limit: string): string =>
  `resources: { requests: { cpu: 500m, memory: 512Mi }, limits: { cpu: ${limit} } }`;

export const limitAboveRequest: Rule = {
  id: 'virtual-nodes/limit-above-request',
  severity: 'error',
  what: 'may run on virtual nodes with a limit above its request',
  why: 'a container group is as large as its requests: Azure refuses a limit beyond it (ContainerLimitGreaterThanContainerGroupTotalRequest)',
  fix: 'Make limits equal to requests, or leave them out',
  sources: ['Azure/AKS#2373', 'Azure: Use virtual nodes with AKS'],
  examples: {
    failing: { 'cart.yaml': workload('cart', { pod: BURST, container: resources('1') }), 'cdk.tf.json': CLUSTER },
    mended: { 'cart.yaml': workload('cart', { pod: BURST, container: resources('500m') }), 'cdk.tf.json': CLUSTER },
    notApplicable: { 'cart.yaml': workload('cart', { container: resources('1') }), 'cdk.tf.json': CLUSTER },
  },
  *check({ workloads, artifacts }) {
    for (const workload of workloads) {
      if (mayRunThere(workload, artifacts) !== true) {
        yield notApplicable(workload.object);
        continue;
      }
      let found = false;
      for (const { body, field, name } of workload.containers) {
        const { limits, requests } = asBody(body.resources) ?? {};
        for (const resource of ['cpu', 'memory']) {
          const limit = quantityOf(asBody(limits)?.[resource]);
          const request = quantityOf(asBody(requests)?.[resource]);
          if (!limit || !request || limit.compare(request) <= 0) continue;
          found = true;
          yield finding(workload.object, [...field, 'resources', 'limits', resource], {
            detail: `may run on virtual nodes, but container '${name}' has a limit of ${limit} ${resource} above its request of ${request}`,
          });
        }
      }
      if (!found) yield compliant(workload.object);
    }
  },
};
