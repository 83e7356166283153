import { ApiObject, Chart, Include, JsonPatch } from 'cdk8s';
import { Deployment } from 'cdk8s-plus-28';
import { App, Aspects, LocalBackend, TerraformAsset, TerraformOutput, TerraformStack, TerraformVariable } from 'cdktf';
import { ResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group';
import { Construct, type IConstruct } from 'constructs';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mark, NAMESPACE, OWN_FILE } from '../../lib/core/marks';
import { addCheck } from '../../lib/core/checks';
import type { AksApp } from '../../lib/platform/aks-app';
import { emptyFolder, FakeCluster, objectsIn, plainStack, readFiles, smallApp, smallPlatform } from '../support/world';

class TestNamespace extends Chart {
  constructor(scope: Construct, id: string) {
    super(scope, id, { namespace: id });
    mark(this, NAMESPACE);
  }
}

function configMap(scope: Construct, id: string, name = id): ApiObject {
  return new ApiObject(scope, id, {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name },
    data: { b: '2', a: '1' },
  });
}

function deployed(app: AksApp): Record<string, string> {
  app.synth();
  return readFiles(join(app.directory, 'deploy'));
}

describe('the manifests of a program', () => {
  it('lie by cluster, namespace and workload, with a kustomization in every folder below the clusters', () => {
    const { app, cluster } = smallPlatform();
    const shop = new TestNamespace(cluster.kubernetes, 'shop');
    const own = new Construct(shop, '_namespace');
    mark(own, OWN_FILE);
    configMap(own, 'quota');
    configMap(new Construct(shop, 'cart'), 'settings', 'cart');
    configMap(shop, 'loose');
    configMap(cluster.kubernetes, 'operators');
    configMap(new Chart(cluster.kubernetes, 'legacy'), 'x');
    configMap(new Chart(app.kubernetes, 'standalone'), 'y');

    const files = deployed(app);

    expect(Object.keys(files).filter((path) => path.startsWith('kubernetes/'))).toEqual([
      'kubernetes/cdk-aks.json',
      'kubernetes/kustomization.yaml',
      'kubernetes/prod-aks/_cluster/kustomization.yaml',
      'kubernetes/prod-aks/_cluster/operators.yaml',
      'kubernetes/prod-aks/kustomization.yaml',
      'kubernetes/prod-aks/legacy/kustomization.yaml',
      'kubernetes/prod-aks/legacy/legacy.yaml',
      'kubernetes/prod-aks/shop/_namespace.yaml',
      'kubernetes/prod-aks/shop/cart.yaml',
      'kubernetes/prod-aks/shop/kustomization.yaml',
      'kubernetes/prod-aks/shop/loose.yaml',
      'kubernetes/standalone.yaml',
    ]);
    expect(files['kubernetes/prod-aks/kustomization.yaml']).toBe(
      'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n  - _cluster\n  - legacy\n  - shop\n',
    );
    expect(files['kubernetes/kustomization.yaml']).toContain('resources:\n  - standalone.yaml\n');
  });

  it('have their fields in the order a reader expects, whatever order they were set in', () => {
    const { app, cluster } = smallPlatform();
    new ApiObject(new Chart(cluster.kubernetes, 'shop', { namespace: 'shop', labels: { team: 'a' } }), 'x', {
      spec: { z: 1, name: 'n', a: [{ value: 'v', name: 'k' }] },
      metadata: { labels: { b: '1' }, name: 'x' },
      kind: 'Thing',
      apiVersion: 'example.com/v1',
    } as never);

    expect(deployed(app)['kubernetes/prod-aks/shop/shop.yaml']).toBe(
      [
        '---\napiVersion: example.com/v1\nkind: Thing\nmetadata:\n  name: x\n  namespace: shop\n  labels:\n    b: "1"\n    team: a\n',
        'spec:\n  name: "n"\n  a:\n    - name: k\n      value: v\n  z: 1\n',
      ].join(''),
    );
  });

  it('keep what cdk8s users do: patches, Include, cdk8s-plus and dependencies within a chart', () => {
    const { app, cluster } = smallPlatform();
    const folder = emptyFolder();
    writeFileSync(join(folder, 'included.yaml'), 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: included }\n');
    const chart = new Chart(cluster.kubernetes, 'shop', { disableResourceNameHashes: true });
    const second = configMap(chart, 'second');
    const first = configMap(chart, 'first');
    second.addDependency(first);
    first.addJsonPatch(JsonPatch.add('/data/c', '3'));
    new Include(chart, 'include', { url: join(folder, 'included.yaml') });
    new Deployment(chart, 'plus', { containers: [{ image: 'nginx:1.27' }] });

    const objects = objectsIn(deployed(app)['kubernetes/prod-aks/shop/shop.yaml']);

    expect(objects.map(({ metadata }) => (metadata as { name: string }).name)).toEqual([
      'first',
      'second',
      'included',
      'prod-aks-shop-plus',
    ]);
    expect(objects[0]).toMatchObject({ data: { a: '1', b: '2', c: '3' } });
  });

  it('are indexed with digests, construct paths and the Terraform address of their cluster', () => {
    const { app, cluster } = smallPlatform();
    configMap(new TestNamespace(cluster.kubernetes, 'shop'), 'settings');
    app.acknowledge(cluster, 'zones/single', 'a test cluster', { until: '2027-01-01' });

    expect(JSON.parse(deployed(app)['kubernetes/cdk-aks.json'] as string)).toEqual({
      format: 1,
      clusters: {
        'prod-aks': {
          terraform: 'prod/azurerm_kubernetes_cluster.aks',
          kubernetesVersion: '1.35',
          substituted: false,
          late: {},
        },
      },
      acknowledgements: [
        { path: 'prod/prod-aks', rule: 'zones/single', reason: 'a test cluster', until: '2027-01-01' },
      ],
      constructs: { 'prod-aks/shop/settings.yaml': { 'v1/ConfigMap/settings': 'prod-aks/shop/settings' } },
      files: {
        'prod-aks/kustomization.yaml': expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
        'prod-aks/shop/kustomization.yaml': expect.stringMatching(/^sha256:/),
        'prod-aks/shop/settings.yaml': expect.stringMatching(/^sha256:/),
      },
    });
  });

  it('refuse two objects of one kind and name, naming both constructs', () => {
    const { app, cluster } = smallPlatform();
    const shop = new TestNamespace(cluster.kubernetes, 'shop');
    configMap(shop, 'a', 'same');
    configMap(shop, 'b', 'same');

    expect(() => app.synth()).toThrow(
      "[prod-aks/shop/b] 'metadata.name' (same) is also the name of the ConfigMap at prod-aks/shop/a in namespace 'shop'. Rename one of the two constructs. (object/duplicate)",
    );
  });

  it.each(['kustomization', '_cluster', '_x'])('refuse %s as a name, and write nothing', (id) => {
    const { app, cluster } = smallPlatform();
    configMap(new TestNamespace(cluster.kubernetes, 'shop'), id, 'fine');

    expect(() => app.synth()).toThrow(
      `[prod-aks/shop/${id}] 'id' (${id}) is reserved as the name of a file or folder. Choose an id other than 'kustomization' and without a leading underscore. (output/reserved-name)`,
    );
    expect(readFiles(app.directory)).toEqual({});
  });

  it('refuse an id that is no file name', () => {
    const { app, cluster } = smallPlatform();
    configMap(new TestNamespace(cluster.kubernetes, 'shop'), 'a b', 'fine');

    expect(() => app.synth()).toThrow(
      /\[prod-aks\/shop\/a b\] 'id' \(a b\) .* Use an id such as 'a-b'\. \(output\/file-name\)/,
    );
  });

  it('refuse objects that wait for each other', () => {
    const { app, cluster } = smallPlatform();
    const chart = new Chart(cluster.kubernetes, 'shop');
    const a = configMap(chart, 'a');
    const b = configMap(chart, 'b');
    a.addDependency(b);
    b.addDependency(a);

    expect(() => app.synth()).toThrow(/\(order\/cycle\)/);
  });

  it('refuse two clusters of one name', () => {
    const { app, cluster } = smallPlatform();
    expect(cluster.kubernetes.node.id).toBe('prod-aks');

    expect(() => new FakeCluster(plainStack(app, 'other'), 'prod-aks').kubernetes).toThrow(
      /\[other\/prod-aks\] 'name' \(prod-aks\) is also the name of the cluster at prod\/prod-aks, .*\(cluster\/duplicate-name\)/,
    );
  });
});

