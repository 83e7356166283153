import type { FieldPath } from '../../artifact/field-path';
import type { KubernetesObject } from '../../artifact/read/model';
import { certificateRefsOf, gatewaysOf, listenersOf } from '../../analysis/gateway/listeners';
import { namespaceOf, objectIndex } from '../../analysis/objects';
import { makersOf } from '../../analysis/secrets/made';
import { asBody, asList } from '../../analysis/workload/workloads';
import { mayBeElsewhere } from '../exposure/elsewhere';
import { compliant, finding, notApplicable, notKnown, type Rule } from '../rule';
import { documents } from '../sample';
import { SETTINGS } from '../workload/examples';
import { certificate, gateway, https } from './sample';

/** TLS with a Secret that nobody makes: the listener stays down, or answers with a certificate that nobody trusts. */
export const secretNotMade: Rule = {
  id: 'gateway/secret-not-made',
  severity: 'warning',
  what: 'takes its certificate from a Secret that nothing makes',
  why: 'without it a gateway does not take the listener up, and an ingress controller answers with a certificate of its own that no browser trusts',
  fix: 'Name the secretName of a Certificate, or add one; acknowledge it if the Secret is made by hand',
  sources: ['Gateway API: TLS Configuration', 'cert-manager: Certificate resource', 'Kubernetes: Ingress, TLS'],
  examples: {
    failing: { 'web.yaml': documents(gateway(https('www.contoso.com', '{ name: tls }')), certificate()) },
    mended: { 'web.yaml': documents(gateway(https('www.contoso.com')), certificate()) },
    notApplicable: SETTINGS,
    unknown: { 'web.yaml': gateway(https('www.contoso.com')) },
  },
  *check({ artifacts }) {
    for (const object of [...gatewaysOf(artifacts), ...objectIndex(artifacts).ofKind('Ingress')]) {
      const wanted = object.kind === 'Gateway' ? listenersOf(object).flatMap(certificateRefsOf) : secretsOf(object);
      if (wanted.length === 0) yield notApplicable(object);
      for (const { name, namespace, field } of wanted) {
        const isMade = makersOf(name, namespace, object, artifacts).length > 0 || asksIssuer(object);
        if (isMade) yield compliant(object);
        else if (name.includes('$') || mayBeElsewhere(object, 'Certificate', artifacts)) {
          yield notKnown(object, `what makes Secret '${name}' is not in these files`);
        } else {
          yield finding(object, [...field, object.kind === 'Gateway' ? 'name' : 'secretName'], {
            detail: `takes its certificate from Secret '${namespace}/${name}', which nothing in these files makes`,
          });
        }
      }
    }
  },
};

function secretsOf(ingress: KubernetesObject): readonly { name: string; namespace: string; field: FieldPath }[] {
  return asList(asBody(ingress.body.spec)?.tls).flatMap((item, index) => {
    const name = asBody(item)?.secretName;
    // Without one it is the controller's own.
    if (typeof name !== 'string' || name === '') return [];
    return [{ name, namespace: namespaceOf(ingress), field: ['spec', 'tls', index] }];
  });
}

/** Whether an annotation has cert-manager, or the application routing add-on, make what it names. */
function asksIssuer(object: KubernetesObject): boolean {
  return Object.keys(asBody(asBody(object.body.metadata)?.annotations) ?? {}).some(
    (name) =>
      /^cert-manager\.io\/(cluster-)?issuer$/.test(name) || name === 'kubernetes.azure.com/tls-cert-keyvault-uri',
  );
}
