import { KubernetesClusterNodePool } from '@cdktf/provider-azurerm/lib/kubernetes-cluster-node-pool';
import { TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FluxConfiguration, type FluxConfigurationProps } from '../../../lib/azure/deliver/flux-configuration';
import { GitCredentials } from '../../../lib/azure/deliver/git-credentials';
import { Environment } from '../../../lib/azure/environment';
import { WorkloadIdentity } from '../../../lib/azure/identity/workload-identity';
import type { INodePool } from '../../../lib/core/contracts';
import { Duration } from '../../../lib/core/duration';
import { CdkAksError } from '../../../lib/core/errors';
import { Chart } from 'cdk8s';
import { KubernetesObject } from '../../../lib/kubernetes/object';
import { terraformProblems } from '../../support/conformance';
import { plainApp, terraform } from '../../support/terraform';
import { emptyFolder, FakeCluster, smallApp } from '../../support/world';

const URL = 'https://github.com/contoso/platform';

function world(props: Partial<FluxConfigurationProps> = {}, namespaces: readonly string[] = ['shop']) {
  const directory = emptyFolder();
  const app = smallApp(directory);
  const stack = new Environment(app, 'prod', { location: 'westeurope' });
  const cluster = new FakeCluster(stack, 'prod-aks');
  for (const name of namespaces) object(new Chart(cluster.kubernetes, name), 'settings');
  const make = () => new FluxConfiguration(stack, 'flux', { cluster, url: URL, ...props });
  return { app, stack, cluster, directory, make };
}

/** A ConfigMap; below the cluster itself it is cluster-wide for the tree. */
function object(scope: Construct, id: string, value = 'x') {
  new KubernetesObject(scope, id, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: id }, data: { value } });
}

type Body = Readonly<Record<string, unknown>>;
type Parts = readonly (Body & { readonly name: string })[];

function configuration(props: Partial<FluxConfigurationProps> = {}, namespaces?: readonly string[]): Body {
  const { stack, make } = world(props, namespaces);
  make();
  return terraform(stack).only('azurerm_kubernetes_flux_configuration');
}

/** What an AksApp wrote for the environment. */
function written(directory: string) {
  const text = readFileSync(join(directory, 'deploy/terraform/stacks/prod/cdk.tf.json'), 'utf8');
  return JSON.parse(text) as { resource: { azurerm_kubernetes_flux_configuration: { flux: Body } } };
}

const parts = (body: Body): Parts => body.kustomizations as Parts;

const message = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    if (error instanceof CdkAksError) return error.message;
    throw error;
  }
  return 'nothing was thrown';
};

/** That of the cluster of these tests. */
const CLUSTER_ID =
  '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/shop/providers/Microsoft.ContainerService/managedClusters/prod-aks';

