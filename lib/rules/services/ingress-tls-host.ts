import type { Body } from '../../artifact/read/model';
import { certifies } from '../../analysis/gateway/hosts';
import { asBody, asList } from '../../analysis/workload/workloads';
import { type Fault, judgeKinds } from '../judge';
import type { Rule } from '../rule';
import { SETTINGS } from '../workload/examples';
import { ingress } from './examples';

const tls = (host: string): readonly string[] => [`tls: [{ hosts: [${host}], secretName: shop-tls }]`];

/** TLS and rules name their hosts apart, and one of the two is easily forgotten. */
export const ingressTlsHost: Rule = {
  id: 'services/ingress-tls-host',
  severity: 'warning',
  what: 'serves a host that its TLS does not name',
  why: 'callers of the host that TLS does not name get the certificate of the controller, or are served in the clear',
  fix: 'Name the host in tls, or correct the one of the two that is wrong',
  sources: ['Kubernetes: Ingress, TLS'],
  examples: {
    failing: { 'shop.yaml': ingress(tls('www.contoso.com')) },
    mended: { 'shop.yaml': ingress(tls('shop.contoso.com')) },
    notApplicable: SETTINGS,
  },
  check: (world) => judgeKinds(world, ['Ingress'], ({ body }) => faultsOf(asBody(body.spec) ?? {})),
};

function faultsOf(spec: Body): readonly Fault[] | undefined {
  const secured = asList(spec.tls).map((item) => asList(asBody(item)?.hosts).map(String));
  // Without TLS, or with one that names no host and so holds for all, there is nothing to compare.
  if (secured.length === 0 || secured.some((hosts) => hosts.length === 0)) return undefined;
  const names = secured.flat();
  const rules = asList(spec.rules).map((item) => asBody(item)?.host);
  if ([...names, ...rules].some((host) => String(host).includes('$'))) return undefined;
  return rules.flatMap((host, index): readonly Fault[] =>
    typeof host !== 'string' || host === '' || names.some((name) => certifies(name, host))
      ? []
      : [{ field: ['spec', 'rules', index, 'host'], detail: `serves '${host}', which tls does not name` }],
  );
}
