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
const WHOLE_PROGRAMS = 'It asks for something besides the resource, which files cannot tell to be missing';
const MANIFESTS = 'It is asked of manifests: see the coverage of Kubernetes checks';

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
  'trivy/AZU-0067': KEYS_OF_YOURS,

  'psrule/Azure.AKS.DefenderProfile': SCANNER,
  'psrule/Azure.AKS.EphemeralOSDisk': 'As checkov/CKV_AZURE_226: which sizes can is not in our data',
  'psrule/Azure.AKS.Naming': NAMING,
  'psrule/Azure.AKS.PodIdentity': `Pod-managed identity was retired in September 2025, and ${NOT_IN_TERRAFORM}`,
  'psrule/Azure.AKS.SecretStore':
    'A cluster without secrets, or with another operator for them, needs no add-on; secrets in manifests are told by secrets/*',
  'psrule/Azure.AKS.SystemPoolNaming': NAMING,
  'psrule/Azure.AKS.UserPoolNaming': NAMING,
  'psrule/Azure.ACR.AuditLogs':
    'Pulls and pushes are of use to few, and logged by a policy of the organisation where they are wanted',
  'psrule/Azure.ACR.ContainerScan': SCANNER,
  'psrule/Azure.ACR.ContentTrust': 'As checkov/CKV_AZURE_164: it cannot be met with azurerm 5',
  'psrule/Azure.ACR.ImageHealth': SCANNER,
  'psrule/Azure.ACR.Logs':
    'Pulls and pushes are of use to few, and logged by a policy of the organisation where they are wanted',
  'psrule/Azure.ACR.Naming': NAMING,
  'psrule/Azure.ACR.Quarantine': 'As checkov/CKV_AZURE_166: a preview that hides every pushed image',
  'psrule/Azure.ACR.ReplicaLocation': 'Which regions are allowed is a policy of the organisation',
  'psrule/Azure.ACR.SoftDelete': `A preview, and ${NOT_IN_TERRAFORM}`,
  'psrule/Azure.ACR.Usage': 'How full a registry is, only Azure knows',

  'aprl/269a9f1a': 'What lives in manifests is in version control already; volumes are backed up by what owns the data',
  'aprl/d3111036': MANIFESTS,
  'aprl/b002c030': MANIFESTS,
  'aprl/9a1c17e5': MANIFESTS,
  'aprl/b4639ca7': 'Virtual nodes suit few workloads; APRL itself has switched the item off',
  'aprl/5f3cbd68': 'How manifests get into a cluster is not in its Terraform; APRL itself has switched the item off',
  'aprl/928fcc6f': MANIFESTS,
  'aprl/cd6791b1': MANIFESTS,
  'aprl/bcfe71f1': MANIFESTS,
  'aprl/a08a06a0': MANIFESTS,
  'aprl/9200aca6': MANIFESTS,
  'aprl/a01afc4c': 'The quota of a subscription is not in any file',
  'aprl/f46b0d1d': 'Ubuntu and Azure Linux are supported alike; APRL itself has switched the item off',
  'aprl/e620fa98': 'Answered by the arithmetic of addresses/subnet-too-small; APRL itself has switched the item off',
  'aprl/a5a0101a': 'Repositories are made by whoever pushes, not in Terraform',
  'aprl/8e389532': 'A matter of taste; APRL itself has switched the item off',
  'aprl/3ef86f16': 'How full a registry is, only Azure knows; APRL itself has switched the item off',
  'aprl/44107155': WHOLE_PROGRAMS,
  'aprl/d594cde6': WHOLE_PROGRAMS,
  'aprl/e7f0fd54': `A preview, and ${NOT_IN_TERRAFORM}`,
  'aprl/e7091145': 'Which application a vault is for is not in any file; APRL itself has switched the item off',
  'aprl/69ea1185': 'A plan costs thousands a month and is shared by a tenant; APRL itself has switched the item off',
  'aprl/24ae3773': 'Service endpoints of subnets are no mistake by themselves; APRL itself has switched the item off',
  'aprl/06b77be9': 'Flow logs belong to the Network Watcher of a region, in a resource group of its own',
};
