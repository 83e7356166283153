import { vaultClassParameters } from '../../../lib/rules/secrets/vault-class';
import { syncedKeyMissing } from '../../../lib/rules/secrets/synced-key-missing';
import { documents, object, workload } from '../../../lib/rules/sample';
import { ask } from '../ask';

const API = 'secrets-store.csi.x-k8s.io/v1';
const vaultClass = (objects: readonly string[], more = '') =>
  object(API, 'SecretProviderClass', 'cart', [
    'spec:',
    '  provider: azure',
    ...(more ? [`  ${more}`] : []),
    '  parameters:',
    '    keyvaultName: shop-secrets',
    '    tenantId: 00000000-0000-0000-0000-000000000000',
    '    objects: |',
    ...objects.map((line) => `      ${line}`),
  ]);
const OBJECT = ['array:', '  - |', '    objectName: host', '    objectType: secret'];

describe('classes of secrets', () => {
  it('are read as the driver reads them', () => {
    const at = 'spec.parameters.objects';
    expect(ask(vaultClassParameters, vaultClass(OBJECT))).toEqual(['compliant']);
    expect(ask(vaultClassParameters, vaultClass(['- objectName: host']))).toEqual([
      `${at}: has objects without 'array:' above their list`,
    ]);
    expect(ask(vaultClassParameters, vaultClass(['array:', '  - objectName: host']))).toEqual([
      `${at}: has object 0 written as YAML, and not as a text: '- |' belongs before it`,
    ]);
    expect(ask(vaultClassParameters, vaultClass(['array: [']))).toEqual([`${at}: has objects that are no YAML`]);
    expect(ask(vaultClassParameters, vaultClass([...OBJECT, ...OBJECT.slice(1)]))).toEqual([
      `${at}: has two objects that become the file 'host'`,
    ]);
  });

  it('make Secrets of the files that objects become', () => {
    const secret = 'secretObjects: [{ secretName: cart, type: Opaque, data: [{ key: host, objectName: host }] }]';
    expect(ask(vaultClassParameters, vaultClass(OBJECT, secret))).toEqual(['compliant']);
    expect(ask(vaultClassParameters, vaultClass([...OBJECT, '    objectAlias: rabbit'], secret))).toEqual([
      "spec.secretObjects[0].data[0].objectName: makes a Secret of object 'host', which it does not take from the vault: it takes rabbit",
    ]);
  });

  it('of other providers are left to them', () => {
    const other = vaultClass(OBJECT).replace('provider: azure', 'provider: bitwarden');
    expect(ask(vaultClassParameters, other)).toEqual(['not-applicable']);
  });
});

describe('keys of Secrets that are made', () => {
  const reads = (key: string) =>
    workload('cart', { container: `env: [{ name: A, valueFrom: { secretKeyRef: { name: tls, key: ${key} } } }]` });
  const certificate = (more = '') =>
    object('cert-manager.io/v1', 'Certificate', 'tls', [
      `spec: { secretName: tls, dnsNames: [a.contoso.com], issuerRef: { name: a }${more} }`,
    ]);

  it('are those of a certificate, unless it is written in other formats too', () => {
    expect(ask(syncedKeyMissing, documents(reads('tls.crt'), certificate()))).toEqual(['compliant']);
    expect(ask(syncedKeyMissing, documents(reads('tls.pem'), certificate()))).toEqual([
      "spec.template.spec.containers[0].env[0].valueFrom.secretKeyRef.key: reads key 'tls.pem' of Secret 'tls', which Certificate 'tls' makes with tls.crt, tls.key, ca.crt",
    ]);
    const formats = certificate(', additionalOutputFormats: [{ type: CombinedPEM }]');
    expect(ask(syncedKeyMissing, documents(reads('tls-combined.pem'), formats))).toEqual(['not-applicable']);
  });
});
