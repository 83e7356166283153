import type { Construct } from 'constructs';
import type { Cloud, ICluster, IKeyVault, IWorkloadIdentity, VaultSecret } from '../../core/contracts';
import { configKey, envName } from '../../core/dns-names';
import { Problems } from '../../core/errors';
import { joinOf } from '../../core/join';
import type { coreV1, secretsStoreCsiXK8sIo } from '../api';
import { KubernetesObject } from '../object';
import { checkVaultSecret } from './check-vault-secret';

export interface VaultSecretsProps {
  /** Name of the workload; its classes and Secrets are `<name>-<vault>`. */
  readonly name: string;
  /** Who reads the vaults. The pods' ServiceAccount must be trusted by it. */
  readonly identity: IWorkloadIdentity;
  /**
   * Environment variables, each with the secret that is its value. They are read when a container starts: a rotated
   * secret reaches them with the next pod.
   * @default - none
   */
  readonly secrets?: Readonly<Record<string, VaultSecret>>;
  /**
   * Files below the vault's mount path, each with the secret that is its content. They follow a rotated secret within
   * the rotation interval of the add-on.
   * @default - none
   */
  readonly files?: Readonly<Record<string, VaultSecret>>;
  /**
   * Where the files are; below it one folder for each vault.
   * @default '/mnt/secrets'
   */
  readonly mountPath?: string;
  /**
   * Labels of the objects.
   * @default - none
   */
  readonly labels?: Readonly<Record<string, string>>;
}

/** What a pod needs to have the secrets. */
export interface MountedSecrets {
  readonly volumes: readonly coreV1.Volume[];
  readonly volumeMounts: readonly coreV1.VolumeMount[];
  readonly env: readonly coreV1.EnvVar[];
  /** Names of the Secrets that exist as long as some pod mounts these volumes. */
  readonly secretNames: readonly string[];
}

/** What the driver calls the clouds. Secrets Store CSI driver, provider Azure: "cloudName". */
const CLOUD_NAME: Readonly<Record<Cloud, string>> = {
  public: 'AzurePublicCloud',
  usgovernment: 'AzureUSGovernmentCloud',
  china: 'AzureChinaCloud',
};

/** One secret as a class of the driver lists it. */
interface VaultObject {
  readonly secret: VaultSecret;
  /** Name of the file it is written to. */
  readonly alias: string;
}

/**
 * Brings secrets of Key Vaults into pods, by workload identity and the Secrets Store CSI driver: a SecretProviderClass
 * for each vault, the role to read it, and what the pods mount. No value is in any manifest.
 *
 * Variables come through a Secret that the driver makes with the first pod that mounts the class and removes with the
 * last one, so nothing else may depend on that Secret.
 *
 * @throws CdkAksError for a cluster without the add-on (secrets/no-add-on), names out of syntax (name/env,
 * name/config-key, secrets/name, secrets/version), and a mount path that is not absolute (secrets/mount-path)
 */
export function vaultSecrets(scope: Construct, props: VaultSecretsProps): MountedSecrets {
  const { name, identity, secrets = {}, files = {}, mountPath = '/mnt/secrets' } = props;
  const cluster = joinOf(scope)?.clusterOf(scope);
  checkProps(scope, props, cluster);

  const volumes: coreV1.Volume[] = [];
  const volumeMounts: coreV1.VolumeMount[] = [];
  const secretNames: string[] = [];
  const className = (vault: IKeyVault): string => `${name}-${vault.vaultName.toLowerCase()}`;
  for (const vault of vaultsOf([...Object.values(secrets), ...Object.values(files)])) {
    const synced = unique(Object.values(secrets).filter((secret) => secret.vault === vault));
    const asFiles = Object.entries(files).filter(([, secret]) => secret.vault === vault);
    renderClass(scope, props, cluster?.cloud ?? 'public', vault, className(vault), synced, asFiles);
    vault.grantRead(identity);

    const volume = `vault-${vault.vaultName.toLowerCase()}`;
    const volumeAttributes = { secretProviderClass: className(vault) };
    volumes.push({ name: volume, csi: { driver: 'secrets-store.csi.k8s.io', readOnly: true, volumeAttributes } });
    volumeMounts.push({ name: volume, mountPath: `${mountPath}/${vault.vaultName.toLowerCase()}`, readOnly: true });
    if (synced.length > 0) secretNames.push(className(vault));
  }
  const env = Object.entries(secrets).map(([variable, secret]) => ({
    name: variable,
    valueFrom: { secretKeyRef: { name: className(secret.vault), key: aliasOf(secret) } },
  }));
  return { volumes, volumeMounts, env, secretNames };
}

