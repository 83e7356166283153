/*
 * Public checks of AKS, registries, vaults and networks that no rule of ours answers, by `tool/id`, with the reason.
 */

const NAMING =
  'Which names an organisation gives is its own affair; what Azure refuses is told by cluster/name, pool/name and registry/name';
const SCANNER =
  'Scans are made by Microsoft Defender for Containers, which is turned on for a subscription, not in the resource';
const KEYS_OF_YOURS =
  'Disks are always encrypted with keys of Azure; keys of your own are a demand of some laws, fixed at creation and easy to lose';
const NOT_IN_TERRAFORM = 'azurerm has no argument for it';
const EVENTS_OF_REGISTRIES =
  'Pulls and pushes are of use to few, and logged by a policy of the organisation where they are wanted';
const FLOW_LOGS = 'Flow logs belong to the Network Watcher of a region, in a resource group of its own';
const FORWARDING =
  'Whatever routes, such as a firewall of yours, must forward; nodes of AKS are no network interfaces of Terraform';
const GATEWAYS =
  'It looks at an Application Gateway that is set up by hand; what reaches a cluster comes in by its Gateways and Ingresses, which services/ingress-without-tls looks at';
const FIREWALLS = 'What a firewall lets through is set in policies of its own, which a platform team keeps elsewhere';

/** Answered by nothing, and why not. */
export const AZURE_NOT_COVERED: Readonly<Record<string, string>> = {
  'checkov/CKV_AZURE_112':
    'Keys in hardware are a demand of some laws, at another price; a key in software is no mistake by itself',
  'checkov/CKV_AZURE_117': KEYS_OF_YOURS,
  'checkov/CKV_AZURE_164':
    'It cannot be met: azurerm 5 has no trust_policy any more, and Docker Content Trust leaves the registry; sign with Notation and verify with a policy',
  'checkov/CKV_AZURE_166': 'Quarantine is a preview that hides every pushed image until a scanner of yours releases it',
  'checkov/CKV_AZURE_183':
    'It refuses DNS servers outside the network itself; resolvers in a hub network are how most platforms are built',
  'checkov/CKV_AZURE_226':
    'Which sizes hold an operating system of which size on their own disk is not in our data; see pool/ephemeral-disk',
  'checkov/CKV_AZURE_227':
    'Host encryption needs a feature that is registered for the subscription and a size that has it; asked for without, the cluster is refused',
  'checkov/CKV_AZURE_237': 'Data endpoints matter where egress is filtered by name, which is not in these files',
  'checkov/CKV_AZURE_12': FLOW_LOGS,
  'checkov/CKV_AZURE_85': SCANNER,
  'checkov/CKV_AZURE_86': SCANNER,
  'checkov/CKV_AZURE_87': 'Microsoft Defender for Key Vault is turned on for a subscription, not in the resource',
  'checkov/CKV_AZURE_118': FORWARDING,
  'checkov/CKV_AZURE_120': GATEWAYS,
  'checkov/CKV_AZURE_122': GATEWAYS,
  'checkov/CKV_AZURE_135': GATEWAYS,
  'checkov/CKV_AZURE_216': FIREWALLS,
  'checkov/CKV_AZURE_217': GATEWAYS,
  'checkov/CKV_AZURE_218': GATEWAYS,
  'checkov/CKV_AZURE_219': FIREWALLS,
  'checkov/CKV_AZURE_220': FIREWALLS,
  'trivy/AZU-0049': FLOW_LOGS,
  'trivy/AZU-0051':
    'Nodes need ways out to addresses that only Azure knows; what may leave is held by network policies and a firewall',
  'trivy/AZU-0067': KEYS_OF_YOURS,
  'trivy/AZU-0073': FLOW_LOGS,
  'trivy/AZU-0074':
    'Its list of ports grows with every product; network/open-from-internet tells of SSH, Remote Desktop, the kubelet, UDP and HTTP',
  'trivy/AZU-0075': FORWARDING,

  'psrule/Azure.AKS.DefenderProfile':
    'It does something only where the subscription has bought Defender, which then adds it to its clusters by itself',
  'psrule/Azure.AKS.EphemeralOSDisk': 'As checkov/CKV_AZURE_226: which sizes can is not in our data',
  'psrule/Azure.AKS.Naming': NAMING,
  'psrule/Azure.AKS.PodIdentity': `Pod-managed identity was retired in September 2025, and ${NOT_IN_TERRAFORM}`,
  'psrule/Azure.AKS.SecretStore':
    'A cluster without secrets, or with another operator for them, needs no add-on; secrets in manifests are told by secrets/*',
  'psrule/Azure.AKS.SystemPoolNaming': NAMING,
  'psrule/Azure.AKS.UserPoolNaming': NAMING,
  'psrule/Azure.ACR.AuditLogs': EVENTS_OF_REGISTRIES,
  'psrule/Azure.ACR.ContainerScan': SCANNER,
  'psrule/Azure.ACR.ContentTrust': 'As checkov/CKV_AZURE_164: it cannot be met with azurerm 5',
  'psrule/Azure.ACR.ImageHealth': SCANNER,
  'psrule/Azure.ACR.Logs': EVENTS_OF_REGISTRIES,
  'psrule/Azure.ACR.Naming': NAMING,
  'psrule/Azure.ACR.Quarantine': 'As checkov/CKV_AZURE_166: a preview that hides every pushed image',
  'psrule/Azure.ACR.ReplicaLocation': 'Which regions are allowed is a policy of the organisation',
  'psrule/Azure.ACR.SoftDelete': `A preview, and ${NOT_IN_TERRAFORM}`,
  'psrule/Azure.ACR.Usage': 'How full a registry is, only Azure knows',

  'aprl/269a9f1a': 'What lives in manifests is in version control already; volumes are backed up by what owns the data',
  'aprl/b4639ca7': 'Virtual nodes suit few workloads; APRL itself has switched the item off',
  'aprl/5f3cbd68': 'How manifests get into a cluster is not in its Terraform; APRL itself has switched the item off',
  'aprl/a01afc4c': 'The quota of a subscription is not in any file',
  'aprl/f46b0d1d': 'Ubuntu and Azure Linux are supported alike; APRL itself has switched the item off',
  'aprl/a5a0101a': 'Repositories are made by whoever pushes, not in Terraform',
  'aprl/8e389532': 'A matter of taste; APRL itself has switched the item off',
  'aprl/3ef86f16': 'How full a registry is, only Azure knows; APRL itself has switched the item off',
  'aprl/44107155': EVENTS_OF_REGISTRIES,
  'aprl/d594cde6': EVENTS_OF_REGISTRIES,
  'aprl/e7f0fd54': `A preview, and ${NOT_IN_TERRAFORM}`,
  'aprl/e7091145': 'Which application a vault is for is not in any file; APRL itself has switched the item off',
  'aprl/69ea1185': 'A plan costs thousands a month and is shared by a tenant; APRL itself has switched the item off',
  'aprl/24ae3773': 'Service endpoints of subnets are no mistake by themselves; APRL itself has switched the item off',
  'aprl/06b77be9': FLOW_LOGS,
};