describe('FluxConfiguration', () => {
  it('installs the extension with every switch written out', () => {
    const { stack, make } = world();
    make();
    const rendered = terraform(stack);
    expect(rendered.all('azurerm_kubernetes_cluster_extension')).toEqual({
      flux_extension: {
        name: 'flux',
        cluster_id: CLUSTER_ID,
        extension_type: 'microsoft.flux',
        release_namespace: 'flux-system',
        release_train: 'Stable',
        configuration_settings: {
          'helm-controller.enabled': 'true',
          'image-automation-controller.enabled': 'false',
          'image-reflector-controller.enabled': 'false',
          'kustomize-controller.enabled': 'true',
          'multiTenancy.enforce': 'true',
          'notification-controller.enabled': 'true',
          'source-controller.enabled': 'true',
        },
      },
    });
    expect(terraformProblems(rendered.file)).toEqual([]);
    expect(rendered.file.provider).toMatchObject({
      azurerm: [{ resource_providers_to_register: ['Microsoft.KubernetesConfiguration'] }],
    });
  });

  it('follows the main branch, keeps the cluster in line and waits for the extension', () => {
    expect(configuration()).toMatchObject({
      name: 'flux',
      cluster_id: CLUSTER_ID,
      namespace: 'flux-system',
      scope: 'cluster',
      continuous_reconciliation_enabled: true,
      git_repository: {
        url: URL,
        reference_type: 'branch',
        reference_value: 'main',
        sync_interval_in_seconds: 60,
        timeout_in_seconds: 600,
      },
      depends_on: ['azurerm_kubernetes_cluster_extension.flux_extension'],
    });
  });

  it('applies what is cluster-wide first, then a part for each namespace', () => {
    const { stack, cluster, make } = world({}, ['shop', 'stock']);
    make();
    // Declared after the configuration, and in it all the same.
    object(cluster.kubernetes, 'wide');
    object(new Chart(cluster.kubernetes, 'late'), 'late-settings');
    // A chart without objects renders no folder that Flux could apply.
    new Chart(cluster.kubernetes, 'empty');

    const common = {
      garbage_collection_enabled: true,
      recreating_enabled: false,
      wait: true,
      sync_interval_in_seconds: 600,
      retry_interval_in_seconds: 60,
      timeout_in_seconds: 600,
    };
    const root = './deploy/kubernetes/prod-aks';
    const found = parts(terraform(stack).only('azurerm_kubernetes_flux_configuration'));
    expect([...found].sort((a, b) => (a.name < b.name ? -1 : 1))).toEqual([
      { name: 'infrastructure', path: `${root}/_cluster`, ...common },
      { name: 'late', path: `${root}/late`, depends_on: ['infrastructure'], ...common },
      { name: 'shop', path: `${root}/shop`, depends_on: ['infrastructure'], ...common },
      { name: 'stock', path: `${root}/stock`, depends_on: ['infrastructure'], ...common },
    ]);
    expect(terraformProblems(terraform(stack).file)).toEqual([]);
  });

  it('waits for nothing where nothing is cluster-wide', () => {
    expect(parts(configuration())).toEqual([expect.not.objectContaining({ depends_on: expect.anything() })]);
  });

  it('takes its times, its path and its place from the props', () => {
    const body = configuration({
      name: 'platform',
      namespace: 'gitops',
      repositoryPath: './clusters/prod/',
      sourceInterval: Duration.minutes(5),
      interval: Duration.hours(1),
      retryInterval: Duration.minutes(2),
      timeout: Duration.minutes(20),
      suspended: true,
    });
    expect(body).toMatchObject({
      name: 'platform',
      namespace: 'gitops',
      continuous_reconciliation_enabled: false,
      git_repository: { sync_interval_in_seconds: 300, timeout_in_seconds: 1200 },
    });
    expect(parts(body)).toMatchObject([
      {
        path: './clusters/prod/shop',
        sync_interval_in_seconds: 3600,
        retry_interval_in_seconds: 120,
        timeout_in_seconds: 1200,
      },
    ]);
    expect(parts(configuration({ repositoryPath: '.' }))).toMatchObject([{ path: './shop' }]);
  });

  it.each<[Partial<FluxConfigurationProps>, string, string]>([
    [{ branch: 'release/1.x' }, 'branch', 'release/1.x'],
    [{ tag: 'v1.2.3' }, 'tag', 'v1.2.3'],
    [{ semver: '>=1.0.0 <2.0.0' }, 'semver', '>=1.0.0 <2.0.0'],
    [{ commit: 'ab'.repeat(20) }, 'commit', 'ab'.repeat(20)],
  ])('follows %j', (props, type, value) => {
    expect(configuration(props).git_repository).toMatchObject({ reference_type: type, reference_value: value });
  });

  it('applies other parts of the repository too, untouched', () => {
    const { app, stack, cluster, directory, make } = world({
      kustomizations: [
        { name: 'dashboards', path: './extra/dashboards', dependsOn: ['shop'] },
        { name: 'filled', path: './extra/filled', substitute: true },
      ],
    });
    const identity = new WorkloadIdentity(stack, 'cart');
    object(new Chart(cluster.kubernetes, 'cart'), 'cart-settings', identity.clientId);
    make();
    app.synth();
    const found = parts(written(directory).resource.azurerm_kubernetes_flux_configuration.flux);
    const byName = Object.fromEntries(found.map((part) => [part.name, part]));
    expect(byName.dashboards).toMatchObject({ path: './extra/dashboards', depends_on: ['shop'] });
    expect(byName.dashboards).not.toHaveProperty('post_build');
    expect(byName.filled).toHaveProperty('post_build');
  });

  it('fills in what only Azure knows, as the manifests name it', () => {
    const { app, stack, cluster, directory, make } = world();
    make();
    const identity = new WorkloadIdentity(stack, 'cart');
    object(new Chart(cluster.kubernetes, 'cart'), 'cart-settings', identity.clientId);
    app.synth();

    const manifest = readFileSync(join(directory, 'deploy/kubernetes/prod-aks/cart/cart.yaml'), 'utf8');
    expect(manifest).toContain('${CART_CLIENT_ID}');
    const file = written(directory);
    const expected = [{ substitute: { CART_CLIENT_ID: '${azurerm_user_assigned_identity.cart.client_id}' } }];
    for (const part of parts(file.resource.azurerm_kubernetes_flux_configuration.flux)) {
      expect(part.post_build).toEqual(expected);
    }
    expect(terraformProblems(file)).toEqual([]);
  });

  it('shortens names of namespaces that Flux would refuse, and keeps `infrastructure` for itself', () => {
    const long = 'a-namespace-with-a-name-that-is-much-longer-than-thirty';
    const names = parts(configuration({}, [long, 'infrastructure'])).map(({ name }) => name);
    expect(names).toEqual([expect.stringMatching(/^a-namespace-with-a-[a-z0-9-]+$/), 'namespace-infrastructure']);
    for (const name of names) expect(name).toMatch(/^[a-z0-9]([a-z0-9-]{0,28}[a-z0-9])?$/);
  });

  it('waits for roles and credentials of pods, whenever they are declared, and the extension for node pools', () => {
    const { stack, cluster, make } = world();
    make();
    const identity = new WorkloadIdentity(stack, 'cart');
    identity.trust({ cluster, namespace: 'shop', name: 'cart' });
    identity.grant('Reader', '/subscriptions/s/resourceGroups/shop');
    const pool = new Construct(cluster, 'apps');
    new KubernetesClusterNodePool(pool, 'pool', { name: 'apps', kubernetesClusterId: 'id' }).overrideLogicalId('apps');
    Object.defineProperty(cluster, 'nodePools', { value: [pool as unknown as INodePool] });

    const rendered = terraform(stack);
    expect(rendered.only('azurerm_kubernetes_flux_configuration').depends_on).toEqual([
      'azurerm_kubernetes_cluster_extension.flux_extension',
      'azurerm_federated_identity_credential.cart_prod-aks_shop_cart',
      'azurerm_role_assignment.cart_reader-shop',
    ]);
    expect(rendered.only('azurerm_kubernetes_cluster_extension').depends_on).toEqual([
      'azurerm_kubernetes_cluster_node_pool.apps',
    ]);
    expect(terraformProblems(rendered.file)).toEqual([]);
  });

  it('pins the extension, loosens its tenancy and passes other settings on', () => {
    const { stack, make } = world({
      extensionVersion: '1.17.3',
      multiTenancy: false,
      extensionSettings: { 'source-controller.resources.limits.memory': '2Gi' },
    });
    make();
    const extension = terraform(stack).only('azurerm_kubernetes_cluster_extension');
    expect(extension).toMatchObject({
      version: '1.17.3',
      configuration_settings: {
        'multiTenancy.enforce': 'false',
        'source-controller.resources.limits.memory': '2Gi',
      },
    });
    expect(extension).not.toHaveProperty('release_train');
  });

  it('takes properties of both resources past the typed surface', () => {
    const { stack, make } = world();
    const flux = make();
    flux.override('git_repository.timeout_in_seconds', 30, { reason: 'The repository is small.' });
    flux.overrideExtension('release_train', 'Preview', { reason: 'A fix is only there.' });
    const rendered = terraform(stack);
    expect(rendered.only('azurerm_kubernetes_flux_configuration')).toMatchObject({
      git_repository: { timeout_in_seconds: 30 },
    });
    expect(rendered.only('azurerm_kubernetes_cluster_extension')).toMatchObject({ release_train: 'Preview' });
  });

  it('applies parts written by hand in a plain App, and needs an AksApp for manifests', () => {
    const stack = new Environment(plainApp(), 'prod', { location: 'westeurope' });
    const cluster = new FakeCluster(stack, 'aks');
    const byHand = [{ name: 'apps', path: './apps' }];
    new FluxConfiguration(stack, 'flux', { cluster, url: URL, kustomizations: byHand });
    expect(parts(terraform(stack).only('azurerm_kubernetes_flux_configuration'))).toMatchObject([{ path: './apps' }]);

    const second = new FakeCluster(stack, 'second');
    expect(message(() => new FluxConfiguration(stack, 'other', { cluster: second, url: URL }))).toBe(
      '[prod/other] FluxConfiguration joins Terraform with Kubernetes, and this construct is in a plain cdktf or cdk8s App. Create the program with `new AksApp()` in place of `new App()`. (app/join-needed)',
    );
  });
});

