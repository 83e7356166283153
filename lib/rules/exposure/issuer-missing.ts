import type { FieldPath } from '../../artifact/field-path';
import type { KubernetesObject } from '../../artifact/read/model';
import { namespaceOf, objectIndex } from '../../analysis/objects';
import { asBody } from '../../analysis/workload/workloads';
import { compliant, finding, notApplicable, notKnown, type Rule } from '../rule';
import { documents, object } from '../sample';
import { mayBeElsewhere } from './elsewhere';

const certificate = (issuer: string): string =>
  object('cert-manager.io/v1', 'Certificate', 'web', [
    `spec: { secretName: web-tls, dnsNames: [www.contoso.com], issuerRef: { kind: Issuer, name: ${issuer} } }`,
  ]);
const ISSUER = object('cert-manager.io/v1', 'Issuer', 'letsencrypt', [
  'spec: { acme: { server: "https://acme-v02.api.letsencrypt.org/directory", privateKeySecretRef: { name: account }, solvers: [] } }',
]);

/** A certificate of an issuer that is not there is never made, and what waits for it serves nothing. */
export const issuerMissing: Rule = {
  id: 'exposure/issuer-missing',
  severity: 'error',
  what: 'asks for a certificate from an issuer that does not exist',
  why: 'cert-manager waits for the issuer; the Secret is never made, and the listener has no certificate',
  fix: 'Add the Issuer to the same namespace, or name a ClusterIssuer with kind: ClusterIssuer',
  sources: ['cert-manager: Certificate resource', 'cert-manager: Annotated Ingress resource'],
  examples: {
    failing: { 'web.yaml': documents(certificate('lets-encrypt'), ISSUER) },
    mended: { 'web.yaml': documents(certificate('letsencrypt'), ISSUER) },
    notApplicable: { 'web.yaml': ISSUER },
    unknown: { 'web.yaml': certificate('letsencrypt') },
  },
  *check({ artifacts }) {
    const objects = objectIndex(artifacts);
    for (const object of [
      ...objects.ofKind('Certificate'),
      ...objects.ofKind('Ingress'),
      ...objects.ofKind('Gateway'),
    ]) {
      const wanted = issuerOf(object);
      if (!wanted) yield notApplicable(object);
      // Issuers of other groups are somebody else's.
      else if (!wanted.isOurs) yield notKnown(object, `issuers of kind '${wanted.kind}' are not looked for`);
      else if (
        objects.beside(object, wanted.kind, wanted.name, wanted.kind === 'Issuer' ? namespaceOf(object) : undefined)
      ) {
        yield compliant(object);
      } else if (mayBeElsewhere(object, wanted.kind, artifacts)) {
        yield notKnown(object, `${wanted.kind} '${wanted.name}' is not in these files, nor is any other`);
      } else {
        yield finding(object, wanted.field, {
          detail: `asks ${wanted.kind} '${wanted.name}' for a certificate, which does not exist${wanted.kind === 'Issuer' ? ' in its namespace' : ''}`,
        });
      }
    }
  },
};

interface Wanted {
  readonly kind: 'Issuer' | 'ClusterIssuer';
  readonly name: string;
  readonly field: FieldPath;
  readonly isOurs: boolean;
}

function issuerOf({ kind, body, apiVersion }: KubernetesObject): Wanted | undefined {
  if (kind === 'Certificate') {
    const reference = asBody(asBody(body.spec)?.issuerRef);
    if (!reference || !apiVersion.startsWith('cert-manager.io/')) return undefined;
    const of = reference.kind ?? 'Issuer';
    const isOurs =
      (of === 'Issuer' || of === 'ClusterIssuer') && (reference.group ?? 'cert-manager.io') === 'cert-manager.io';
    return {
      kind: of === 'ClusterIssuer' ? of : 'Issuer',
      name: String(reference.name),
      field: ['spec', 'issuerRef', 'name'],
      isOurs,
    };
  }
  const annotations = asBody(asBody(body.metadata)?.annotations) ?? {};
  for (const [annotation, of] of [
    ['cert-manager.io/issuer', 'Issuer'],
    ['cert-manager.io/cluster-issuer', 'ClusterIssuer'],
  ] as const) {
    const name = annotations[annotation];
    const isOurs = annotations['cert-manager.io/issuer-group'] === undefined;
    if (typeof name === 'string') return { kind: of, name, field: ['metadata', 'annotations', annotation], isOurs };
  }
  return undefined;
}
