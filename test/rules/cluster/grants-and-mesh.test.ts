import { readArtifacts } from '../../../lib/artifact/read/artifacts';
import { runRules } from '../../../lib/rules/run';
import { cluster } from '../../../lib/rules/sample';
import { shop } from '../../../lib/rules/tenancy/namespace-rule';

type Blocks = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

/** What one rule says of a cluster and a namespace `shop`. */
function said(rule: string, fields: Readonly<Record<string, unknown>>, labels = '', more: Blocks = {}) {
  const artifacts = readArtifacts([
    { path: 'cdk.tf.json', content: cluster({ cluster: fields, more }) },
    { path: 'shop.yaml', content: shop(labels) },
  ]);
  const { findings, open } = runRules(artifacts);
  return {
    found: findings.filter((finding) => finding.rule === rule).map(({ message }) => message),
    open: open.filter((one) => one.rule === rule).map(({ because }) => because),
  };
}

const IDENTITY = { identity: { type: 'UserAssigned', identity_ids: ['${azurerm_user_assigned_identity.aks.id}'] } };
const mesh = (...revisions: readonly string[]) => ({ service_mesh_profile: { mode: 'Istio', revisions } });

describe('tenancy/mesh-injection', () => {
  it('tells of a label that the add-on skips, a revision that nobody runs, and pods that are all refused', () => {
    const of = (labels: string, ...revisions: readonly string[]) =>
      said('tenancy/mesh-injection', revisions.length > 0 ? mesh(...revisions) : {}, labels).found;
    expect(of('istio-injection: enabled', 'asm-1-29')).toEqual([
      'has the label istio-injection, which the add-on of AKS skips',
    ]);
    expect(of('istio.io/rev: asm-1-28', 'asm-1-29', 'asm-1-30')).toEqual([
      'names the revision asm-1-28, and its cluster runs asm-1-29 and asm-1-30',
    ]);
    expect(of('istio.io/rev: asm-1-29')).toEqual(['names the revision asm-1-29, and its cluster has no mesh']);
    expect(of('istio.io/rev: asm-1-29, pod-security.kubernetes.io/enforce: baseline', 'asm-1-29')).toEqual([
      'enforces baseline pods, which refuses the init container of every sidecar (NET_ADMIN, NET_RAW)',
    ]);
  });

  it('leaves a mesh of your own alone', () => {
    expect(said('tenancy/mesh-injection', {}, 'istio-injection: enabled').found).toEqual([]);
    expect(said('tenancy/mesh-injection', {}, 'istio.io/rev: default').found).toEqual([]);
  });
});

describe('cluster/no-creation-grant', () => {
  const identities = { azurerm_user_assigned_identity: { aks: { name: 'aks' }, kubelet: { name: 'kubelet' } } };

  it('tells of a zone and a kubelet identity that the cluster may not use', () => {
    const fields = {
      ...IDENTITY,
      private_cluster_enabled: true,
      private_dns_zone_id: '${azurerm_private_dns_zone.dns.id}',
      kubelet_identity: {
        user_assigned_identity_id: '${azurerm_user_assigned_identity.kubelet.id}',
        client_id: '${azurerm_user_assigned_identity.kubelet.client_id}',
        object_id: '${azurerm_user_assigned_identity.kubelet.principal_id}',
      },
    };
    const zone = (name: string) => ({
      ...identities,
      azurerm_private_dns_zone: { dns: { name, resource_group_name: 'dns' } },
    });
    expect(said('cluster/no-creation-grant', fields, '', zone('privatelink.westeurope.azmk8s.io')).found).toEqual([
      'puts its name into azurerm_private_dns_zone.dns, on which its identity is no Private DNS Zone Contributor',
      'hands to its nodes azurerm_user_assigned_identity.kubelet, on which its identity is no Managed Identity Operator',
    ]);
    // The zone of these files is known by its name, too.
    expect(said('cluster/private-zone', fields, '', zone('privatelink.westeurope.azmk8s.io'))).toEqual({
      found: [],
      open: [],
    });
    expect(said('cluster/private-zone', fields, '', zone('privatelink.northeurope.azmk8s.io')).found).toEqual([
      'has a private zone whose name AKS does not take',
    ]);
  });

  it('has nothing to say of the zone that AKS makes', () => {
    const { found, open } = said(
      'cluster/no-creation-grant',
      { ...IDENTITY, private_dns_zone_id: 'System' },
      '',
      identities,
    );
    expect([...found, ...open]).toEqual([]);
  });
});