describe('GitCredentials', () => {
  const repository = (credentials: GitCredentials, url = URL) => {
    const { stack, make } = world({ credentials, url });
    make();
    const rendered = terraform(stack);
    expect(terraformProblems(rendered.file)).toEqual([]);
    return { git: rendered.only('azurerm_kubernetes_flux_configuration').git_repository as Body, file: rendered.file };
  };

  it('keeps a token in a sensitive variable without default', () => {
    const { git, file } = repository(GitCredentials.https('bot'));
    expect(git).toMatchObject({ https_user: 'bot', https_key_base64: '${base64encode(var.flux_https_token)}' });
    expect(file.variable).toEqual({
      flux_https_token: {
        type: 'string',
        sensitive: true,
        nullable: false,
        description: 'Token that Flux reads the Git repository with.',
      },
    });
  });

  it('keeps a private key in one too, and the public keys of the server in the open', () => {
    const { git, file } = repository(
      GitCredentials.ssh('git.contoso.com ssh-ed25519 AAAA'),
      'git@git.contoso.com:platform',
    );
    expect(git).toMatchObject({
      ssh_private_key_base64: '${base64encode(var.flux_ssh_private_key)}',
      ssh_known_hosts_base64: Buffer.from('git.contoso.com ssh-ed25519 AAAA').toString('base64'),
    });
    expect(Object.keys(file.variable as Body)).toEqual(['flux_ssh_private_key']);
  });

  it('names its variable by the whole path, in a form that the environment of a pipeline can hold', () => {
    const { stack, cluster } = world();
    const owner = new Construct(stack, 'prod-weu');
    new FluxConfiguration(owner, 'git-ops', { cluster, url: URL, credentials: GitCredentials.https() });
    expect(Object.keys(terraform(stack).file.variable as Body)).toEqual(['prod_weu_git_ops_https_token']);
  });

  it('names a Secret that something else makes', () => {
    expect(repository(GitCredentials.secret('git')).git).toMatchObject({ local_auth_reference: 'git' });
  });

  it('lets an identity in that trusts the source controller', () => {
    const { stack, cluster } = world();
    const identity = new WorkloadIdentity(stack, 'git');
    const credentials = GitCredentials.workloadIdentity(identity);
    const url = 'https://dev.azure.com/contoso/_git/platform';
    new FluxConfiguration(stack, 'flux', { cluster, url, credentials });

    const rendered = terraform(stack);
    expect(rendered.only('azurerm_kubernetes_flux_configuration').git_repository).toMatchObject({ provider: 'Azure' });
    expect(rendered.only('azurerm_federated_identity_credential')).toMatchObject({
      subject: 'system:serviceaccount:flux-system:source-controller',
    });
    expect(rendered.only('azurerm_kubernetes_cluster_extension').configuration_settings).toMatchObject({
      'workloadIdentity.enable': 'true',
      'workloadIdentity.azureClientId': '${azurerm_user_assigned_identity.git.client_id}',
    });
    expect(terraformProblems(rendered.file)).toEqual([]);
  });

  it.each<[string, GitCredentials, string]>([
    [
      'an empty user',
      GitCredentials.https(''),
      "[prod/flux] 'user' is empty. Leave it out, or write what the Git service asks for. (flux/credentials-empty)",
    ],
    [
      'a Secret of no name',
      GitCredentials.secret('My Secret'),
      "[prod/flux] 'secret' (My Secret) is not a DNS subdomain",
    ],
  ])('refuses %s', (_, credentials, expected) => {
    expect(message(world({ credentials }).make)).toContain(expected);
  });

  it('refuses empty public keys', () => {
    expect(message(world({ credentials: GitCredentials.ssh(' '), url: 'git@github.com:contoso/x' }).make)).toContain(
      "'knownHosts' is empty",
    );
  });
});

