import { ApiObject, Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { addCheck } from '../../core/checks';
import type { IWorkloadIdentity } from '../../core/contracts';
import type { Problems } from '../../core/errors';
import { KEDA_OPERATOR } from '../../core/service-accounts';
import type { kedaSh } from '../api';
import { KubernetesObject } from '../object';
import type { IWorkload } from '../workload/contracts';
import { clusterForIdentity, kedaCloud } from './keda';
import { scalerLabels } from './one-scaler';
import type { TriggerAuthentication } from './trigger-authentication';

/**
 * Renders how the triggers of a workload authenticate, and makes the identities trust KEDA.
 * @returns the name of the TriggerAuthentication
 * @throws CdkAksError where an identity can't be trusted (keda/workload-identity, keda/no-cluster, app/join-needed)
 */
export function renderAuthentication(workload: IWorkload, name: string, auth: TriggerAuthentication): string {
  const { identity, vault, secrets } = auth.parts;
  if (identity) {
    trustKeda(workload, identity);
    identity.trust({
      cluster: clusterForIdentity(workload),
      namespace: workload.namespaceName,
      name: workload.serviceAccountName,
    });
  }
  if (vault) {
    trustKeda(workload, vault.identity);
    Object.values(vault.secrets)[0]?.vault.grantRead(vault.identity);
  }
  for (const secret of new Set(Object.values(secrets ?? {}).map((parameter) => parameter.name))) {
    addCheck(workload as unknown as Construct, (problems) => refuseSyncedSecret(problems, workload, secret));
  }
  new KubernetesObject<kedaSh.TriggerAuthentication>(
    workload as unknown as Construct,
    `TriggerAuthentication-${name}`,
    {
      apiVersion: 'keda.sh/v1alpha1',
      kind: 'TriggerAuthentication',
      metadata: { name, labels: scalerLabels(workload) },
      spec: {
        ...(identity && { podIdentity: podIdentity(identity) }),
        ...(vault && { azureKeyVault: renderVault(workload, vault) }),
        ...(secrets && {
          secretTargetRef: Object.entries(secrets).map(([parameter, from]) => ({
            parameter,
            name: from.name,
            key: from.key,
          })),
        }),
      },
    },
  );
  return name;
}

/** KEDA's operator asks in the workload's place, so the identity must trust it as well. */
function trustKeda(workload: IWorkload, identity: IWorkloadIdentity): void {
  identity.trust({ cluster: clusterForIdentity(workload), ...KEDA_OPERATOR });
}

function podIdentity(identity: IWorkloadIdentity): kedaSh.TriggerAuthenticationSpec['podIdentity'] {
  return { provider: 'azure-workload', identityId: identity.clientId };
}

function renderVault(
  workload: IWorkload,
  { identity, secrets }: NonNullable<TriggerAuthentication['parts']['vault']>,
): kedaSh.TriggerAuthenticationSpecAzureKeyVault {
  const cloud = kedaCloud(workload.cluster);
  const [first] = Object.values(secrets);
  return {
    vaultUri: first?.vault.vaultUri ?? '',
    podIdentity: { provider: 'azure-workload', identityId: identity.clientId },
    ...(cloud && { cloud: { type: cloud } }),
    secrets: Object.entries(secrets).map(([parameter, { secretName, version }]) => ({
      parameter,
      name: secretName,
      ...(version !== undefined && { version }),
    })),
  };
}

/** A Secret that the Key Vault driver syncs lives only as long as a pod mounts it. */
function refuseSyncedSecret(problems: Problems, workload: IWorkload, secret: string): void {
  const synced = Chart.of(workload)
    .node.findAll()
    .filter((found): found is ApiObject => ApiObject.isApiObject(found) && found.kind === 'SecretProviderClass')
    .find((found) => syncedSecrets(found.toJson()).includes(secret));
  if (!synced) return;
  problems.add({
    property: 'auth',
    value: secret,
    rule:
      `is a Secret that the Key Vault driver syncs for '${synced.node.path}': it is gone with the last pod that mounts it, ` +
      'so a workload at zero would never wake',
    fix: "Let KEDA read the vault itself: TriggerAuthentication.keyVault(identity, { parameter: vault.secret('…') })",
    code: 'trigger/synced-secret',
  });
}

function syncedSecrets(manifest: { readonly spec?: { readonly secretObjects?: readonly unknown[] } }): unknown[] {
  return (manifest.spec?.secretObjects ?? []).map((entry) => (entry as { readonly secretName?: unknown }).secretName);
}
