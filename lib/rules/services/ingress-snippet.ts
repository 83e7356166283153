import { at } from '../../analysis/workload/workloads';
import { judgeKinds } from '../judge';
import type { Rule } from '../rule';
import { SETTINGS } from '../workload/examples';
import { ingress } from './examples';

const SNIPPET = /^(?:nginx\.ingress\.kubernetes\.io|nginx\.org)\/.*snippets?$/;
const TLS = ['tls: [{ hosts: [shop.contoso.com], secretName: shop-tls }]'];

/** CVE-2021-25742: a snippet is configuration of the whole controller. */
export const ingressSnippet: Rule = {
  id: 'services/ingress-snippet',
  severity: 'error',
  what: 'writes into the configuration of the ingress controller',
  why: 'whoever may write an Ingress can then read every Secret that the controller may read, those of all namespaces',
  fix: 'Use the annotation made for it, or a policy of the Gateway',
  sources: ['Kubernetes: CVE-2021-25742'],
  covers: ['checkov/CKV_K8S_152', 'checkov/CKV_K8S_153', 'checkov/CKV_K8S_154', 'trivy/KCV-0093'],
  examples: {
    failing: {
      'shop.yaml': ingress(TLS, "nginx.ingress.kubernetes.io/server-snippet: 'location /x { alias /etc/; }'"),
    },
    mended: { 'shop.yaml': ingress(TLS, "nginx.ingress.kubernetes.io/proxy-body-size: '8m'") },
    notApplicable: SETTINGS,
  },
  check: (world) =>
    judgeKinds(world, ['Ingress'], ({ body }) =>
      Object.keys(at(body, ['metadata', 'annotations']) ?? {})
        .filter((name) => SNIPPET.test(name))
        .map((name) => ({ field: ['metadata', 'annotations', name] })),
    ),
};
