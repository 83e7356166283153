import { ruleIds } from '../../lib/rules/ids';
import { RULES } from '../../lib/rules/table';
import { reportOf } from '../report/sample';

const NODE_POOL = (sku: string): string =>
  JSON.stringify({
    resource: {
      azurerm_kubernetes_cluster_node_pool: {
        win: {
          name: 'win',
          kubernetes_cluster_id: 'aks',
          vm_size: 'Standard_D4ds_v5',
          os_type: 'Windows',
          os_sku: sku,
          orchestrator_version: '1.34',
        },
      },
    },
  });

const deployment = (lines: readonly string[]): string =>
  [
    'apiVersion: apps/v1',
    'kind: Deployment',
    'metadata: { name: cart, namespace: shop }',
    'spec:',
    '  selector: { matchLabels: { app: cart } }',
    '  template:',
    '    metadata: { labels: { app: cart } }',
    '    spec:',
    '      containers: [{ name: cart, image: cart:1, volumeMounts: [{ name: v, mountPath: /v, readOnly: true }] }]',
    ...lines.map((line) => `      ${line}`),
  ].join('\n');
const mounts = (path: string): string => deployment([`volumes: [{ name: v, hostPath: { path: ${path} } }]`]);
const namespace =
  'apiVersion: v1\nkind: Namespace\nmetadata: { name: shop, labels: { pod-security.kubernetes.io/enforce: baseline } }\n';

/** Severities and ids of the rules that say something of a file, of those that are named. */
function said(files: Readonly<Record<string, string>>, rules: RegExp): readonly string[] {
  return reportOf(files, { profile: 'strict' })
    .verdict.findings.filter(({ rule }) => rules.test(rule))
    .map(({ severity, rule }) => `${severity} ${rule}`);
}

describe('what two rules could say of one place', () => {
  it('is told by the one that names the path of the node', () => {
    const rules = /host-path/;
    expect(said({ 'a.yaml': mounts('/etc') }, rules)).toEqual(['warning workload/sensitive-host-path']);
    expect(said({ 'a.yaml': mounts('/srv/logs') }, rules)).toEqual(['warning pod-security/host-path-volumes']);
  });

  it('says too that the namespace refuses it', () => {
    const files = { 'a.yaml': mounts('/etc'), 'b.yaml': namespace };
    expect(said(files, /host-path/)).toEqual(['error workload/sensitive-host-path']);
  });

  it('is told by the one that says what Azure refuses today', () => {
    expect(said({ 'cdk.tf.json': NODE_POOL('Windows2019') }, /^pool\/os-/)).toEqual(['error pool/os-not-for-version']);
    expect(said({ 'cdk.tf.json': NODE_POOL('WindowsAnnual') }, /^pool\/os-/)).toEqual(['warning pool/os-retires']);
  });

  it('is told by the one that speaks of the account that all share', () => {
    const rules = /account/;
    expect(said({ 'a.yaml': deployment([]) }, rules)).toEqual(['warning tenancy/default-account-used']);
    expect(said({ 'a.yaml': deployment(['serviceAccountName: cart']) }, rules)).toEqual([
      'warning workload/service-account-token',
    ]);
  });

  it('is left to rules that there are', () => {
    const known = new Set(ruleIds());
    expect(RULES.flatMap(({ saidBy = [] }) => saidBy).filter((id) => !known.has(id))).toEqual([]);
  });
});
