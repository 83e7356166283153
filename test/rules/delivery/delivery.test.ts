import { worldOf } from '../../../lib/analysis/world';
import { formatField } from '../../../lib/artifact/field-path';
import { readArtifacts } from '../../../lib/artifact/read/artifacts';
import { chartNotPinned } from '../../../lib/rules/delivery/chart-not-pinned';
import { kustomization } from '../../../lib/rules/delivery/kustomization';
import { stateAmongFiles } from '../../../lib/rules/delivery/state-among-files';
import { terraformExpressionLeft } from '../../../lib/rules/delivery/terraform-expression-left';
import { nameOf } from '../../../lib/rules/run';
import { object, terraform } from '../../../lib/rules/sample';
import { ask } from '../ask';

const CART = object('v1', 'ServiceAccount', 'cart', []);

function kustomize(fields: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', ...fields });
}

/** `file field: message` of everything that is wrong with a folder. */
function wrong(files: Readonly<Record<string, string>>): readonly string[] {
  const input = Object.entries(files).map(([path, content]) => ({ path, content }));
  return [...kustomization.check(worldOf(readArtifacts(input)))].flatMap((answer) =>
    answer.verdict === 'finding' ? [`${nameOf(answer.subject)} ${formatField(answer.field)}: ${answer.detail}`] : [],
  );
}

describe('delivery/kustomization', () => {
  it('takes a base with overlays, components and patches', () => {
    const files = {
      'base/kustomization.yaml': kustomize({ resources: ['cart.yaml'], components: ['../components/tls'] }),
      'base/cart.yaml': CART,
      'components/tls/kustomization.yaml': kustomize({ kind: 'Component', patches: [{ path: 'patch.yaml' }] }),
      'components/tls/patch.yaml': CART,
      'overlays/prod/kustomization.yaml': kustomize({
        resources: ['../../base/'],
        patchesStrategicMerge: ['more.yaml'],
      }),
      'overlays/prod/more.yaml': CART,
      'overlays/dev/kustomization.yaml': kustomize({ resources: ['../../base'] }),
    };
    expect(wrong(files)).toEqual([]);
  });

  it('leaves alone what lies elsewhere', () => {
    const resources = [
      'https://github.com/contoso/base?ref=v1',
      'github.com/contoso/base//deploy',
      'git@github.com:contoso/base.git',
      '../../elsewhere',
      'elsewhere/cart.yaml',
    ];
    expect(wrong({ 'shop/kustomization.yaml': kustomize({ resources }), 'shop/README.json': '{}' })).toEqual([]);
  });

  it('takes files that generators read', () => {
    const files = {
      'kustomization.yaml': kustomize({
        resources: ['cart.yaml'],
        configMapGenerator: [{ name: 'objects', files: ['settings=object.yaml'] }],
      }),
      'cart.yaml': CART,
      'object.yaml': CART,
    };
    expect(wrong(files)).toEqual([]);
  });

  it('names files that are missing, listed twice or forgotten, each where it is', () => {
    const files = {
      'kustomization.yaml': kustomize({ resources: ['cart.yaml', 'carts.yaml', './cart.yaml', 'shop'] }),
      'cart.yaml': CART,
      'stock.yaml': CART,
      'shop/kustomization.yaml': kustomize({ resources: [] }),
      'data/kustomization.yaml': kustomize({ resources: [] }),
    };
    expect(wrong(files)).toEqual([
      "kustomization.yaml resources[1]: lists 'carts.yaml', which is not there",
      "kustomization.yaml resources[2]: lists './cart.yaml' twice",
      "kustomization.yaml resources: does not list 'stock.yaml' beside it, which is never applied",
      "kustomization.yaml resources: does not list 'data' beside it, which is never applied",
    ]);
  });
});

