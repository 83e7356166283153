import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AksApp } from '../../lib';
import { emptyFolder, readFiles } from '../support/world';
import { wholeProgram } from '../support/whole-program';
import { treeProblems } from '../support/conformance';

type Body = Readonly<Record<string, unknown>>;

/** Resources and data sources of a run by Terraform address. */
type Addresses = ReadonlyMap<string, Body>;

function run(directory: string, options: { readonly grown?: boolean } = {}): Addresses {
  const app = new AksApp({ directory });
  wholeProgram(app, options);
  app.synth();
  const file = JSON.parse(readFileSync(join(directory, 'deploy/terraform/stacks/prod/cdk.tf.json'), 'utf8')) as Record<
    string,
    Record<string, Record<string, Body>>
  >;
  const found = ['resource', 'data'].flatMap((section) =>
    Object.entries(file[section] ?? {}).flatMap(([type, bodies]) =>
      Object.entries(bodies).map(
        ([name, body]) => [`${section === 'data' ? 'data.' : ''}${type}.${name}`, body] as const,
      ),
    ),
  );
  return new Map(found);
}

const pathOf = (body: Body): string => (body['//'] as { metadata: { path: string } }).metadata.path;
const lockOf = (folder: string): string => readFileSync(join(folder, 'addresses.lock.json'), 'utf8');

describe('the Terraform addresses of a program', () => {
  it('are the path below the stack joined by underscores, for every resource of every construct', () => {
    const addresses = run(emptyFolder());

    expect(addresses.size).toBeGreaterThan(50);
    for (const [address, body] of addresses) {
      const ids = pathOf(body).split('/').slice(1);
      if (ids.at(-1) === 'Resource') ids.pop();
      expect(address.split('.').at(-1)).toBe(ids.join('_').replace(/[^A-Za-z0-9_-]/g, '_'));
    }
  });
});

describe('what Azure fixes when it creates a thing', () => {
  const folder = emptyFolder();
  const before = run(folder);
  const lock = JSON.parse(lockOf(folder)) as { subnets: Record<string, string> };
  const after = run(folder, { grown: true });

  it('does not change because something was added, before it or behind it', () => {
    const changed = [...before].flatMap(([address, body]) => {
      const now = after.get(address) ?? {};
      return Object.keys({ ...body, ...now })
        .filter((argument) => JSON.stringify(body[argument]) !== JSON.stringify(now[argument]))
        .map((argument) => `${address}.${argument}`);
    });

    expect(changed).toEqual([
      // Asked for.
      'azurerm_container_registry.registry.georeplications',
      // An order between resources, which is no property of any of them.
      'azurerm_federated_identity_credential.cart_prod-aks_shop_cart.depends_on',
      // Asked for.
      'azurerm_firewall_policy_rule_collection_group.firewall_own-rules.network_rule_collection',
      // An order, again.
      'azurerm_kubernetes_cluster_extension.flux_extension.depends_on',
      'azurerm_kubernetes_flux_configuration.flux.depends_on',
    ]);
    expect(after.size).toBeGreaterThan(before.size + 10);
  });

  it('keeps every recorded prefix, and records the new ones beside them', () => {
    const { subnets } = JSON.parse(lockOf(folder)) as { subnets: Record<string, string> };
    expect(subnets).toMatchObject(lock.subnets);
    expect(Object.keys(subnets).length).toBe(Object.keys(lock.subnets).length + 1);
  });

  it('is the same in the next run, which changes no file', () => {
    const files = readFiles(folder);
    run(folder, { grown: true });
    expect(readFiles(folder)).toEqual(files);
  });

  it('holds to the schemas, small or grown', () => {
    const files = new Map(Object.entries(readFiles(join(folder, 'deploy'))));
    expect(treeProblems(files, { minor: '1.35' })).toEqual([]);
    expect(existsSync(join(folder, 'deploy/kubernetes/prod-aks/kustomization.yaml'))).toBe(true);
  });
});

describe('where the output of a program goes', () => {
  const variables = { CDKTF_OUTDIR: 'terraform', CDK8S_OUTDIR: 'manifests' };
  afterEach(() => Object.keys(variables).forEach((name) => delete process.env[name]));

  it('changes no byte of it, not even the folder that Flux follows', () => {
    const here = emptyFolder();
    const there = emptyFolder();
    run(here);
    for (const [name, folder] of Object.entries(variables)) process.env[name] = join(there, folder);
    const app = new AksApp({ directory: emptyFolder() });
    wholeProgram(app);
    app.synth();

    expect(readFiles(join(there, 'terraform'))).toEqual(readFiles(join(here, 'deploy/terraform')));
    expect(readFiles(join(there, 'manifests'))).toEqual(readFiles(join(here, 'deploy/kubernetes')));
    expect(readFiles(join(here, 'deploy/terraform'))['stacks/prod/cdk.tf.json']).toContain(
      '"./deploy/kubernetes/prod-aks',
    );
  });
});
