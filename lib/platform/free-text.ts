/**
 * Fields whose content the API server takes as it is, so that a placeholder passes until it is filled in.
 * Everything else is checked: a late address range or quantity would be refused.
 */
const FREE_TEXT: readonly RegExp[] = [
  /(^|\.)metadata\.annotations\./,
  /(^|\.)env\[\d+\]\.value$/,
  /(^|\.)(args|command)\[\d+\]$/,
];
const FREE_TEXT_OF_KIND: Readonly<Record<string, readonly RegExp[]>> = {
  ConfigMap: [/^data\./],
  SecretProviderClass: [/^spec\.parameters\./],
  ScaledObject: [/^spec\.triggers\[\d+\]\.metadata\./],
  ScaledJob: [/^spec\.triggers\[\d+\]\.metadata\./],
  TriggerAuthentication: [
    /^spec\.podIdentity\.identityId$/,
    /^spec\.azureKeyVault\.(vaultUri|podIdentity\.identityId)$/,
  ],
  ClusterTriggerAuthentication: [
    /^spec\.podIdentity\.identityId$/,
    /^spec\.azureKeyVault\.(vaultUri|podIdentity\.identityId)$/,
  ],
  HelmRelease: [/^spec\.values\./],
  ClusterIssuer: [
    /^spec\.acme\.solvers\[\d+\]\.dns01\.azureDNS\.(subscriptionID|resourceGroupName|managedIdentity\.\w+)$/,
  ],
  Issuer: [/^spec\.acme\.solvers\[\d+\]\.dns01\.azureDNS\.(subscriptionID|resourceGroupName|managedIdentity\.\w+)$/],
  PersistentVolume: [/^spec\.csi\.(volumeHandle$|volumeAttributes\.)/],
  StorageClass: [/^parameters\./],
  Secret: [],
};

/** @param field `spec.template.spec.containers[0].env[0].value` */
export function isFreeText(kind: string, field: string): boolean {
  return [...FREE_TEXT, ...(FREE_TEXT_OF_KIND[kind] ?? [])].some((pattern) => pattern.test(field));
}
