import type { KubernetesObject } from '../../artifact/read/model';
import { namespaceOf, objectIndex } from '../../analysis/objects';
import { asBody } from '../../analysis/workload/workloads';
import { compliant, finding, notApplicable, type Rule } from '../rule';
import { documents } from '../sample';
import { SETTINGS } from '../workload/examples';
import { service } from './examples';

/** The second one is most often a copy whose selector was left as it was. */
export const selectorTwice: Rule = {
  id: 'services/selector-twice',
  severity: 'warning',
  what: 'selects the same pods as another Service',
  why: 'the selector of a copied Service is easily left as it was, and calls then go to the wrong pods; AKS refuses it where its safeguards are enforced',
  fix: 'Give it a selector of its own, or add its port to the other Service',
  sources: ['Azure: Use Deployment Safeguards to Enforce Best Practices in AKS'],
  covers: ['azure-policy/b0fdedee'],
  profiles: ['azure-safeguards'],
  examples: {
    failing: { 'cart.yaml': documents(service(''), service('', '', 'basket')) },
    mended: { 'cart.yaml': documents(service(''), service('', '', 'basket').replace('app: cart', 'app: basket')) },
    notApplicable: SETTINGS,
  },
  *check({ artifacts }) {
    const first = new Map<string, KubernetesObject>();
    for (const service of objectIndex(artifacts).ofKind('Service')) {
      const pairs = Object.entries(asBody(asBody(service.body.spec)?.selector) ?? {}).sort(([a], [b]) =>
        a < b ? -1 : 1,
      );
      if (pairs.length === 0) {
        yield notApplicable(service);
        continue;
      }
      const key = JSON.stringify([service.cluster, namespaceOf(service), pairs]);
      const other = first.get(key);
      if (other)
        yield finding(service, ['spec', 'selector'], { detail: `selects the same pods as Service '${other.name}'` });
      else yield compliant(service);
      first.set(key, other ?? service);
    }
  },
};
