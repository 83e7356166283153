import type { Artifacts } from '../../artifact/read/artifacts';
import type { Body, KubernetesObject } from '../../artifact/read/model';
import { namespaceOf, objectIndex } from '../objects';
import { asBody, asList } from '../workload/workloads';

/** Names of the Secrets that an object of a kind makes beside itself. */
const MADE_BY: Readonly<Record<string, (spec: Body, object: KubernetesObject) => readonly unknown[]>> = {
  Certificate: ({ secretName }) => [secretName],
  ExternalSecret: ({ target }, { name }) => [asBody(target)?.name ?? name],
  SealedSecret: ({ template }, { name }) => [asBody(asBody(template)?.metadata)?.name ?? name],
  SecretProviderClass: ({ secretObjects }) => asList(secretObjects).map((item) => asBody(item)?.secretName),
};

/** The objects of the files that are a Secret of a namespace, or make it: a Certificate, a class of the vault. */
export function makersOf(
  secret: string,
  namespace: string,
  beside: KubernetesObject,
  artifacts: Artifacts,
): readonly KubernetesObject[] {
  const objects = objectIndex(artifacts);
  const itself = objects.beside(beside, 'Secret', secret, namespace);
  const made = Object.entries(MADE_BY).flatMap(([kind, secretsOf]) =>
    objects
      .ofKind(kind)
      .filter(
        (object) =>
          object.cluster === beside.cluster &&
          namespaceOf(object) === namespace &&
          secretsOf(asBody(object.body.spec) ?? {}, object).includes(secret),
      ),
  );
  return itself ? [itself, ...made] : made;
}
