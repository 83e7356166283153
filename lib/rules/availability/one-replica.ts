import { replicasOf } from '../../analysis/scaling/scalers';
import { servicesOf } from '../../analysis/selection-index';
import { isCalled } from '../../analysis/workload/called';
import { compliant, finding, notApplicable, notKnown, type Rule } from '../rule';
import { documents, object, workload } from '../sample';
import { SETTINGS } from '../workload/examples';

const SERVICE = object('v1', 'Service', 'cart', ['spec: { selector: { app: cart }, ports: [{ port: 80 }] }']);

/** One pod is none while its node is drained. */
export const oneReplica: Rule = {
  id: 'availability/one-replica',
  severity: 'warning',
  what: 'answers calls with a single pod',
  why: 'every upgrade of its node, every eviction and every crash is an outage of the whole service',
  fix: 'Run two replicas at least, one for each zone where its nodes have zones',
  sources: [
    'Azure: Deployment and Cluster Reliability Best Practices for AKS',
    'APRL: Use deployments with multiple replicas in production applications to guarantee availability',
  ],
  covers: [
    'kube-linter/minimum-three-replicas',
    'kube-score/deployment-replicas',
    'polaris/deploymentMissingReplicas',
    'aprl/bcfe71f1',
    'aprl/9200aca6',
  ],
  examples: {
    failing: { 'cart.yaml': documents(workload('cart', { replicas: 1 }), SERVICE) },
    mended: { 'cart.yaml': documents(workload('cart', { replicas: 3 }), SERVICE) },
    notApplicable: SETTINGS,
    unknown: { 'cart.yaml': workload('cart', { replicas: 1 }) },
  },
  *check({ workloads, artifacts }) {
    for (const workload of workloads) {
      const { object } = workload;
      const replicas = replicasOf(workload, artifacts);
      const scaler = replicas?.scaler?.object;
      if (!replicas || object.kind === 'Pod') yield notApplicable(object);
      // The interceptor of the HTTP add-on holds a request until a pod is there.
      else if (
        scaler &&
        scaler.kind !== 'HTTPScaledObject' &&
        replicas.min === 0 &&
        servicesOf(workload, artifacts).length > 0
      ) {
        yield finding(scaler, ['spec', 'minReplicaCount'], {
          detail: `may leave '${object.name}' without a pod, though others call it`,
          fix: 'Write minReplicaCount with the pods of a quiet hour; only what nobody calls can sleep at zero',
        });
        // What an autoscaler keeps besides is the matter of another rule.
      } else if (scaler) yield notApplicable(object);
      else if (replicas.max === 0) yield notApplicable(object);
      else if (replicas.min > 1) yield compliant(object);
      // Ports alone may be for metrics and health, as those of operators, of which one works at a time.
      else if (servicesOf(workload, artifacts).length > 0) yield finding(object, ['spec', 'replicas']);
      else if (isCalled(workload, artifacts) === false) yield notApplicable(object);
      else yield notKnown(object, 'no Service of these files tells whether somebody calls it');
    }
  },
};
