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

const makers = new WeakMap<Artifacts, ReadonlyMap<string, readonly KubernetesObject[]>>();

/** The objects of the files that are a Secret of a namespace, or make it: a Certificate, a class of the vault. */
export function makersOf(
  secret: string,
  namespace: string,
  beside: KubernetesObject,
  artifacts: Artifacts,
): readonly KubernetesObject[] {
  let known = makers.get(artifacts);
  if (!known) makers.set(artifacts, (known = bySecret(artifacts)));
  const itself = objectIndex(artifacts).beside(beside, 'Secret', secret, namespace);
  const made = known.get(keyOf(beside.cluster, namespace, secret)) ?? [];
  return itself ? [itself, ...made] : made;
}

function bySecret(artifacts: Artifacts): ReadonlyMap<string, readonly KubernetesObject[]> {
  const found = new Map<string, KubernetesObject[]>();
  for (const [kind, secretsOf] of Object.entries(MADE_BY)) {
    for (const object of objectIndex(artifacts).ofKind(kind)) {
      for (const secret of secretsOf(asBody(object.body.spec) ?? {}, object)) {
        const key = keyOf(object.cluster, namespaceOf(object), String(secret));
        const list = found.get(key);
        if (list) list.push(object);
        else found.set(key, [object]);
      }
    }
  }
  return found;
}

function keyOf(...parts: readonly (string | undefined)[]): string {
  return parts.map((part) => part ?? '').join('\n');
}
