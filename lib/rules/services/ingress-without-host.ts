import { asBody, asList } from '../../analysis/workload/workloads';
import { faultIf, judgeKinds } from '../judge';
import type { Rule } from '../rule';
import { SETTINGS } from '../workload/examples';
import { ingress } from './examples';

/** Without a host it takes every name that reaches the controller. */
export const ingressWithoutHost: Rule = {
  id: 'services/ingress-without-host',
  severity: 'warning',
  what: 'takes calls for every host',
  why: 'calls for names of other teams, and for addresses without a name, end here, and no certificate can fit',
  fix: 'Write the host of every rule',
  sources: ['Azure Policy: Kubernetes clusters should specify host in ingress resource rules'],
  covers: ['azure-policy/d8c942c6'],
  examples: {
    failing: { 'shop.yaml': ingress([]).replace('host: shop.contoso.com', "host: ''") },
    mended: { 'shop.yaml': ingress([]) },
    notApplicable: SETTINGS,
  },
  check: (world) =>
    judgeKinds(world, ['Ingress'], ({ body }) =>
      asList(asBody(body.spec)?.rules).flatMap((item, index) =>
        faultIf(!asBody(item)?.host, ['spec', 'rules', index, 'host']),
      ),
    ),
};
