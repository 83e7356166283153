import type { FieldPath } from '../../artifact/field-path';
import type { Artifacts } from '../../artifact/read/artifacts';
import type { Body, KubernetesObject } from '../../artifact/read/model';
import { namespaceOf, objectIndex } from '../objects';
import { asBody, asList, at } from '../workload/workloads';

/** How an issuer of ACME proves that a host is its own. */
export interface Solver {
  readonly body: Body;
  readonly field: FieldPath;
}

/** Issuers of cert-manager, for a namespace and for the whole cluster. */
export function issuersOf(artifacts: Artifacts): readonly KubernetesObject[] {
  const objects = objectIndex(artifacts);
  return [...objects.ofKind('Issuer'), ...objects.ofKind('ClusterIssuer')].filter(({ apiVersion }) =>
    apiVersion.startsWith('cert-manager.io/'),
  );
}

/** Undefined for an issuer that signs by other means: a key of its own, a vault. */
export function solversOf({ body }: KubernetesObject): readonly Solver[] | undefined {
  const acme = at(body, ['spec', 'acme']);
  if (!acme) return undefined;
  return asList(acme.solvers).flatMap((item, index) => {
    const solver = asBody(item);
    return solver ? [{ body: solver, field: ['spec', 'acme', 'solvers', index] }] : [];
  });
}

/** The issuer of a Certificate, where it is one of cert-manager's own and in the files. */
export function issuerOf(certificate: KubernetesObject, artifacts: Artifacts): KubernetesObject | undefined {
  const { kind = 'Issuer', name, group = 'cert-manager.io' } = at(certificate.body, ['spec', 'issuerRef']) ?? {};
  if (group !== 'cert-manager.io' || (kind !== 'Issuer' && kind !== 'ClusterIssuer')) return undefined;
  const namespace = kind === 'Issuer' ? namespaceOf(certificate) : undefined;
  return objectIndex(artifacts).beside(certificate, kind, String(name), namespace);
}

/** Certificates of cert-manager. */
export function certificatesOf(artifacts: Artifacts): readonly KubernetesObject[] {
  return objectIndex(artifacts)
    .ofKind('Certificate')
    .filter(({ apiVersion }) => apiVersion.startsWith('cert-manager.io/'));
}
