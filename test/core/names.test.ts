import fc from 'fast-check';
import { AZURE_NAME_RULES, type AzureNameType } from '../../lib/core/azure-name-rules';
import { azureName, deriveName, isAzureName, isGloballyUnique, privateDnsZoneName } from '../../lib/core/names';

const TYPES = Object.keys(AZURE_NAME_RULES) as AzureNameType[];
const parts = fc.array(fc.oneof(fc.string({ maxLength: 40 }), fc.stringMatching(/^[A-Za-z0-9_.-]{1,60}$/)), {
  minLength: 1,
  maxLength: 5,
});

/** The rules again, as Azure and azurerm write them: a second pair of eyes on the table. */
const EXPRESSIONS: Partial<Record<AzureNameType, RegExp>> = {
  resourceGroup: /^[-\w._()]{0,89}[-\w_()]$/,
  virtualNetwork: /^[a-zA-Z0-9][\w.-]{0,62}[a-zA-Z0-9_]$/,
  subnet: /^[a-zA-Z0-9]([\w.-]{0,78}[a-zA-Z0-9_])?$/,
  kubernetesCluster: /^[a-zA-Z0-9]([\w-]{0,61}[a-zA-Z0-9])?$/,
  dnsPrefix: /^[a-zA-Z0-9]([a-zA-Z0-9-]{0,52}[a-zA-Z0-9])?$/,
  linuxNodePool: /^[a-z][a-z0-9]{0,11}$/,
  windowsNodePool: /^[a-z][a-z0-9]{0,5}$/,
  fluxConfiguration: /^[a-z0-9-]{1,30}$/,
  applicationLoadBalancer: /^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,62}[a-zA-Z0-9]$/,
  containerRegistry: /^[a-zA-Z0-9]{5,50}$/,
  keyVault: /^(?!.*--)[a-zA-Z][a-zA-Z0-9-]{1,22}[a-zA-Z0-9]$/,
  storageAccount: /^[a-z0-9]{3,24}$/,
  logAnalyticsWorkspace: /^[A-Za-z0-9][A-Za-z0-9-]{2,61}[A-Za-z0-9]$/,
  userAssignedIdentity: /^[a-zA-Z0-9][a-zA-Z0-9_-]{2,127}$/,
  federatedCredential: /^[a-zA-Z0-9][a-zA-Z0-9_-]{2,119}$/,
};

describe('deriveName', () => {
  it.each(TYPES)('keeps the rule of %s, whatever the parts', (type) => {
    fc.assert(
      fc.property(parts, fc.constantFrom('', '1'), (given, suffix) => {
        let name: string;
        try {
          name = deriveName(type, given, suffix);
        } catch {
          // Nothing was left of the parts, or what Azure reserves was among them.
          expect(!/[A-Za-z0-9]/.test(given.join('').normalize('NFKD')) || isGloballyUnique(type)).toBe(true);
          return;
        }
        expect(isAzureName(type, name)).toBe(true);
        expect(name.endsWith(suffix)).toBe(true);
        expect(name).toMatch(EXPRESSIONS[type] ?? /./);
        expect(deriveName(type, given, suffix)).toBe(name);
      }),
    );
  });

  it('joins the parts and changes nothing that the rule allows', () => {
    expect(deriveName('logAnalyticsWorkspace', ['prod', 'aks', 'logs'])).toBe('prod-aks-logs');
    expect(deriveName('kubernetesCluster', ['Prod', 'aks_1'])).toBe('Prod-aks_1');
    expect(deriveName('storageAccount', ['Contoso', 'data'])).toBe('contosodata');
    expect(deriveName('containerRegistry', ['Contoso', 'prod'])).toBe('Contosoprod');
    expect(deriveName('linuxNodePool', ['gpu', 'a100'])).toBe('gpua100');
    expect(deriveName('subnet', ['Café', 'a / b'])).toBe('Cafe-a-b');
  });

  it('lowers the case only where the rule demands it', () => {
    expect(deriveName('fluxConfiguration', ['Apps'])).toBe('apps');
    expect(deriveName('routeTable', ['Apps'])).toBe('Apps');
  });

  it('completes what is too short or starts wrongly', () => {
    expect(deriveName('virtualNetwork', ['x'])).toBe('x-vnet');
    expect(deriveName('userAssignedIdentity', ['a'])).toBe('a-identity');
    expect(deriveName('linuxNodePool', ['1apps'])).toBe('p1apps');
    expect(deriveName('keyVault', ['1'])).toBe('v1-vault');
  });

  it('shortens only where it must, and tells shortened names apart', () => {
    const long = (last: string): string => deriveName('linuxNodePool', ['recommendations', last]);
    expect(long('blue')).toMatch(/^recommend[a-z0-9]{3}$/);
    expect(long('blue')).not.toBe(long('green'));
    expect(deriveName('keyVault', ['production-westeurope', 'tailwind-traders'])).toMatch(
      /^production-westeuro-[a-z0-9]{4}$/,
    );
    expect(deriveName('windowsNodePool', ['windows'])).toMatch(/^wind[a-z0-9]{2}$/);
  });

  it('keeps a suffix whole', () => {
    expect(deriveName('linuxNodePool', ['apps'], '2')).toBe('apps2');
    expect(deriveName('linuxNodePool', ['applications'], '2')).toMatch(/^applicat[a-z0-9]{3}2$/);
    expect(deriveName('windowsNodePool', ['windows'], '3')).toMatch(/^win[a-z0-9]{2}3$/);
  });

  it('says so when nothing is left of the parts', () => {
    expect(() => deriveName('linuxNodePool', ['--', '…'])).toThrow(
      new Error(
        "'name' (---…) leaves nothing to name a node pool for Linux by. Give it a name of its own: 1 to 12 lower-case letters and digits, starting with a letter. (name/nothing-left)",
      ),
    );
  });
});