describe('the Terraform of a program', () => {
  it('keeps what cdktf users do: Aspects on the App, overrides, variables, outputs and assets', () => {
    const app = smallApp();
    const stack = plainStack(app, 'prod');
    const folder = emptyFolder();
    mkdirSync(join(folder, 'files'));
    writeFileSync(join(folder, 'files/script.sh'), 'echo');
    const asset = new TerraformAsset(stack, 'script', { path: join(folder, 'files') });
    const group = new ResourceGroup(stack, 'rg', { name: 'rg', location: 'westeurope' });
    group.addOverride('managed_by', 'me');
    new TerraformVariable(stack, 'password', { sensitive: true });
    new TerraformOutput(stack, 'where', { value: asset.path, staticId: true });
    Aspects.of(app).add({
      visit: (node: IConstruct) => void (node instanceof ResourceGroup && node.addOverride('tags', { aspect: 'ran' })),
    });

    const files = deployed(app);
    const terraform = JSON.parse(files['terraform/stacks/prod/cdk.tf.json'] as string);

    expect(terraform.resource.azurerm_resource_group.rg).toMatchObject({ managed_by: 'me', tags: { aspect: 'ran' } });
    expect(terraform.variable.password).toEqual({ sensitive: true });
    expect(files[`terraform/stacks/prod/${terraform.output.where.value}/script.sh`]).toBe('echo');
    expect(JSON.parse(files['terraform/manifest.json'] as string).stacks.prod.synthesizedStackPath).toBe(
      'stacks/prod/cdk.tf.json',
    );
  });

  it('keeps state out of deploy and out of Git where no backend is given', () => {
    const app = smallApp();
    plainStack(app, 'prod');

    const files = deployed(app);

    expect(JSON.parse(files['terraform/stacks/prod/cdk.tf.json'] as string).terraform.backend).toEqual({
      local: { path: '../../../../terraform.prod.tfstate' },
    });
    expect(files['terraform/.gitignore']).toBe('.terraform/\n*.tfstate\n*.tfstate.*\n');
  });

  it("leaves a stack's own backend alone", () => {
    const app = smallApp();
    new LocalBackend(plainStack(app, 'prod'), { path: '../../../state' });

    expect(JSON.parse(deployed(app)['terraform/stacks/prod/cdk.tf.json'] as string).terraform.backend.local.path).toBe(
      '../../../state',
    );
  });

  it('holds no path of this machine', () => {
    const { app, cluster } = smallPlatform();
    configMap(new TestNamespace(cluster.kubernetes, 'shop'), 'x');

    const text = Object.values(deployed(app)).join('\n');

    expect(text).not.toContain(app.directory);
    expect(text).not.toContain(process.cwd());
    expect(text).not.toContain(app.outdir);
  });
});

