import { AZURE_NOT_COVERED } from '../../lib/rules/coverage/azure';
import { RULES } from '../../lib/rules/table';

const range = (prefix: string, numbers: string): string[] => numbers.split(' ').map((number) => `${prefix}${number}`);

/** Every public check of AKS, registries, vaults and networks, and of safeguards that look at Azure. */
const CHECKS = [
  ...range('checkov/CKV_AZURE_', '4 5 6 7 8 115 116 117 141 143 168 169 170 171 172 226 227 232 246'),
  ...range('checkov/CKV_AZURE_', '137 138 139 163 164 165 166 167 233 237'),
  ...range('checkov/CKV_AZURE_', '40 41 42 109 110 111 112 114 189'),
  ...range('checkov/CKV_AZURE_', '9 10 77 160 119 182 183'),
  ...range('checkov/CKV2_AZURE_', '29 30 31 32'),
  ...range('trivy/AZU-00', '13 14 15 16 17 40 41 42 43 65 66 67'),
  ...range(
    'psrule/Azure.AKS.',
    'AuditAdmin AuditLogs AuthorizedIPs AutoScaling AutoUpgrade AvailabilityZone AzureCNI AzurePolicyAddOn AzureRBAC ' +
      'CNISubnetSize ContainerInsights DNSPrefix DefenderProfile EphemeralOSDisk HttpAppRouting LocalAccounts ' +
      'MaintenanceWindow ManagedAAD ManagedIdentity MinNodeCount MinUserPoolNodes Name Naming NetworkPolicy NodeAutoUpgrade ' +
      'NodeMinPods PlatformLogs PodIdentity PoolScaleSet PoolVersion SecretStore SecretStoreRotation StandardLB ' +
      'SystemPoolNaming UptimeSLA UseRBAC UserPoolNaming Version',
  ),
  ...range(
    'psrule/Azure.ACR.',
    'AdminUser AnonymousAccess AuditLogs ContainerScan ContentTrust ExportPolicy Firewall GeoReplica ImageHealth Logs MinSku ' +
      'Name Naming Quarantine ReplicaLocation Retention SoftDelete Usage',
  ),
  ...range(
    'aprl/',
    '4f63619f 5ee083cd ca324d71 c22db132 902c82ff 269a9f1a d3111036 b002c030 9a1c17e5 b4639ca7 0611251f dcaf8128 26ebaf1f ' +
      '5f3cbd68 928fcc6f cd6791b1 bcfe71f1 7f7ae535 005ccbbd a08a06a0 e620fa98 a01afc4c f46b0d1d 9200aca6',
  ),
  ...range('aprl/', 'eb005943 63491f70 36ea6c09 a5a0101a 8e389532 3ef86f16 03f4a7d8 44107155 d594cde6 e7f0fd54'),
  ...range('aprl/', '1cca00d2 70fcfe6d 00c3d2b0 e7091145 1dc0821d f0bf9ae6 69ea1185 24ae3773 06b77be9'),
  ...range('azure-policy/', 'a22123bd 48940d92 e16d171b'),
];

describe('public checks of Azure', () => {
  const covered = new Set(RULES.flatMap(({ covers = [] }) => covers));

  it.each(CHECKS)('%s is answered by a rule, or listed with the reason why not', (check) => {
    expect([covered.has(check), AZURE_NOT_COVERED[check] !== undefined]).toContain(true);
  });

  it('lists nothing that is no check', () => {
    expect(Object.keys(AZURE_NOT_COVERED).filter((check) => !CHECKS.includes(check))).toEqual([]);
  });

  it('gives a reason for each', () => {
    for (const reason of Object.values(AZURE_NOT_COVERED)) expect(reason.length).toBeGreaterThan(20);
  });
});