describe('azureName', () => {
  it('agrees with the expressions that Azure and azurerm use', () => {
    for (const [type, expression] of Object.entries(EXPRESSIONS) as [AzureNameType, RegExp][]) {
      fc.assert(
        fc.property(fc.stringMatching(/^[A-Za-z0-9_.()-]{1,40}$/), (name) => {
          if (isAzureName(type, name)) expect(name).toMatch(expression);
        }),
      );
    }
  });

  it('takes what keeps the rule', () => {
    expect(azureName('kubernetesCluster', 'prod_aks-1')).toBe('prod_aks-1');
    expect(azureName('resourceGroup', '(rg).x-')).toBe('(rg).x-');
    expect(azureName('keyVaultSecret', '-a-')).toBe('-a-');
    expect(azureName('subnet', 'a_')).toBe('a_');
  });

  it.each([
    [
      () => azureName('linuxNodePool', 'GPU-Pool'),
      "'name' (GPU-Pool) is not the name of a node pool for Linux: 1 to 12 lower-case letters and digits, starting with a letter. Did you mean 'gpupool'? (name/azure)",
    ],
    [
      () => azureName('linuxNodePool', 'recommendations'),
      "'name' (recommendations) has 15 characters; the name of a node pool for Linux has 1 to 12. Did you mean 'recommendati'? (name/azure)",
    ],
    [
      () => azureName('windowsNodePool', 'windows', 'poolName'),
      "'poolName' (windows) has 7 characters; the name of a node pool for Windows has 1 to 6. Did you mean 'window'? (name/azure)",
    ],
    [
      () => azureName('containerRegistry', 'con-toso'),
      "'name' (con-toso) is not the name of a container registry: 5 to 50 letters and digits. Did you mean 'contoso'? (name/azure)",
    ],
    [
      () => azureName('keyVault', 'a--b'),
      "'name' (a--b) is not the name of a key vault: 3 to 24 letters, digits and single '-', starting with a letter and ending with a letter or digit. Did you mean 'a-b'? (name/azure)",
    ],
    [
      () => azureName('kubernetesCluster', ''),
      "'name' () has 0 characters; the name of an AKS cluster has 1 to 63. Write 1 to 63 letters, digits, '_', '-', starting and ending with a letter or digit. (name/azure)",
    ],
    [
      () => azureName('storageAccount', 'mswindowsdata'),
      "'name' (mswindowsdata) holds the word 'windows', which Azure keeps from public names. Write 3 to 24 lower-case letters and digits. (name/azure)",
    ],
    [
      () => azureName('containerRegistry', 'loginserver'),
      "'name' (loginserver) holds the word 'login', which Azure keeps from public names. Write 5 to 50 letters and digits. (name/azure)",
    ],
  ])('refuses with the rule and a name that would do (%#)', (make, message) => {
    expect(make).toThrow(new Error(message));
  });

  it('knows which names are unique in all of Azure', () => {
    expect(TYPES.filter(isGloballyUnique)).toEqual([
      'containerRegistry',
      'keyVault',
      'storageAccount',
      'serviceBusNamespace',
      'eventHubsNamespace',
      'cosmosAccount',
      'sqlServer',
      'postgresServer',
      'managedRedis',
      'managedGrafana',
    ]);
  });
});

describe('privateDnsZoneName', () => {
  it('takes 2 to 34 labels', () => {
    expect(privateDnsZoneName('privatelink.westeurope.azmk8s.io')).toBe('privatelink.westeurope.azmk8s.io');
    expect(privateDnsZoneName('privatelink.vaultcore.azure.net')).toBe('privatelink.vaultcore.azure.net');
  });

  it.each(['internal', 'a..b', '-a.b', `${'a'.repeat(64)}.b`, Array(35).fill('a').join('.')])('refuses %s', (name) => {
    expect(() => privateDnsZoneName(name)).toThrow(
      "is not the name of a private DNS zone: 2 to 34 parts of 1 to 63 letters, digits, '_' and '-', with '.' between. Write one such as internal.contoso.com. (name/private-dns-zone)",
    );
  });
});
