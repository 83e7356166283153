import fc from 'fast-check';
import { findSecret } from '../../lib/core/secret-patterns';

// Put together at run time, so that no scanner takes this file for a leak.
const join = (...parts: string[]): string => parts.join('');
const KEY_64 = join('abcDEF123/+'.repeat(8).slice(0, 86), '==');

describe('findSecret', () => {
  it.each([
    ['a private key', join('-----BEGIN RSA PRIVATE', ' KEY-----\nMIIE…')],
    ['a private key', join('-----BEGIN PRIVATE', ' KEY-----')],
    [
      'the account key of a connection string',
      join('DefaultEndpointsProtocol=https;AccountName=a;Account', 'Key=', KEY_64),
    ],
    [
      'the account key of a connection string',
      join('Endpoint=sb://a/;SharedAccessKeyName=b;SharedAccess', 'Key=abcdefghijklmnopqrstuvwx1='),
    ],
    ['the password of a connection string', join('Server=db;User ID=sa;Pass', 'word=Hunter2;')],
    ['the password of a connection string', join('server=db;pw', 'd=x')],
    ['the password of a connection string', join('user=app\npass', 'word = hunter2\n')],
    ['a password in a file', join('{ "dbPass', 'word": "hunter2" }')],
    ['a URL with a password', join('mongodb://coupons:', 'hunter2@coupons.mongo.cosmos.azure.com:10255/?ssl=true')],
    ['a URL with a password', join('redis://:', 'hunter2@cache:6380')],
    [
      'a shared access signature',
      join('https://a.blob.core.windows.net/c?sv=2022&s', 'ig=', 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6%3D'),
    ],
    [
      'a signed token (JWT)',
      join('eyJhbGciOiJIUzI1NiJ9.', 'eyJzdWIiOiIxMjM0NTY3ODkwIn0.', 'dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P'),
    ],
    ['a GitHub token', join('gh', 'p_', 'a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4e5f6')],
    ['a GitLab token', join('glp', 'at-', 'a1b2c3d4e5f6a1b2c3d4')],
    ['an AWS access key', join('AK', 'IA', 'ABCDEFGHIJKLMNOP')],
    ['a client secret of Microsoft Entra', join('abc8', 'Q~', 'abcdefghijklmnopqrstuvwxyz0123456')],
    ['a key of Azure Storage or Cosmos DB', KEY_64],
    ['a Slack token', join('xox', 'b-', '123456789012-abcdefghij')],
    ['a Google API key', join('AI', 'za', 'a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4e5f')],
    ['a Stripe key', join('sk_', 'live_', 'a1b2c3d4e5f6a1b2c3d4')],
    ['an npm token', join('np', 'm_', 'a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4e5f6')],
  ])('finds %s', (what, text) => {
    expect(findSecret(text)).toBe(what);
  });

  it.each([
    'DB_PASSWORD',
    'RABBITMQ_DEFAULT_PASS',
    'SECURITYKEY',
    'AuthKey',
    'apiKey',
    'CosmosDb__Key',
    'CLIENT_SECRET',
    'GITHUB_TOKEN',
  ])('takes any value under the name %s for a secret', (name) => {
    expect(findSecret('hunter2', name)).toBe(`a value under the name '${name}'`);
  });

  it.each([
    ['PASSWORD_FILE', '/run/secrets/password'],
    ['BYPASS', 'everything'],
    ['TOKEN_URL', 'https://login.microsoftonline.com/t/oauth2/v2.0/token'],
    ['DB_PASSWORD', '$(FROM_ELSEWHERE)'],
    ['DB_PASSWORD', ''],
    ['REQUIRE_PASSWORD', 'true'],
    ['SIGNING_KEY', '/keys/signing.pem'],
    ['ROUTING_KEY', 'orders.created'],
    ['ApplicationInsights__InstrumentationKey', '11111111-2222-3333-4444-555555555555'],
    ['DB_KEY', '${TfToken[TOKEN.12]}'],
  ])('lets %s=%s pass', (name, value) => {
    expect(findSecret(value, name)).toBeUndefined();
  });

  it.each([
    'http://product',
    'https://contoso.blob.core.windows.net/product-detail-list',
    'Server=db;Database=rewards;Authentication=Active Directory Managed Identity',
    'Server=db;Password=;User ID=sa',
    'Server=db;Password=$(DB_PASSWORD)',
    'InstrumentationKey=11111111-2222-3333-4444-555555555555;IngestionEndpoint=https://westeurope.in.ai.monitor.azure.com/',
    'contoso.azurecr.io/cart.api@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef',
    'a-perfectly-ordinary-sentence-with-hyphens-that-is-long-enough',
    'TheQuickBrownFoxJumpsOverTheLazyDogTwice2Times',
    '{ "password": "${DB_PASSWORD}", "AccountKey": "" }',
    join(
      '-----BEGIN CERTIFICATE-----\n',
      'MIIDdzCCAl+gAwIBAgIEAgAAuTANBgkqhkiG9w0BAQUFADBaMQswCQYDVQQGEwJJ',
      '\n-----END CERTIFICATE-----',
    ),
    join('ssh-ed25519 ', 'AAAAC3NzaC1lZDI1NTE5AAAAIJ0kq8l1x9Zb7Qw2Vt5Rr3Yy6Uu8Ii0Oo4Pp1Aa2Ss3D'),
  ])('lets pass: %s', (text) => {
    expect(findSecret(text)).toBeUndefined();
  });

  it('reads a certificate in base64, and finds the key that follows it', () => {
    const certificate = `-----BEGIN CERTIFICATE-----\n${'MIIDdzCCAl+gAwIBAgIEAgAAuTANBgkqhkiG9w0BAQUFADBaMQswCQYDVQQGEwJJ'}\n-----END CERTIFICATE-----\n`;
    const encoded = (text: string): string => Buffer.from(text).toString('base64');
    expect(findSecret(encoded(certificate))).toBeUndefined();
    expect(findSecret(encoded(`${certificate}-----BEGIN PRIVATE ${'KEY'}-----\nMIIB`))).toBe('a private key');
  });

  it('finds nearly every random key of 256 bits', () => {
    const keys = fc.sample(fc.uint8Array({ minLength: 32, maxLength: 32 }), { numRuns: 500, seed: 7 });
    const found = keys.filter((bytes) => findSecret(Buffer.from(bytes).toString('base64')) !== undefined);
    expect(found.length).toBeGreaterThan(450);
  });

  it('reads long texts once: none of its patterns goes back and forth', () => {
    expect(findSecret('a.'.repeat(500_000))).toBeUndefined();
    expect(findSecret(`${'x:'.repeat(200_000)}//`)).toBeUndefined();
    expect(findSecret('password'.repeat(100_000))).toBeUndefined();
  });
});
