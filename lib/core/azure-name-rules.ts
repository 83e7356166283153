/** What Azure accepts as the name of one type of resource. */
export interface AzureNameRule {
  /** As a sentence says it: `a node pool for Linux`. */
  readonly what: string;
  readonly min: number;
  readonly max: number;
  /** Characters anywhere, as the inside of a regular expression's class. */
  readonly chars: string;
  /** Characters at the start and at the end, where they are fewer. */
  readonly first: string;
  readonly last: string;
  /** The characters as a sentence says them. */
  readonly words: string;
  /** Azure refuses two hyphens in a row. */
  readonly singleHyphens?: true;
  /** Unique in all of Azure: named from a stem that someone chose, never from a path. */
  readonly global?: true;
  /** Completes a derived name that is too short or starts with the wrong character. */
  readonly filler: string;
}

const ALNUM = 'A-Za-z0-9';
const LOWER = 'a-z0-9';

/** Most of Microsoft.Network: letters, digits, `_`, `.`, `-`; starts with a letter or digit, ends with one of those or `_`. */
const network = (what: string, filler: string, min = 1, max = 80): AzureNameRule => ({
  what,
  min,
  max,
  chars: `${ALNUM}_.-`,
  first: ALNUM,
  last: `${ALNUM}_`,
  words: "letters, digits, '_', '.' and '-', starting with a letter or digit and ending with one of those or '_'",
  filler,
});

/** Letters, digits and further characters, which neither start nor end the name. */
const inner = (what: string, extra: string, filler: string, min: number, max: number): AzureNameRule => ({
  what,
  min,
  max,
  chars: `${ALNUM}${extra}`,
  first: ALNUM,
  last: ALNUM,
  words: `letters, digits${[...extra].map((char) => `, '${char}'`).join('')}, starting and ending with a letter or digit`,
  filler,
});

const lowerHyphens = (what: string, filler: string, min: number, max: number): AzureNameRule => ({
  ...inner(what, '-', filler, min, max),
  chars: `${LOWER}-`,
  first: LOWER,
  last: LOWER,
  words: "lower-case letters, digits and '-', starting and ending with a letter or digit",
});

const plain = (
  what: string,
  filler: string,
  min: number,
  max: number,
  rest: Partial<AzureNameRule>,
): AzureNameRule => ({
  ...inner(what, '', filler, min, max),
  words: 'letters and digits',
  ...rest,
});

const identityLike = (what: string, filler: string, max: number): AzureNameRule => ({
  ...inner(what, '_-', filler, 3, max),
  last: `${ALNUM}_-`,
  words: "letters, digits, '_' and '-', starting with a letter or digit",
});

const messagingNamespace = (what: string): AzureNameRule => ({
  ...inner(what, '-', 'messages', 6, 50),
  first: 'A-Za-z',
  words: "letters, digits and '-', starting with a letter and ending with a letter or digit",
  global: true,
});

const poolName = (what: string, max: number): AzureNameRule =>
  plain(what, 'pool', 1, max, {
    chars: LOWER,
    first: 'a-z',
    last: LOWER,
    words: 'lower-case letters and digits, starting with a letter',
  });

/**
 * Names by type of resource. Azure: "Naming rules and restrictions for Azure resources"; where the azurerm provider
 * checks more narrowly, its rule. Role assignments are named by Azure; private DNS zones have `privateDnsZoneName`.
 */
