import type { Cloud } from '../core/contracts';

/** Name suffixes and provider settings that differ between Azure's clouds. Source: Azure CLI, `az cloud show`. */
export interface CloudFacts {
  /** `environment` of the azurerm provider. */
  readonly providerEnvironment: 'public' | 'usgovernment' | 'china';
  readonly registrySuffix: string;
  readonly vaultSuffix: string;
  readonly storageSuffix: string;
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
    tokenAudience: 'api://AzureADTokenExchange',
    loginHost: 'login.microsoftonline.com',
  },
  usgovernment: {
    providerEnvironment: 'usgovernment',
    registrySuffix: 'azurecr.us',
    vaultSuffix: 'vault.usgovcloudapi.net',
    storageSuffix: 'core.usgovcloudapi.net',
    tokenAudience: 'api://AzureADTokenExchangeUSGov',
    loginHost: 'login.microsoftonline.us',
  },
  china: {
    providerEnvironment: 'china',
    registrySuffix: 'azurecr.cn',
    vaultSuffix: 'vault.azure.cn',
    storageSuffix: 'core.chinacloudapi.cn',
    tokenAudience: 'api://AzureADTokenExchangeChina',
    loginHost: 'login.partner.microsoftonline.cn',
  },
};

export function cloudFacts(cloud: Cloud): CloudFacts {
  return CLOUDS[cloud];
}
