import { asBody, asList, at } from '../../analysis/workload/workloads';
import { faultIf, judgeKinds } from '../judge';
import type { Rule } from '../rule';
import { SETTINGS } from '../workload/examples';
import { ingress } from './examples';

const TLS = ['tls: [{ hosts: [shop.contoso.com], secretName: shop-tls }]'];
// Certificates that the add-ons of AKS take from Key Vault without a Secret.
const FROM_VAULT = ['kubernetes.azure.com/tls-cert-keyvault-uri', 'appgw.ingress.kubernetes.io/appgw-ssl-certificate'];

/** Without a certificate everything goes in the clear. */
export const ingressWithoutTls: Rule = {
  id: 'services/ingress-without-tls',
  severity: 'warning',
  what: 'takes calls without TLS',
  why: 'passwords and tokens of callers are read by whoever is on the way',
  fix: 'Add tls with the hosts and a certificate of cert-manager or Key Vault',
  sources: ['Kubernetes: Ingress, TLS', 'Azure Policy: Kubernetes clusters should be accessible only over HTTPS'],
  covers: ['polaris/tlsSettingsMissing', 'azure-policy/1a5b4dca'],
  examples: {
    failing: { 'shop.yaml': ingress([]) },
    mended: { 'shop.yaml': ingress(TLS) },
    notApplicable: SETTINGS,
  },
  check: (world) =>
    judgeKinds(world, ['Ingress'], ({ body }) => {
      const spec = asBody(body.spec) ?? {};
      const annotations = at(body, ['metadata', 'annotations']) ?? {};
      const hasCertificate = asList(spec.tls).length > 0 || FROM_VAULT.some((name) => annotations[name] !== undefined);
      return faultIf(!hasCertificate, ['spec']);
    }),
};