export const AZURE_NAME_RULES = {
  resourceGroup: {
    ...network('a resource group', 'rg', 1, 90),
    chars: `${ALNUM}_.()-`,
    first: `${ALNUM}_.()-`,
    last: `${ALNUM}_()-`,
    words: "letters, digits, '_', '-', '.', '(' and ')', not ending with '.'",
  },
  virtualNetwork: network('a virtual network', 'vnet', 2, 64),
  virtualNetworkPeering: network('a peering', 'peering'),
  subnet: network('a subnet', 'subnet'),
  networkSecurityGroup: network('a network security group', 'nsg'),
  securityRule: network('a security rule', 'rule'),
  routeTable: network('a route table', 'routes'),
  route: network('a route', 'route'),
  natGateway: network('a NAT gateway', 'nat'),
  publicIp: network('a public IP address', 'ip'),
  publicIpPrefix: network('a public IP prefix', 'ips'),
  privateEndpoint: network('a private endpoint', 'endpoint', 2, 64),
  privateDnsLink: network("a private DNS zone's link", 'link'),
  loadBalancer: network('a load balancer', 'lb'),
  applicationGateway: network('an application gateway', 'gateway'),
  firewall: network('a firewall', 'firewall'),
  firewallPolicy: network('a firewall policy', 'policy'),
  firewallRule: network('a rule of a firewall', 'rule'),
  bastion: network('a bastion host', 'bastion'),

  kubernetesCluster: inner('an AKS cluster', '_-', 'aks', 1, 63),
  dnsPrefix: inner("an AKS cluster's DNS prefix", '-', 'aks', 1, 54),
  linuxNodePool: poolName('a node pool for Linux', 12),
  windowsNodePool: poolName('a node pool for Windows', 6),
  kubernetesExtension: inner('a cluster extension', '-', 'extension', 1, 253),
  fluxConfiguration: lowerHyphens('a Flux configuration', 'flux', 1, 30),
  fluxKustomization: lowerHyphens('a kustomization of a Flux configuration', 'part', 1, 30),

  applicationLoadBalancer: inner('an Application Gateway for Containers', '_.-', 'agc', 2, 64),
  applicationLoadBalancerFrontend: inner(
    'a frontend of an Application Gateway for Containers',
    '_.-',
    'frontend',
    2,
    64,
  ),
  applicationLoadBalancerAssociation: inner(
    'an association of an Application Gateway for Containers',
    '_.-',
    'association',
    2,
    64,
  ),

  containerRegistry: plain('a container registry', 'registry', 5, 50, { global: true }),
  keyVault: {
    ...inner('a key vault', '-', 'vault', 3, 24),
    first: 'A-Za-z',
    words: "letters, digits and single '-', starting with a letter and ending with a letter or digit",
    singleHyphens: true,
    global: true,
  },
  keyVaultSecret: {
    ...inner("a key vault's secret, key or certificate", '-', 'secret', 1, 127),
    first: `${ALNUM}-`,
    last: `${ALNUM}-`,
    words: "letters, digits and '-'",
  },
  storageAccount: plain('a storage account', 'store', 3, 24, {
    chars: LOWER,
    first: LOWER,
    last: LOWER,
    words: 'lower-case letters and digits',
    global: true,
  }),
  storageContainer: { ...lowerHyphens('a blob container or file share', 'data', 3, 63), singleHyphens: true },
  storageQueue: { ...lowerHyphens('a storage queue', 'queue', 3, 63), singleHyphens: true },

  serviceBusNamespace: messagingNamespace('a Service Bus namespace'),
  serviceBusEntity: inner('a Service Bus queue or topic', '_./-', 'queue', 1, 260),
  serviceBusSubscription: inner('a Service Bus subscription', '_.-', 'subscription', 1, 50),
  eventHubsNamespace: messagingNamespace('an Event Hubs namespace'),
  eventHub: inner('an event hub', '_.-', 'hub', 1, 256),
  consumerGroup: inner('a consumer group', '_.-', 'group', 1, 50),
  cosmosAccount: { ...lowerHyphens('a Cosmos DB account', 'data', 3, 44), global: true },
  sqlServer: { ...lowerHyphens('a SQL server', 'sql', 1, 63), global: true },
  postgresServer: { ...lowerHyphens('a PostgreSQL server', 'postgres', 3, 63), global: true },
  managedRedis: { ...inner('an Azure Managed Redis', '-', 'redis', 1, 60), singleHyphens: true, global: true },
  monitorPrivateLinkScope: {
    ...inner('a private link scope', '_.()-', 'scope', 1, 255),
    last: `${ALNUM}_()-`,
    first: `${ALNUM}_()-`,
    words: "letters, digits, '_', '(', ')', '-' and '.', not starting or ending with '.'",
  },
  diskEncryptionSet: {
    ...inner('a disk encryption set', '_-', 'encryption', 1, 80),
    first: `${ALNUM}_-`,
    last: `${ALNUM}_-`,
    words: "letters, digits, '_' and '-'",
  },

  logAnalyticsWorkspace: inner('a Log Analytics workspace', '-', 'logs', 4, 63),
  // azurerm checks nothing here; these limits are what the AKS command line keeps to.
  monitorWorkspace: inner('an Azure Monitor workspace', '-', 'metrics', 4, 43),
  dataCollectionEndpoint: inner('a data collection endpoint', '-', 'endpoint', 3, 44),
  dataCollectionRule: inner('a data collection rule', '_.-', 'rule', 1, 64),
  dataCollectionRuleAssociation: inner("a data collection rule's association", '_.-', 'association', 1, 64),
  prometheusRuleGroup: inner('a group of Prometheus rules', '_.-', 'rules', 1, 260),
  actionGroup: inner('an action group', '_.-', 'actions', 1, 260),
  managedGrafana: {
    ...inner('a Grafana', '-', 'grafana', 2, 23),
    first: 'A-Za-z',
    words: "letters, digits and '-', starting with a letter and ending with a letter or digit",
    global: true,
  },
  diagnosticSetting: inner('a diagnostic setting', '_.-', 'diagnostics', 1, 260),

  userAssignedIdentity: identityLike('a user-assigned identity', 'identity', 128),
  federatedCredential: identityLike('a federated credential', 'credential', 120),
} as const satisfies Record<string, AzureNameRule>;

/** A type of resource whose names follow a rule that is known here. */
export type AzureNameType = keyof typeof AZURE_NAME_RULES;