function renderClass(
  scope: Construct,
  { identity, labels }: VaultSecretsProps,
  cloud: Cloud,
  vault: IKeyVault,
  name: string,
  synced: readonly VaultSecret[],
  files: readonly (readonly [string, VaultSecret])[],
): void {
  const objects: VaultObject[] = [
    ...synced.map((secret) => ({ secret, alias: aliasOf(secret) })),
    ...files.map(([alias, secret]) => ({ secret, alias })),
  ];
  const data = synced.map((secret) => ({ key: aliasOf(secret), objectName: aliasOf(secret) }));
  new KubernetesObject<secretsStoreCsiXK8sIo.SecretProviderClass>(scope, `Vault-${vault.vaultName}`, {
    apiVersion: 'secrets-store.csi.x-k8s.io/v1',
    kind: 'SecretProviderClass',
    metadata: { name, labels },
    spec: {
      provider: 'azure',
      parameters: {
        usePodIdentity: 'false',
        useVMManagedIdentity: 'false',
        clientID: identity.clientId,
        keyvaultName: vault.vaultName,
        tenantId: vault.tenantId,
        cloudName: CLOUD_NAME[cloud],
        objects: printObjects(objects),
      },
      ...(data.length > 0
        ? { secretObjects: [{ secretName: name, type: 'Opaque', ...(labels ? { labels } : {}), data }] }
        : {}),
    },
  });
}

/**
 * The list of objects in the driver's own form: YAML within YAML, each item a text again. All names are letters,
 * digits, hyphens, dots and underscores, so that quotes are all it takes.
 */
function printObjects(objects: readonly VaultObject[]): string {
  const items = objects.map(({ secret, alias }) =>
    [
      '  - |',
      `    objectName: "${secret.secretName}"`,
      '    objectType: secret',
      ...(secret.version === undefined ? [] : [`    objectVersion: "${secret.version}"`]),
      `    objectAlias: "${alias}"`,
    ].join('\n'),
  );
  return `array:\n${items.join('\n')}\n`;
}

/** A secret is one object however many variables hold it; each pinned version is one of its own. */
function aliasOf({ secretName, version }: VaultSecret): string {
  return version === undefined ? secretName : `${secretName}.${version}`;
}

function unique(secrets: readonly VaultSecret[]): readonly VaultSecret[] {
  return [...new Map(secrets.map((secret) => [aliasOf(secret), secret])).values()];
}

function vaultsOf(secrets: readonly VaultSecret[]): readonly IKeyVault[] {
  return [...new Set(secrets.map((secret) => secret.vault))];
}

function checkProps(scope: Construct, props: VaultSecretsProps, cluster: ICluster | undefined): void {
  const { secrets = {}, files = {}, mountPath } = props;
  const problems = new Problems(scope);
  const any = Object.keys(secrets).length + Object.keys(files).length > 0;
  if (any && cluster && !cluster.features.keyVaultSecrets) {
    problems.add({
      property: 'secrets',
      rule: `needs the add-on that mounts secrets, which cluster '${cluster.clusterName}' has not`,
      fix: 'Turn it on with `keyVaultSecrets: true` of the cluster',
      code: 'secrets/no-add-on',
    });
  }
  for (const [variable, secret] of Object.entries(secrets)) {
    problems.attempt('secrets', () => envName(variable, 'secrets'));
    problems.attempt('secrets', () => checkVaultSecret(secret, `secrets.${variable}`));
  }
  for (const [file, secret] of Object.entries(files)) {
    problems.attempt('files', () => configKey(file, 'files'));
    problems.attempt('files', () => checkVaultSecret(secret, `files.${file}`));
  }
  if (mountPath !== undefined && !/^(\/[A-Za-z0-9._-]+)+$/.test(mountPath)) {
    problems.add({
      property: 'mountPath',
      value: mountPath,
      rule: 'is not an absolute path',
      fix: "Write one such as '/mnt/secrets', without a slash at its end",
      code: 'secrets/mount-path',
    });
  }
  problems.throwIfAny();
}
