import * as fc from 'fast-check';
import { imageReference, Registry } from '../../lib/core/image';

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;

describe('imageReference', () => {
  it.each([
    ['cart.api', '1.4.2', 'contoso.azurecr.io/cart.api:1.4.2'],
    ['shop/cart__api', 'v1_rc.1', 'contoso.azurecr.io/shop/cart__api:v1_rc.1'],
    ['cart', DIGEST, `contoso.azurecr.io/cart@${DIGEST}`],
    ['cart', `1.4.2@${DIGEST}`, `contoso.azurecr.io/cart:1.4.2@${DIGEST}`],
  ])('joins %s and %s', (repository, version, expected) => {
    expect(imageReference('contoso.azurecr.io', repository, version)).toBe(expected);
  });

  it.each([
    [
      'latest',
      "'tagOrDigest' (latest) moves: what runs would differ from what was reviewed. Name a version such as 1.4.2, or a digest. (image/moving-tag)",
    ],
    [`latest@${DIGEST}`, 'image/moving-tag'],
    [
      '',
      "'tagOrDigest' () is empty, which means whatever is latest. Name a version such as 1.4.2, or a digest. (image/moving-tag)",
    ],
    [`@${DIGEST}`, 'image/moving-tag'],
    [
      '-1',
      "'tagOrDigest' (-1) is not a tag: up to 128 letters, digits, '_', '.' and '-', starting with neither '.' nor '-'. Write one such as 1.4.2. (image/tag)",
    ],
    ['a b', 'image/tag'],
    ['x'.repeat(129), 'image/tag'],
    [
      'sha256:abc',
      "'tagOrDigest' (sha256:abc) is not a digest: 'sha256:' and 64 lower-case hexadecimal digits. Copy it whole, as the registry shows it. (image/digest)",
    ],
    ['sha256', 'image/digest'],
    [DIGEST.toUpperCase(), 'image/tag'],
    ['1.0@sha512:abc', 'image/digest'],
  ])('refuses %s', (version, expected) => {
    expect(() => imageReference('contoso.azurecr.io', 'cart', version)).toThrow(expected);
  });

  it.each([
    ['Cart.API', "Did you mean 'cart.api'?"],
    ['cart..api', 'Write one such as shop/cart.api'],
    ['/cart', 'image/repository'],
    ['cart/', 'image/repository'],
    ['', 'image/repository'],
    ['cart:1', 'image/repository'],
    ['x'.repeat(240), 'image/repository'],
  ])('refuses the repository %s', (repository, expected) => {
    expect(() => imageReference('contoso.azurecr.io', repository, '1')).toThrow(expected);
  });

  it('tells what is wrong with both at once', () => {
    expect(() => imageReference('contoso.azurecr.io', 'A!', 'latest')).toThrow(
      /image\/repository\)\n.*image\/moving-tag/,
    );
  });

  it('never renders a reference that moves, whatever it is given', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (repository, version) => {
        try {
          return /(:(?!latest)[\w][\w.-]*|@sha256:[0-9a-f]{64})$/.test(imageReference('r.io', repository, version));
        } catch (error) {
          return (error as Error).name === 'CdkAksError';
        }
      }),
    );
  });
});

describe('Registry.external', () => {
  it('names images of a registry that Azure does not run, with the Secret that pods pull by', () => {
    const registry = Registry.external({ server: 'contoso.jfrog.io/docker', pullSecret: 'artifactory' });
    expect(registry.image('cart', '1.4.2')).toEqual({ reference: 'contoso.jfrog.io/docker/cart:1.4.2', registry });
    expect(registry.pullSecretName).toBe('artifactory');
    expect(registry.whyNotPullable()).toBeUndefined();
  });

  it('needs no Secret where anyone may pull', () => {
    expect(Registry.external({ server: 'mcr.microsoft.com' }).pullSecretName).toBeUndefined();
    expect(Registry.external({ server: 'localhost:5000' }).image('a', '1').reference).toBe('localhost:5000/a:1');
  });

  it.each([
    [
      'https://ghcr.io',
      "'server' (https://ghcr.io) is not the host of a registry. Did you mean 'ghcr.io'? (registry/server)",
    ],
    ['ghcr.io/', "Did you mean 'ghcr.io'?"],
    [
      'contoso',
      "'server' (contoso) is not the host of a registry. Write one such as ghcr.io/contoso, without https:// in front. (registry/server)",
    ],
    ['GHCR.io', 'registry/server'],
    ['', 'registry/server'],
  ])('refuses %s as a server', (server, expected) => {
    expect(() => Registry.external({ server })).toThrow(expected);
  });

  it('refuses a Secret whose name Kubernetes would refuse', () => {
    expect(() => Registry.external({ server: 'ghcr.io', pullSecret: 'My_Secret' })).toThrow(
      /'pullSecret' \(My_Secret\).*name\/dns-subdomain/,
    );
  });
});
