import { certificatesOf, issuerOf, solversOf } from '../../analysis/gateway/challenges';
import { asBody, asList } from '../../analysis/workload/workloads';
import { compliant, finding, notApplicable, notKnown, type Rule } from '../rule';
import { documents, object } from '../sample';
import { SETTINGS } from '../workload/examples';
import { certificate } from './sample';

const issuer = (solver: string): string =>
  object('cert-manager.io/v1', 'Issuer', 'letsencrypt', [
    'spec:',
    '  acme:',
    '    server: https://acme-v02.api.letsencrypt.org/directory',
    '    privateKeySecretRef: { name: account }',
    `    solvers: [{ ${solver} }]`,
  ]);
const BY_HTTP = issuer('http01: { ingress: { ingressClassName: nginx } }');
const BY_DNS = issuer(
  'dns01: { azureDNS: { subscriptionID: sub, resourceGroupName: dns, hostedZoneName: contoso.com } }',
);
const WILDCARD = certificate("dnsNames: ['*.contoso.com']");

/** A web server can't prove that every name below a domain is its own; a record in the domain can. */
export const wildcardByHttp: Rule = {
  id: 'gateway/wildcard-by-http',
  severity: 'error',
  what: 'asks for a wildcard from an issuer that has no solver by DNS',
  why: 'certificate authorities give wildcards for a proof by DNS alone: the order fails, and the Secret is never made',
  fix: 'Add a dns01 solver to the issuer, or name each host in dnsNames',
  sources: ["Let's Encrypt: Challenge Types, HTTP-01", 'cert-manager: DNS01'],
  examples: {
    failing: { 'web.yaml': documents(WILDCARD, BY_HTTP) },
    mended: { 'web.yaml': documents(WILDCARD, BY_DNS) },
    notApplicable: SETTINGS,
    unknown: { 'web.yaml': WILDCARD },
  },
  *check({ artifacts }) {
    for (const object of certificatesOf(artifacts)) {
      const names = asList(asBody(object.body.spec)?.dnsNames);
      const index = names.findIndex((name) => String(name).startsWith('*.'));
      if (index < 0) {
        yield notApplicable(object);
        continue;
      }
      const issuer = issuerOf(object, artifacts);
      if (!issuer) {
        yield notKnown(object, 'its issuer is not in these files');
        continue;
      }
      const solvers = solversOf(issuer);
      const isProved = !solvers || solvers.some(({ body }) => body.dns01 !== undefined);
      if (isProved) yield compliant(object);
      else {
        yield finding(object, ['spec', 'dnsNames', index], {
          detail: `asks for '${String(names[index])}' from ${issuer.kind} '${issuer.name}', which proves by HTTP alone`,
        });
      }
    }
  },
};
