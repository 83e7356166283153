import type { AksClusterProps } from '../../../lib/azure/cluster/aks-cluster-props';
import { ApiServer } from '../../../lib/azure/cluster/api-server';
import { Bootstrap } from '../../../lib/azure/cluster/bootstrap';
import { NetworkProfile } from '../../../lib/azure/cluster/network-profile';
import { Outbound } from '../../../lib/azure/cluster/outbound';
import { PrivateDnsZone } from '../../../lib/azure/network/private-dns-zone';
import { PrivateEndpoint } from '../../../lib/azure/network/private-endpoint';
import { Subnet } from '../../../lib/azure/network/subnet';
import { ContainerRegistry } from '../../../lib/azure/registry/container-registry';
import { runChecks } from '../../../lib/core/checks';
import { formatProblem } from '../../../lib/core/errors';
import { type NetworkWorld, refused, thrown } from '../network/world';
import { clusterWorld, ruleErrors } from './world';

type Of = Partial<AksClusterProps> | ((world: NetworkWorld) => Partial<AksClusterProps>);

const GROUP = '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/shop/providers';
const VAULT = `${GROUP}/Microsoft.KeyVault/vaults/contoso`;
const KEY = `https://contoso.vault.azure.net/keys/etcd/${'0'.repeat(32)}`;
const PRINCIPAL = '${azurerm_user_assigned_identity.aks_identity.principal_id}';
const CERTIFICATE = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';
const KUBELET = {
  identityId: `${GROUP}/Microsoft.ManagedIdentity/userAssignedIdentities/kubelet`,
  clientId: '22222222-2222-2222-2222-222222222222',
  principalId: '33333333-3333-3333-3333-333333333333',
};

/** Renders and holds it against schema and rules. */
function rendered(of: Of) {
  const stack = clusterWorld(of).render();
  expect(refused(stack)).toEqual([]);
  expect(ruleErrors(stack)).toEqual([]);
  return { body: stack.only('azurerm_kubernetes_cluster'), roles: stack.all('azurerm_role_assignment'), stack };
}