describe('the validations of a program', () => {
  it('are told together, from both trees', () => {
    const { app, cluster, stack } = smallPlatform();
    addCheck(stack, (problems) => problems.add({ rule: 'is wrong', fix: 'Mend it', code: 'test/one' }));
    const chart = new Chart(cluster.kubernetes, 'shop');
    chart.node.addValidation({ validate: () => ['is wrong too.'] });

    expect(() => app.synth()).toThrow(
      '[prod] is wrong. Mend it. (test/one)\n[prod-aks/shop] is wrong too. See the documentation of this construct. (construct/validation)',
    );
  });
});

describe('an App that was synthesized', () => {
  it('takes no further construct in either tree', () => {
    const { app, cluster } = smallPlatform();
    const scope = cluster.kubernetes;
    app.synth();

    const refusal =
      '[app] was synthesized already, and a construct added now would be in no file. Create every construct before app.synth(). (app/locked)';
    expect(() => new Chart(scope, 'late')).toThrow(refusal);
    expect(() => new TerraformStack(app, 'late')).toThrow(refusal);
  });

  it('is not synthesized again', () => {
    const app = smallApp();
    app.synth();

    expect(() => app.synth()).toThrow(/\[app\] was synthesized already.*\(app\/synth-twice\)/);
  });
});

describe('constructs outside an AksApp', () => {
  it('say plainly that the join is missing', () => {
    const stack = plainStack(new App({ outdir: emptyFolder() }), 'prod');

    expect(() => new FakeCluster(stack, 'aks').kubernetes).toThrow(
      '[prod/aks] cluster.kubernetes joins Terraform with Kubernetes, and this construct is in a plain cdktf or cdk8s App. Create the program with `new AksApp()` in place of `new App()`. (app/join-needed)',
    );
  });
});

describe('the lock file of addresses', () => {
  const lockOf = (folder: string) => JSON.parse(readFiles(folder)['addresses.lock.json'] as string).subnets;

  it('keeps what other runs recorded for environments that this one does not render', () => {
    const folder = emptyFolder();
    const run = (environment: string, prefix: string): void => {
      const { app } = smallPlatform(folder);
      plainStack(app, environment);
      app.join.recordPrefix(`${environment}/network/nodes`, prefix);
      app.synth();
    };
    run('dev', '10.1.0.0/24');
    run('test', '10.2.0.0/24');

    expect(lockOf(folder)).toEqual({ 'dev/network/nodes': '10.1.0.0/24', 'test/network/nodes': '10.2.0.0/24' });
  });

  it('drops a subnet that its environment no longer has', () => {
    const folder = emptyFolder();
    for (const subnet of ['old', 'new']) {
      const { app } = smallPlatform(folder);
      app.join.recordPrefix(`prod/network/${subnet}`, '10.1.0.0/24');
      app.synth();
    }

    expect(lockOf(folder)).toEqual({ 'prod/network/new': '10.1.0.0/24' });
  });

  it('is not planned over where it cannot be read', () => {
    const folder = emptyFolder();
    writeFileSync(join(folder, 'addresses.lock.json'), '{ "format": 1, "subnets": ');
    const { app } = smallPlatform(folder);

    expect(() => app.join.recordedPrefix('prod/network/nodes')).toThrow(
      "'addresses.lock.json' cannot be read as an address plan, and planning anew would move subnets. Restore the file from version control. (address/lock-unreadable)",
    );
  });
});
