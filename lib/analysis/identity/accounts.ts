import type { Artifacts } from '../../artifact/read/artifacts';
import type { Body, KubernetesObject } from '../../artifact/read/model';
import { namespaceOf, objectIndex } from '../objects';
import { asBody, asList, type Workload } from '../workload/workloads';

/** The ServiceAccount that a workload's pods run as. */
export function accountOf({ pod, namespace }: Workload): { readonly namespace: string; readonly name: string } {
  const name = pod.serviceAccountName ?? pod.serviceAccount;
  return { namespace, name: typeof name === 'string' && name !== '' ? name : 'default' };
}

/** Client id that the account's annotation names; undefined without one. */
export function clientIdOf(workload: Workload, artifacts: Artifacts): unknown {
  const { name, namespace } = accountOf(workload);
  const account = objectIndex(artifacts).beside(workload.object, 'ServiceAccount', name, namespace);
  return asBody(asBody(account?.body.metadata)?.annotations)?.['azure.workload.identity/client-id'];
}

/** The SecretProviderClasses of Azure that a workload mounts. */
export function vaultClassesOf(workload: Workload, artifacts: Artifacts): readonly KubernetesObject[] {
  return asList(workload.pod.volumes).flatMap((item) => {
    const csi = asBody(asBody(item)?.csi);
    if (csi?.driver !== 'secrets-store.csi.k8s.io') return [];
    const name = asBody(csi.volumeAttributes)?.secretProviderClass;
    const found = objectIndex(artifacts).beside(
      workload.object,
      'SecretProviderClass',
      String(name),
      namespaceOf(workload.object),
    );
    return found && asBody(found.body.spec)?.provider === 'azure' ? [found] : [];
  });
}

/** Parameters of a SecretProviderClass. */
export function parametersOf(object: KubernetesObject): Body {
  return asBody(asBody(object.body.spec)?.parameters) ?? {};
}