describe('FluxConfiguration refuses', () => {
  it.each<[string, Partial<FluxConfigurationProps>, string]>([
    [
      'a URL with a password, without printing it',
      { url: 'https://bot:hunter2@github.com/contoso/platform' },
      "[prod/flux] 'url' holds a user or a password, which would be readable in the repository. Leave it out of the URL and use GitCredentials. (flux/secret-in-url)",
    ],
    [
      'a URL of another kind',
      { url: 'http://git.local/platform' },
      "[prod/flux] 'url' (http://git.local/platform) is not the URL of a Git repository over HTTPS or SSH. Write https://<host>/<path>, ssh://git@<host>/<path> or git@<host>:<path>. (flux/url)",
    ],
    [
      'credentials for the other kind of URL',
      { url: 'git@github.com:contoso/platform', credentials: GitCredentials.https() },
      "[prod/flux] 'credentials' are for HTTPS, and the URL is not. Write the URL with https://. (flux/credentials)",
    ],
    [
      'a key with a URL over HTTPS',
      { credentials: GitCredentials.ssh() },
      "[prod/flux] 'credentials' are for SSH, and the URL is not. Write the URL as git@<host>:<path>. (flux/credentials)",
    ],
    [
      'two references',
      { branch: 'main', tag: 'v1' },
      "[prod/flux] 'branch, tag' exclude each other: Flux follows one reference. Keep one of them. (flux/reference)",
    ],
    [
      'a short commit',
      { commit: 'abc123' },
      "[prod/flux] 'commit' (abc123) is not a commit: 40 hexadecimal digits. Write it whole. (flux/reference)",
    ],
    [
      'a branch that Git does not take',
      { branch: 'my branch' },
      "[prod/flux] 'branch' (my branch) is not a name that Git takes. Write one such as main. (flux/reference)",
    ],
    [
      'a path out of the repository',
      { repositoryPath: '../other' },
      "[prod/flux] 'repositoryPath' (../other) does not lead from the root of the repository into it. Write one such as ./deploy/kubernetes/prod. (flux/path)",
    ],
    [
      'a name that Azure would refuse',
      { name: 'Flux' },
      "[prod/flux] 'name' (Flux) is not the name of a Flux configuration: 1 to 30 lower-case letters, digits and '-', starting and ending with a letter or digit. Did you mean 'flux'? (name/azure)",
    ],
    [
      'an interval of nothing',
      { interval: Duration.zero },
      "[prod/flux] 'interval' (0s) is not between a second and 413 days. Write for instance Duration.minutes(10). (flux/duration)",
    ],
    [
      'an interval of half a second',
      { retryInterval: Duration.millis(500) },
      "[prod/flux] 'retryInterval' (500ms) is not a whole number of seconds. Write a multiple of one of these seconds. (duration/not-whole-seconds)",
    ],
    [
      'to work without the part that fetches',
      { extensionSettings: { 'source-controller.enabled': 'false' } },
      "[prod/flux] 'extensionSettings.source-controller.enabled' (false) turns off a part that nothing is applied without. Leave it out. (flux/needed-controller)",
    ],
    [
      'a part by hand with a bad name and path',
      { kustomizations: [{ name: 'Extra', path: '/extra' }] },
      "[prod/flux] 'kustomizations[0].path' (/extra) does not lead from the root of the repository into it. Write one such as ./extra/dashboards. (flux/path)",
    ],
  ])('%s', (_, props, expected) => {
    expect(message(world(props).make)).toContain(expected);
  });

  it('a cluster in another stack, and one in a region without extensions', () => {
    const { app, cluster } = world();
    const other = new TerraformStack(app, 'other');
    expect(message(() => new FluxConfiguration(other, 'flux', { cluster, url: URL }))).toBe(
      "[other/flux] 'cluster' (prod-aks) is in another stack, in whose words the values for its manifests are written. Create the FluxConfiguration in the stack of its cluster. (flux/other-stack)",
    );
    Object.defineProperty(cluster, 'location', { value: 'qatarcentral' });
    expect(message(() => new FluxConfiguration(TerraformStack.of(cluster), 'flux', { cluster, url: URL }))).toBe(
      "[prod/flux] 'cluster' (qatarcentral) is a region without cluster extensions, of which Flux is one. Apply the manifests with `kubectl apply -k`, or install Flux yourself. (flux/region)",
    );
  });

  it('a second configuration of one cluster', () => {
    const { stack, cluster, make } = world();
    make();
    expect(message(() => new FluxConfiguration(stack, 'second', { cluster, url: URL }))).toBe(
      "[prod/second] 'cluster' (prod-aks) has a FluxConfiguration already. Add to its `kustomizations`. (flux/twice)",
    );
  });

  it('at synth: nothing to apply, two parts of a name, and a part that waits for none', () => {
    const empty = world({}, []);
    empty.make();
    expect(message(() => empty.app.synth())).toBe(
      "[prod/flux] 'cluster' has no manifests, and a Flux configuration needs something to apply. Put a namespace below cluster.kubernetes, or leave the FluxConfiguration out. (flux/nothing-to-apply)",
    );
    const clash = world({
      kustomizations: [
        { name: 'shop', path: './other' },
        { name: 'more', path: './more', dependsOn: ['nothing'] },
      ],
    });
    clash.make();
    expect(message(() => clash.app.synth())).toBe(
      [
        "[prod/flux] 'kustomizations' (shop) is the name of two parts, one of them ./other. Rename the namespace or the part. (flux/kustomization-twice)",
        "[prod/flux] 'kustomizations.more.dependsOn' (nothing) is not the name of another part. Write one of shop. (flux/depends-on)",
      ].join('\n'),
    );
  });
});