describe('delivery/chart-not-pinned', () => {
  const release = (chart: string): string =>
    object('helm.toolkit.fluxcd.io/v2', 'HelmRelease', 'a', [`spec: { interval: 1h, ${chart} }`]);
  const source = 'sourceRef: { kind: HelmRepository, name: a }';

  it.each([
    ["chart: { spec: { chart: a, version: 'v1.2.3', SOURCE } }", []],
    ["chart: { spec: { chart: a, version: '1.2.3-rc.1+2', SOURCE } }", []],
    ["chart: { spec: { chart: a, version: '${CHART_VERSION}', SOURCE } }", []],
    [
      "chart: { spec: { chart: a, version: '1.2', SOURCE } }",
      ["spec.chart.spec.version: installs whatever version of a fits '1.2'"],
    ],
    [
      "chart: { spec: { chart: a, version: '*', SOURCE } }",
      ["spec.chart.spec.version: installs whatever version of a fits '*'"],
    ],
    ['chart: { spec: { chart: a, SOURCE } }', ['spec.chart.spec: installs the newest version of a']],
    ['chart: { spec: { chart: ./a, sourceRef: { kind: GitRepository, name: a } } }', []],
    ['chartRef: { kind: OCIRepository, name: a }', []],
  ])('says of %s: %j', (chart, expected) => {
    const answers = ask(chartNotPinned, release(chart.replace('SOURCE', source)));
    expect(answers.filter((answer) => !['compliant', 'not-applicable'].includes(answer))).toEqual(expected);
  });

  it.each([
    ['ref: { tag: 1.2.3 }', 'compliant'],
    ["ref: { digest: 'sha256:0' }", 'compliant'],
    ["ref: { semver: '1.2.3' }", 'compliant'],
    ["ref: { semver: '>=1' }", "spec.ref.semver: takes whatever version of oci://a/b fits '>=1'"],
    ['ref: { tag: latest }', 'spec.ref: takes the newest of oci://a/b'],
    ['interval: 1h', 'spec.ref: takes the newest of oci://a/b'],
  ])('says of a repository with %s: %s', (ref, expected) => {
    const body = [`spec: { url: 'oci://a/b', ${ref} }`];
    expect(ask(chartNotPinned, object('source.toolkit.fluxcd.io/v1', 'OCIRepository', 'a', body))).toEqual([expected]);
  });
});

describe('delivery/terraform-expression-left', () => {
  const config = (key: string, text: string): string =>
    object('v1', 'ConfigMap', 'a', [`data: ${JSON.stringify({ [key]: text })}`]);

  it.each([
    ['main.tf', 'name = "${azurerm_subnet.nodes.id}"'],
    ['init.sh', 'echo ${var.x}'],
    ['text', '${NAME} ${var} ${var.region.name} $${azurerm_subnet.nodes.id}'],
    ['text', '${HOME:-/root} ${local.region:-x} ${data.value}'],
  ])('takes %s with %s', (key, text) => {
    expect(ask(terraformExpressionLeft, config(key, text))).toEqual(['compliant']);
  });

  it.each([
    '${data.azurerm_client_config.me.tenant_id}',
    '${module.hub.id}',
    '#{TfToken[Number.1]}',
    '${local.region}',
  ])('finds %s', (text) => {
    expect(ask(terraformExpressionLeft, config('text', `a ${text} b`))).toEqual([
      `data.text: holds '${text}', an expression of Terraform that nobody evaluates`,
    ]);
  });
});

describe('delivery/state-among-files', () => {
  it.each([
    ['../../../state/prod.tfstate', 'compliant'],
    ['/var/state/prod.tfstate', 'compliant'],
    ['prod.tfstate', ': keeps the state of Terraform among the files that are checked in'],
  ])('says of %s: %s', (path, expected) => {
    const group = { azurerm_resource_group: { shop: { name: 'shop', location: 'westeurope' } } };
    const text = terraform(group, { terraform: { backend: { local: { path } } } });
    expect(ask(stateAmongFiles, text, 'prod/cdk.tf.json')).toEqual([expected]);
  });
});
