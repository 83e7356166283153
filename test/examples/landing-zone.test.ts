import type { networkingV1 } from '../../lib/kubernetes/api';
import { treeProblems } from '../support/conformance';
import { manifestsOf } from '../support/files';
import { podSecurityProblems, podTemplateOf } from '../support/pod-security';
import { flowsOf, type Policy } from './flows';
import { differences, example } from './program';

const landing = example('landing-zone');

type Blocks = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

function blocks(stack: 'hub' | 'prod', type: string): Blocks {
  const text = landing.files.get(`terraform/stacks/${stack}/cdk.tf.json`);
  if (text === undefined) throw new Error(`no stack ${stack}`);
  return (JSON.parse(text) as { resource: Readonly<Record<string, Blocks>> }).resource[type] ?? {};
}

interface RuleGroup {
  readonly application_rule_collection: readonly [{ readonly rule: readonly Rule[] }];
}
interface Rule {
  readonly name: string;
  readonly source_addresses: readonly string[];
}

function rulesOf(group: string): readonly Rule[] {
  const found = blocks('hub', 'azurerm_firewall_policy_rule_collection_group')[group] as unknown as RuleGroup;
  return found.application_rule_collection[0].rule;
}

const policies = manifestsOf(landing.files)
  .map(({ object }) => object as networkingV1.NetworkPolicy)
  .filter(({ kind }) => kind === 'NetworkPolicy') as unknown as readonly Policy[];

describe('the landing zone', () => {
  it('renders what is checked in', () => {
    expect(differences(landing)).toEqual([]);
  });

  it('conforms to the schemas of Kubernetes and azurerm', () => {
    expect(treeProblems(landing.files, { minor: '1.35' })).toEqual([]);
  });

  it('runs its pods under the Pod Security Standard restricted', () => {
    const templates = manifestsOf(landing.files).flatMap(({ object }) => podTemplateOf(object) ?? []);
    expect(templates).toHaveLength(5);
    expect(templates.flatMap((template) => podSecurityProblems(template, 'restricted', '1.35'))).toEqual([]);
  });

  it('opens the firewall for what the cluster uses, to its nodes alone', () => {
    const rules = rulesOf('firewall_aks-contoso-prod-aks');
    expect(rules.map(({ name }) => name)).toEqual(['aks', 'azure-monitor', 'azure-policy', 'defender', 'extensions']);
    const { network_nodes: nodes } = blocks('prod', 'azurerm_subnet');
    expect(new Set(rules.flatMap(({ source_addresses: from }) => from))).toEqual(
      new Set(nodes?.address_prefixes as readonly string[]),
    );
  });

  it('sends everything from the nodes to the firewall, which the cluster waits for', () => {
    expect(blocks('prod', 'azurerm_route').routes_default).toMatchObject({
      address_prefix: '0.0.0.0/0',
      next_hop_type: 'VirtualAppliance',
    });
    const { aks } = blocks('prod', 'azurerm_kubernetes_cluster');
    expect(aks).toMatchObject({ private_cluster_enabled: true, private_cluster_public_fqdn_enabled: false });
    expect(aks?.depends_on).toEqual(expect.arrayContaining(['azurerm_route.routes_default']));
  });

  it('links the zone of every endpoint to the hub and to the spoke, and that of the API server to the hub', () => {
    const linked = (stack: 'hub' | 'prod') =>
      Object.keys(blocks(stack, 'azurerm_private_dns_zone_virtual_network_link'));
    const zones = [
      'privatelink_azurecr_io',
      'privatelink_postgres_database_azure_com',
      'privatelink_servicebus_windows_net',
      'privatelink_vaultcore_azure_net',
    ];
    expect(linked('prod')).toEqual(zones.map((zone) => `network_link-${zone}`));
    expect(linked('hub')).toEqual(
      [...zones, 'privatelink_westeurope_azmk8s_io'].map((zone) => `dns_${zone}_link-contoso-hub-network`),
    );
  });

  it('keeps what was changed in the cluster, pulled from the registry, and let through the firewall', () => {
    const targets = Object.values(blocks('prod', 'azurerm_monitor_diagnostic_setting')).map(({ name }) => name);
    expect(targets).toEqual(['aks-logs', 'firewall-logs', 'registry-logs', 'audit']);
  });

  it('closes every store to the internet', () => {
    const stores = ['container_registry', 'key_vault', 'servicebus_namespace', 'postgresql_flexible_server'];
    const open = stores.flatMap((store) =>
      Object.values(blocks('prod', `azurerm_${store}`)).map((block) => [store, block.public_network_access_enabled]),
    );
    expect(open).toEqual(stores.map((store) => [store, false]));
  });

  it('lets the teams meet in one call, and the hub in at one service', () => {
    const { ingress } = flowsOf(policies, () => 0);
    expect(ingress).toEqual([
      '10.10.9.0/24 -> web:0',
      'cart -> catalog:0',
      'cart -> orders:0',
      ...['cart', 'catalog', 'orders', 'web'].map((scraped) => `rsName -> ${scraped}:0`), // the agents of Azure Monitor
      'web -> cart:0',
      'web -> catalog:0',
    ]);
  });
});