describe('AksCluster', () => {
  it('has long-term support with its tier, and tells what workloads cost', () => {
    expect(rendered({ tier: 'Premium', costAnalysis: true }).body).toMatchObject({
      sku_tier: 'Premium',
      support_plan: 'AKSLongTermSupport',
      cost_analysis_enabled: true,
    });
    expect(rendered({ supportPlan: 'KubernetesOfficial' }).body).toMatchObject({ sku_tier: 'Standard' });
  });

  it('encrypts secrets by a key that it may use before it is made', () => {
    const { body, roles } = rendered({
      etcdEncryption: { keyId: KEY, vaultId: VAULT, networkAccess: 'Private' },
      apiServer: ApiServer.public({ vnetIntegration: true }),
    });
    expect(body.key_management_service).toEqual({ key_vault_key_id: KEY, key_vault_network_access: 'Private' });
    expect(roles).toMatchObject({
      'aks_key-vault-crypto-user-contoso': {
        role_definition_name: 'Key Vault Crypto User',
        scope: VAULT,
        principal_id: PRINCIPAL,
      },
      'aks_key-vault-contributor-contoso': { role_definition_name: 'Key Vault Contributor' },
    });
    expect(body.depends_on).toEqual(
      expect.arrayContaining([
        'azurerm_role_assignment.aks_key-vault-crypto-user-contoso',
        'azurerm_role_assignment.aks_key-vault-contributor-contoso',
      ]),
    );
    expect(rendered({ etcdEncryption: { keyId: KEY, vaultId: VAULT } }).body.key_management_service).toMatchObject({
      key_vault_network_access: 'Public',
    });
  });

  it('encrypts disks by a set that it may read before it is made', () => {
    const set = `${GROUP}/Microsoft.Compute/diskEncryptionSets/disks`;
    const { body, roles } = rendered({ diskEncryptionSetId: set });
    expect(body.disk_encryption_set_id).toBe(set);
    expect(roles).toMatchObject({ 'aks_reader-disks': { scope: set } });
    expect(body.depends_on).toContain('azurerm_role_assignment.aks_reader-disks');
  });

  it('goes out by a proxy, but not to its own nodes', () => {
    const { body, stack } = rendered({
      httpProxy: { https: 'http://proxy.contoso.com:3128/', noProxy: ['.contoso.com', '10.0.0.0/8'], trustedCa: true },
    });
    const subnet = stack.all('azurerm_subnet')['network_aks-nodes'] as { address_prefixes: string[] };
    expect(body.http_proxy_config).toEqual({
      https_proxy: 'http://proxy.contoso.com:3128/',
      no_proxy: ['.contoso.com', '10.0.0.0/8', ...subnet.address_prefixes],
      trusted_ca: '${var.aks_proxy_trusted_ca}',
    });
    expect(stack.file.variable).toMatchObject({ aks_proxy_trusted_ca: { sensitive: true, type: 'string' } });
  });

  it('trusts authorities of ours', () => {
    expect(rendered({ trustedCertificates: [CERTIFICATE] }).body.custom_ca_trust_certificates_base64).toEqual([
      Buffer.from(CERTIFICATE).toString('base64'),
    ]);
  });

  it('is watched, measured and held to policies', () => {
    const { body } = rendered({
      logAnalytics: true,
      defender: true,
      azurePolicy: true,
      metrics: { labels: { pods: ['app.kubernetes.io/name', 'team'], namespaces: ['*'] } },
    });
    expect(body).toMatchObject({
      azure_policy_enabled: true,
      microsoft_defender: { log_analytics_workspace_id: '${azurerm_log_analytics_workspace.aks_logs_workspace.id}' },
      monitor_metrics: { labels_allowed: 'pods=[app.kubernetes.io/name,team],namespaces=[*]' },
    });
    expect(
      rendered({ defender: { workspaceId: `${GROUP}/Microsoft.OperationalInsights/workspaces/other` }, metrics: true })
        .body,
    ).toMatchObject({
      microsoft_defender: { log_analytics_workspace_id: `${GROUP}/Microsoft.OperationalInsights/workspaces/other` },
      monitor_metrics: { labels_allowed: '', annotations_allowed: '' },
    });
  });

  it('runs a mesh, whose authority it may read', () => {
    const { body, roles } = rendered({
      serviceMesh: {
        revisions: ['asm-1-29', 'asm-1-30'],
        internalIngress: true,
        certificateAuthority: {
          vaultId: VAULT,
          rootCertificate: 'root-cert',
          certificate: 'ca-cert',
          certificateChain: 'cert-chain',
          key: 'ca-key',
        },
      },
    });
    expect(body.service_mesh_profile).toEqual({
      mode: 'Istio',
      revisions: ['asm-1-29', 'asm-1-30'],
      internal_ingress_gateway_enabled: true,
      external_ingress_gateway_enabled: false,
      certificate_authority: {
        key_vault_id: VAULT,
        root_cert_object_name: 'root-cert',
        cert_object_name: 'ca-cert',
        cert_chain_object_name: 'cert-chain',
        key_object_name: 'ca-key',
      },
    });
    expect(roles).toMatchObject({
      'aks_key-vault-secrets-user-contoso': {
        scope: VAULT,
        principal_id: '${azurerm_kubernetes_cluster.aks.key_vault_secrets_provider[0].secret_identity[0].object_id}',
      },
    });
  });

  it('tells namespaces by which revision of its mesh they are injected', () => {
    const { cluster } = clusterWorld({ serviceMesh: { revisions: ['asm-1-29', 'asm-1-30'] } });
    expect(cluster.meshRevision).toBe('asm-1-29');
    expect(cluster.features.meshRevisions).toEqual(['asm-1-29', 'asm-1-30']);
    expect(clusterWorld().cluster.meshRevision).toBeUndefined();
  });

  it('writes names of Ingresses into zones', () => {
    const zones = `${GROUP}/Microsoft.Network/dnsZones`;
    const { body, roles } = rendered(({ prod }) => ({
      appRouting: {
        dnsZones: [{ zoneName: 'contoso.com', zoneId: `${zones}/contoso.com` }],
        privateDnsZones: [new PrivateDnsZone(prod, 'dns', { name: 'shop.internal' })],
        defaultController: 'Internal',
        certificateVaultIds: [VAULT],
      },
    }));
    expect(body.web_app_routing).toEqual({
      dns_zone_ids: [`${zones}/contoso.com`, '${azurerm_private_dns_zone.dns.id}'],
      default_nginx_controller: 'Internal',
    });
    const principal_id = '${azurerm_kubernetes_cluster.aks.web_app_routing[0].web_app_routing_identity[0].object_id}';
    expect(roles).toMatchObject({
      'aks_dns-zone-contributor-contoso_com': { role_definition_name: 'DNS Zone Contributor', principal_id },
      'aks_private-dns-zone-contributor-dns': { role_definition_name: 'Private DNS Zone Contributor', principal_id },
      'aks_key-vault-certificate-user-contoso': { scope: VAULT, principal_id },
    });
    expect(clusterWorld({ appRouting: true }).cluster.features.appRouting).toBe(true);
    expect(rendered({ appRouting: true }).body.web_app_routing).toEqual({
      dns_zone_ids: [],
      default_nginx_controller: 'AnnotationControlled',
    });
  });

  it('starts without the internet from a cache of its own, or from a registry that its nodes may pull from', () => {
    const isolated = {
      networkProfile: NetworkProfile.overlay({ outbound: Outbound.none() }),
      apiServer: ApiServer.private(),
    };
    const { body } = rendered({ ...isolated, bootstrap: Bootstrap.managedCache() });
    expect(body).toMatchObject({ bootstrap_profile: { artifact_source: 'Cache' } });
    expect(body.network_profile).toMatchObject({ outbound_type: 'none' });
    expect(body.network_profile).not.toHaveProperty('load_balancer_profile');

    const own = rendered(({ prod }) => {
      const registry = new ContainerRegistry(prod, 'registry', { name: 'contosocache' }).cacheImagesOfAks();
      return { ...isolated, kubeletIdentity: KUBELET, bootstrap: Bootstrap.registry(registry.cacheImagesOfAks()) };
    });
    expect(own.body.bootstrap_profile).toEqual({
      artifact_source: 'Cache',
      container_registry_id: '${azurerm_container_registry.registry.id}',
    });
    expect(own.roles).toMatchObject({
      'aks_pull-contosocache': { role_definition_name: 'AcrPull', principal_id: KUBELET.principalId },
    });
    expect(own.stack.all('azurerm_container_registry_cache_rule')).toMatchObject({
      'registry_cache-of-aks': { source_repo: 'mcr.microsoft.com/*', target_repo: 'aks-managed-repository/*' },
    });
    expect(own.body.depends_on).toEqual(
      expect.arrayContaining([
        'azurerm_role_assignment.aks_pull-contosocache',
        'azurerm_container_registry_cache_rule.registry_cache-of-aks',
      ]),
    );
  });

  it('starts from a registry of this program that keeps its images behind an endpoint', () => {
    const { cluster, render } = clusterWorld(({ prod, network }) => {
      const registry = new ContainerRegistry(prod, 'registry', { name: 'contosocache' }).cacheImagesOfAks();
      new PrivateEndpoint(prod, 'registry-endpoint', {
        target: registry,
        subnet: Subnet.forPrivateEndpoints(network),
        dns: 'managed-elsewhere',
      });
      return {
        networkProfile: NetworkProfile.overlay({ outbound: Outbound.none() }),
        apiServer: ApiServer.private(),
        kubeletIdentity: KUBELET,
        bootstrap: Bootstrap.registry(registry),
      };
    });
    expect(runChecks(cluster)).toEqual([]);
    expect(render().only('azurerm_container_registry')).toMatchObject({ public_network_access_enabled: false });
  });

  it('does not start from a registry that keeps nothing, or that its nodes do not reach', () => {
    const { cluster } = clusterWorld(({ prod }) => ({
      kubeletIdentity: KUBELET,
      bootstrap: Bootstrap.registry(new ContainerRegistry(prod, 'registry', { name: 'contosocache' })),
    }));
    expect(runChecks(cluster).map(formatProblem)).toEqual([
      "[prod/aks] 'bootstrap' (contosocache) is a registry that keeps no images of AKS. Call cacheImagesOfAks() on it (EG28). (bootstrap/no-cache)",
      "[prod/aks] 'bootstrap' (contosocache) is a registry without a private endpoint, by which alone nodes reach it. Add one in the network: new PrivateEndpoint(…) (EG28). (bootstrap/no-endpoint)",
    ]);
  });

  it('has its rare switches', () => {
    expect(
      rendered({ aiToolchainOperator: true, sgxQuoteHelper: true, edgeZone: 'microsoftlosangeles1' }).body,
    ).toMatchObject({
      ai_toolchain_operator_enabled: true,
      confidential_computing: { sgx_quote_helper_enabled: true },
      edge_zone: 'microsoftlosangeles1',
    });
  });

  it.each<[string, Of, string]>([
    [
      'long-term support without its tier',
      { supportPlan: 'AKSLongTermSupport' },
      "[prod/aks] 'supportPlan' (AKSLongTermSupport) does not go with the tier 'Standard': Azure takes 'AKSLongTermSupport' and 'Premium' together only. Use tier 'Premium', or leave it out (UP14). (cluster/support-plan)",
    ],
    [
      'the tier of long-term support without it',
      { tier: 'Premium', supportPlan: 'KubernetesOfficial' },
      "[prod/aks] 'supportPlan' (KubernetesOfficial) does not go with the tier 'Premium': Azure takes 'AKSLongTermSupport' and 'Premium' together only. Leave it out, or use tier 'Standard' (UP14). (cluster/support-plan)",
    ],
    [
      'cost analysis for free, and without a disk',
      { tier: 'Free', costAnalysis: true, storageDrivers: { disk: false } },
      [
        "[prod/aks] 'costAnalysis' (true) is not in the tier 'Free'. Use tier 'Standard', or leave it out (UP17). (cluster/cost-analysis-tier)",
        "[prod/aks] 'costAnalysis' (true) keeps its data on a disk, and storageDrivers.disk is false. Turn the disk driver on, or leave it out (UP18). (cluster/cost-analysis-disk)",
      ].join('\n'),
    ],
    [
      'a private vault that the API server does not reach',
      { etcdEncryption: { keyId: KEY, vaultId: VAULT, networkAccess: 'Private' } },
      "[prod/aks] 'etcdEncryption.networkAccess' (Private) needs an API server in the network, by which alone a private vault is reached. Write apiServer: ApiServer.private({ vnetIntegration: true }), or use networkAccess 'Public' (API19). (encryption/private-vault)",
    ],
    [
      'a key without its version',
      { etcdEncryption: { keyId: 'https://contoso.vault.azure.net/keys/etcd', vaultId: VAULT } },
      "[prod/aks] 'etcdEncryption.keyId' (https://contoso.vault.azure.net/keys/etcd) is not the id of one version of a key. Write https://<vault>.vault.azure.net/keys/<key>/<version>, or pass the id of an azurerm_key_vault_key. (encryption/key-id)",
    ],
    [
      'proxies that AKS does not take, without printing a password',
      { httpProxy: { http: 'http://me:secret@proxy:3128', https: 'proxy:3128', noProxy: ['*.contoso.com', 'a b'] } },
      [
        "[prod/aks] 'httpProxy.http' holds a user or password, which AKS does not take. Write one such as 'http://proxy.contoso.com:3128/' (EG24). (proxy/url)",
        "[prod/aks] 'httpProxy.https' (proxy:3128) is not the URL of a proxy. Write one such as 'http://proxy.contoso.com:3128/' (EG24). (proxy/url)",
        "[prod/aks] 'httpProxy.noProxy' (*.contoso.com) holds a *, which AKS does not know. Write .contoso.com (EG24). (proxy/exception)",
        "[prod/aks] 'httpProxy.noProxy' (a b) is neither a name nor a range. Write one such as '.contoso.com' (EG24). (proxy/exception)",
      ].join('\n'),
    ],
    [
      'no proxy at all',
      { httpProxy: {} },
      "[prod/aks] 'httpProxy' names no proxy. Set http or https: 'http://proxy.contoso.com:3128/'. (proxy/none)",
    ],
    [
      'what is no certificate, without printing it',
      { trustedCertificates: [CERTIFICATE, '-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----'] },
      "[prod/aks] 'trustedCertificates[1]' is not one certificate as PEM. Write the content of a file that starts with '-----BEGIN CERTIFICATE-----', one certificate an entry. (trust/certificate)",
    ],
    [
      'too many certificates',
      { trustedCertificates: Array.from({ length: 11 }, () => CERTIFICATE) },
      "[prod/aks] 'trustedCertificates' (11) is above the 10 certificates that a cluster takes. Leave out what the others sign. (trust/too-many)",
    ],
    [
      'Defender without a workspace',
      { defender: true },
      "[prod/aks] 'defender' has no workspace for its alerts. Write defender: { workspaceId }, or logAnalytics: true for the cluster's own. (defender/workspace)",
    ],
    [
      'keys of metrics that are none',
      { metrics: { labels: { Pod: ['app'] } } },
      "[prod/aks] 'metrics.labels' (Pod) is not a resource of Kubernetes in the plural. Write one such as 'pods' or 'namespaces'. (metrics/resource)",
    ],
    [
      'revisions of a mesh that are none',
      { serviceMesh: { revisions: ['1.29'] } },
      "[prod/aks] 'serviceMesh.revisions[0]' (1.29) is not a revision of the add-on. Write one such as 'asm-1-29'. (mesh/revision)",
    ],
    [
      'revisions that are not next to each other',
      { serviceMesh: { revisions: ['asm-1-28', 'asm-1-30'] } },
      `[prod/aks] 'serviceMesh.revisions' (["asm-1-28","asm-1-30"]) is neither one revision nor two next to each other. Write ['asm-1-29'], or ['asm-1-29', 'asm-1-30'] while workloads move. (mesh/revisions)`,
    ],
    [
      'an authority of the mesh that nobody reads',
      {
        keyVaultSecrets: false,
        serviceMesh: {
          revisions: ['asm-1-29'],
          certificateAuthority: {
            vaultId: VAULT,
            rootCertificate: 'r',
            certificate: 'c',
            certificateChain: 'h',
            key: 'k',
          },
        },
      },
      "[prod/aks] 'serviceMesh.certificateAuthority' is read through the add-on for secrets of Key Vault, and keyVaultSecrets is false. Turn keyVaultSecrets on, or let the mesh sign its own. (mesh/authority-unread)",
    ],
    [
      'more zones than app routing writes into',
      { appRouting: { dnsZones: Array.from({ length: 6 }, (_, index) => dnsZone(`z${index}.com`)) } },
      "[prod/aks] 'appRouting.dnsZones' (6) is above the 5 zones that app routing writes into, private ones counted. Leave some to other means, such as cert-manager and external-dns (ADD07). (app-routing/too-many-zones)",
    ],
    [
      'zones of several groups',
      { appRouting: { dnsZones: [dnsZone('a.com'), dnsZone('b.com', 'other')] } },
      `[prod/aks] 'appRouting.dnsZones' (["a.com","b.com"]) lie in several resource groups, and app routing takes those of one. Keep the zones of one group (ADD07). (app-routing/several-groups)`,
    ],
    [
      'a cluster without a way out that starts from the internet',
      { networkProfile: NetworkProfile.overlay({ outbound: Outbound.none() }) },
      [
        "[prod/aks] 'bootstrap' takes the images of AKS from the internet, and Outbound.none() leaves no way there. Write bootstrap: Bootstrap.managedCache(), or Bootstrap.registry(…) (EG06). (bootstrap/no-way-out)",
        "[prod/aks] 'apiServer' is on the internet, which nodes with Outbound.none() do not reach. Write apiServer: ApiServer.private(), or ApiServer.public({ vnetIntegration: true }) (EG27). (bootstrap/api-server)",
      ].join('\n'),
    ],
    [
      'a registry that nodes can not have been allowed to pull from',
      ({ prod }) => ({
        bootstrap: Bootstrap.registry(new ContainerRegistry(prod, 'registry', { name: 'contosocache', sku: 'Basic' })),
      }),
      [
        "[prod/aks] 'kubeletIdentity' is not given, and nodes must be allowed to pull from contosocache.azurecr.io before the cluster is made. Bring an identity for the kubelet, or use Bootstrap.managedCache() (EG28). (bootstrap/kubelet-identity)",
        "[prod/aks] 'bootstrap' (contosocache) is a registry of the tier Basic, which has no private endpoint. Give it sku: 'Premium' (EG28). (bootstrap/registry-tier)",
      ].join('\n'),
    ],
  ])('refuses %s', (_, of, expected) => {
    expect(thrown(() => clusterWorld(of)).join('\n')).toContain(expected);
  });
});

function dnsZone(zoneName: string, group = 'dns') {
  return {
    zoneName,
    zoneId: `/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/${group}/providers/Microsoft.Network/dnsZones/${zoneName}`,
  };
}
