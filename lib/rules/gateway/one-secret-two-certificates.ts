import type { KubernetesObject } from '../../artifact/read/model';
import { certificatesOf } from '../../analysis/gateway/challenges';
import { namespaceOf } from '../../analysis/objects';
import { asBody } from '../../analysis/workload/workloads';
import { faultIf, judge } from '../judge';
import type { Rule } from '../rule';
import { documents } from '../sample';
import { SETTINGS } from '../workload/examples';
import { certificate } from './sample';

const SECOND = certificate('dnsNames: [shop.contoso.com]', 'shop');

/** Each Certificate finds the other's keys in its Secret, and has its own made anew. */
export const oneSecretTwoCertificates: Rule = {
  id: 'gateway/one-secret-two-certificates',
  severity: 'error',
  what: 'writes into the Secret of another Certificate',
  why: 'cert-manager issues both over and over, until the certificate authority gives no more for days',
  fix: 'Give each a secretName of its own',
  sources: ['cert-manager: Troubleshooting, duplicate secretName'],
  examples: {
    failing: { 'web.yaml': documents(certificate(), SECOND) },
    mended: { 'web.yaml': documents(certificate(), SECOND.replace('web-tls', 'shop-tls')) },
    notApplicable: SETTINGS,
  },
  *check({ artifacts }) {
    const first = new Map<string, KubernetesObject>();
    for (const object of certificatesOf(artifacts)) {
      const name = String(asBody(object.body.spec)?.secretName);
      const key = [object.cluster ?? '', namespaceOf(object), name].join('\n');
      const other = first.get(key);
      if (!other) first.set(key, object);
      const detail = `writes into Secret '${name}', as Certificate '${other?.name}' does`;
      yield* judge(object, faultIf(other !== undefined, ['spec', 'secretName'], detail));
    }
  },
};
