import type { Chart } from 'cdk8s';
import { load } from 'js-yaml';
import type { IKeyVault, IWorkloadIdentity, VaultSecret } from '../../../lib/core/contracts';
import { vaultSecrets } from '../../../lib/kubernetes/secrets/vault-secrets';
import { kubernetesProblems } from '../../support/conformance';
import { chart, cluster, object, objects } from '../connect/world';

const identity = { identityName: 'shop', clientId: 'client' } as unknown as IWorkloadIdentity;

function vault(vaultName = 'contoso-KV') {
  const readers: IWorkloadIdentity[] = [];
  const made = {
    vaultName,
    tenantId: 'tenant',
    grantRead: (reader: IWorkloadIdentity) => void readers.push(reader),
    secret: (secretName: string, { version }: { version?: string } = {}): VaultSecret => ({
      vault: made as unknown as IKeyVault,
      secretName,
      version,
    }),
    readers,
  };
  return made;
}

interface Class {
  readonly parameters: Readonly<Record<string, string>>;
  readonly secretObjects?: readonly unknown[];
}
const spec = (scope: Chart) => object(scope, 'SecretProviderClass').spec as unknown as Class;
const listed = ({ parameters }: Class) =>
  (load(parameters.objects as string) as { array: string[] }).array.map((item) => load(item));

describe('vaultSecrets', () => {
  it('syncs a secret into a variable through a class that names vault, tenant and identity', () => {
    const scope = chart('shop', cluster());
    const kv = vault();

    const mounted = vaultSecrets(scope, { name: 'cart', identity, secrets: { AUTH_KEY: kv.secret('cart-auth') } });

    expect(mounted).toEqual({
      volumes: [
        {
          name: 'vault-contoso-kv',
          csi: {
            driver: 'secrets-store.csi.k8s.io',
            readOnly: true,
            volumeAttributes: { secretProviderClass: 'cart-contoso-kv' },
          },
        },
      ],
      volumeMounts: [{ name: 'vault-contoso-kv', mountPath: '/mnt/secrets/contoso-kv', readOnly: true }],
      env: [{ name: 'AUTH_KEY', valueFrom: { secretKeyRef: { name: 'cart-contoso-kv', key: 'cart-auth' } } }],
      secretNames: ['cart-contoso-kv'],
    });
    const { parameters, secretObjects } = spec(scope);
    expect(parameters).toMatchObject({
      usePodIdentity: 'false',
      clientID: 'client',
      keyvaultName: 'contoso-KV',
      tenantId: 'tenant',
      cloudName: 'AzurePublicCloud',
    });
    expect(listed(spec(scope))).toEqual([{ objectName: 'cart-auth', objectType: 'secret', objectAlias: 'cart-auth' }]);
    expect(secretObjects).toEqual([
      { secretName: 'cart-contoso-kv', type: 'Opaque', data: [{ key: 'cart-auth', objectName: 'cart-auth' }] },
    ]);
    expect(kubernetesProblems(object(scope, 'SecretProviderClass'), '1.34')).toEqual([]);
  });

  it('lets the identity read each vault', () => {
    const [one, other] = [vault('one'), vault('other')];
    const scope = chart('shop');

    vaultSecrets(scope, { name: 'cart', identity, secrets: { A: one.secret('a'), B: other.secret('b') } });

    expect([one.readers, other.readers]).toEqual([[identity], [identity]]);
    expect(objects(scope, 'SecretProviderClass').map(({ metadata }) => metadata.name)).toEqual([
      'cart-one',
      'cart-other',
    ]);
  });

  it('lists a secret once for two variables, and each pinned version on its own', () => {
    const version = '0123456789abcdef0123456789abcdef';
    const kv = vault();
    const scope = chart('shop');

    const { env } = vaultSecrets(scope, {
      name: 'cart',
      identity,
      secrets: { A: kv.secret('key'), B: kv.secret('key'), OLD: kv.secret('key', { version }) },
    });

    expect(listed(spec(scope))).toEqual([
      { objectName: 'key', objectType: 'secret', objectAlias: 'key' },
      { objectName: 'key', objectType: 'secret', objectVersion: version, objectAlias: `key.${version}` },
    ]);
    expect(env.map(({ valueFrom }) => valueFrom?.secretKeyRef?.key)).toEqual(['key', 'key', `key.${version}`]);
  });

  it('writes files without any Secret', () => {
    const kv = vault();
    const scope = chart('shop');

    const mounted = vaultSecrets(scope, {
      name: 'cart',
      identity,
      files: { 'tls.key': kv.secret('tls') },
      mountPath: '/etc/tls',
    });

    expect(mounted).toMatchObject({
      env: [],
      secretNames: [],
      volumeMounts: [{ mountPath: '/etc/tls/contoso-kv', readOnly: true }],
    });
    expect(listed(spec(scope))).toEqual([{ objectName: 'tls', objectType: 'secret', objectAlias: 'tls.key' }]);
    expect(spec(scope).secretObjects).toBeUndefined();
  });

  it('renders nothing for no secret', () => {
    const scope = chart('shop', { ...cluster(), features: { ...cluster().features, keyVaultSecrets: false } } as never);

    expect(vaultSecrets(scope, { name: 'cart', identity })).toEqual({
      volumes: [],
      volumeMounts: [],
      env: [],
      secretNames: [],
    });
  });

  it('names the cloud of the cluster', () => {
    const scope = chart('shop', { ...cluster(), cloud: 'china' } as never);

    vaultSecrets(scope, { name: 'cart', identity, secrets: { A: vault().secret('a') } });

    expect(spec(scope).parameters.cloudName).toBe('AzureChinaCloud');
  });

  it('refuses a cluster without the add-on', () => {
    const scope = chart('shop', { ...cluster(), features: { ...cluster().features, keyVaultSecrets: false } } as never);

    expect(() => vaultSecrets(scope, { name: 'cart', identity, secrets: { A: vault().secret('a') } })).toThrow(
      "[shop] 'secrets' needs the add-on that mounts secrets, which cluster 'prod' has not. Turn it on with `keyVaultSecrets: true` of the cluster. (secrets/no-add-on)",
    );
  });

  it('refuses names, versions and paths that cannot be, all at once', () => {
    const kv = vault();
    const attempt = () =>
      vaultSecrets(chart('shop'), {
        name: 'cart',
        identity,
        secrets: { '1A': kv.secret('a'), B: kv.secret('db_password'), C: kv.secret('c', { version: 'latest' }) },
        files: { 'a/b': kv.secret('d') },
        mountPath: 'secrets/',
      });

    expect(attempt).toThrow("'secrets' (1A) is not the name of an environment variable");
    expect(attempt).toThrow(
      "'secrets.B' (db_password) is not the name of a secret of a Key Vault: 1 to 127 letters, digits and hyphens. Use a name such as 'db-password'. (secrets/name)",
    );
    expect(attempt).toThrow(
      "'secrets.C' (latest) is not a version of secret 'c': 32 hexadecimal digits. Copy the version from the vault, or leave it out for the latest. (secrets/version)",
    );
    expect(attempt).toThrow("'files' (a/b) is not a key of a ConfigMap or Secret");
    expect(attempt).toThrow(
      "'mountPath' (secrets/) is not an absolute path. Write one such as '/mnt/secrets', without a slash at its end. (secrets/mount-path)",
    );
  });
});
