import type { Cloud } from '../core/contracts';
import { InvalidValue } from '../core/errors';
import { meantOr } from '../core/suggest';

/** Name suffixes and provider settings that differ between Azure's clouds. Source: Azure CLI, `az cloud show`. */
export interface CloudFacts {
  /** `environment` of the azurerm provider. */
  readonly providerEnvironment: 'public' | 'usgovernment' | 'china';
  readonly registrySuffix: string;
  readonly vaultSuffix: string;
  readonly storageSuffix: string;
  /** Of Service Bus and Event Hubs. */
  readonly messagingSuffix: string;
  readonly sqlSuffix: string;
  readonly postgresSuffix: string;
  readonly cosmosSuffix: string;
  /** Audience of a federated credential. */
  readonly tokenAudience: string;
  /** Where workloads sign in. */
  readonly loginHost: string;
}

const CLOUDS: Readonly<Record<Cloud, CloudFacts>> = {
  public: {
    providerEnvironment: 'public',
    registrySuffix: 'azurecr.io',
    vaultSuffix: 'vault.azure.net',
    storageSuffix: 'core.windows.net',
    messagingSuffix: 'servicebus.windows.net',
    sqlSuffix: 'database.windows.net',
    postgresSuffix: 'postgres.database.azure.com',
    cosmosSuffix: 'azure.com',
    tokenAudience: 'api://AzureADTokenExchange',
    loginHost: 'login.microsoftonline.com',
  },
  usgovernment: {
    providerEnvironment: 'usgovernment',
    registrySuffix: 'azurecr.us',
    vaultSuffix: 'vault.usgovcloudapi.net',
    storageSuffix: 'core.usgovcloudapi.net',
    messagingSuffix: 'servicebus.usgovcloudapi.net',
    sqlSuffix: 'database.usgovcloudapi.net',
    postgresSuffix: 'postgres.database.usgovcloudapi.net',
    cosmosSuffix: 'azure.us',
    tokenAudience: 'api://AzureADTokenExchangeUSGov',
    loginHost: 'login.microsoftonline.us',
  },
  china: {
    providerEnvironment: 'china',
    registrySuffix: 'azurecr.cn',
    vaultSuffix: 'vault.azure.cn',
    storageSuffix: 'core.chinacloudapi.cn',
    messagingSuffix: 'servicebus.chinacloudapi.cn',
    sqlSuffix: 'database.chinacloudapi.cn',
    postgresSuffix: 'postgres.database.chinacloudapi.cn',
    cosmosSuffix: 'azure.cn',
    tokenAudience: 'api://AzureADTokenExchangeChina',
    loginHost: 'login.partner.microsoftonline.cn',
  },
};

/** @throws InvalidValue `cloud/unknown` for a text that no type checker has seen */
export function cloudFacts(cloud: Cloud): CloudFacts {
  const facts = Object.hasOwn(CLOUDS, cloud) ? CLOUDS[cloud] : undefined;
  if (facts) return facts;
  const names = Object.keys(CLOUDS);
  throw new InvalidValue({
    property: 'cloud',
    value: cloud,
    rule: "is not one of Azure's clouds",
    fix: meantOr(cloud, names, `Write one of ${names.map((name) => `'${name}'`).join(', ')}`),
    code: 'cloud/unknown',
  });
}
