import { KubernetesCluster } from '@cdktf/provider-azurerm/lib/kubernetes-cluster';
import { UserAssignedIdentity } from '@cdktf/provider-azurerm/lib/user-assigned-identity';
import { Chart } from 'cdk8s';
import { Lazy, TerraformOutput, TerraformStack, Token } from 'cdktf';
import { join } from 'node:path';
import { KubernetesObject } from '../../lib/kubernetes/object';
import { AksApp } from '../../lib/platform/aks-app';
import { late } from '../../lib/platform/late-name';
import { emptyFolder, objectsIn, plainStack, readFiles, smallPlatform } from '../support/world';

function identity(stack: TerraformStack, id = 'cart'): UserAssignedIdentity {
  const created = new UserAssignedIdentity(stack, id, { name: id, location: 'westeurope', resourceGroupName: 'rg' });
  created.overrideLogicalId(id);
  return created;
}

function configMap(chart: Chart, data: Record<string, string>, id = 'settings') {
  return new KubernetesObject(chart, id, {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: id },
    data,
  } as never);
}

function world() {
  const platform = smallPlatform();
  const chart = new Chart(platform.cluster.kubernetes, 'shop', { namespace: 'shop' });
  const synth = () => {
    platform.app.synth();
    const files = readFiles(join(platform.app.directory, 'deploy'));
    return {
      data: (objectsIn(files['kubernetes/prod-aks/shop/shop.yaml'])[0] as { data: unknown }).data,
      text: files['kubernetes/prod-aks/shop/shop.yaml'] as string,
      terraform: JSON.parse(files['terraform/stacks/prod/cdk.tf.json'] as string) as {
        output?: Record<string, unknown>;
      },
      index: JSON.parse(files['kubernetes/cdk-aks.json'] as string) as {
        clusters: Record<string, { late: unknown; substituted: boolean }>;
      },
    };
  };
  return { ...platform, chart, synth };
}

describe('late values', () => {
  it('become placeholders in the manifest and outputs of the stack', () => {
    const { stack, chart, synth } = world();
    const cart = identity(stack);
    configMap(chart, { id: cart.clientId, url: `https://login/${cart.tenantId}/v2` });

    const { data, terraform, index, text } = synth();

    expect(data).toEqual({ id: '${CART_CLIENT_ID}', url: 'https://login/${CART_TENANT_ID}/v2' });
    expect(text).toContain('id: "${CART_CLIENT_ID}"');
    expect(terraform.output).toEqual({
      CART_CLIENT_ID: { value: '${azurerm_user_assigned_identity.cart.client_id}' },
      CART_TENANT_ID: { value: '${azurerm_user_assigned_identity.cart.tenant_id}' },
    });
    expect(index.clusters['prod-aks']).toMatchObject({
      substituted: false,
      late: {
        CART_CLIENT_ID: '${azurerm_user_assigned_identity.cart.client_id}',
        CART_TENANT_ID: '${azurerm_user_assigned_identity.cart.tenant_id}',
      },
    });
  });

  it('stay literal where a Lazy turns out to be known', () => {
    const { chart, synth } = world();
    configMap(chart, { range: Lazy.stringValue({ produce: () => '10.20.0.0/24' }) });

    const { data, terraform } = synth();

    expect(data).toEqual({ range: '10.20.0.0/24' });
    expect(terraform.output).toBeUndefined();
  });

  it('leave text that only looks like an expression alone', () => {
    const { chart, synth } = world();
    configMap(chart, { script: 'echo ${HOME} $$ ${azurerm_x.y.z}' });

    expect(synth().data).toEqual({ script: 'echo ${HOME} $$ ${azurerm_x.y.z}' });
  });

  it('cross stacks by way of remote state, and keep the name of the resource', () => {
    const { app, chart, synth } = world();
    const shared = plainStack(app, 'shared');
    configMap(chart, { id: identity(shared, 'audit').clientId });

    const { data, terraform } = synth();

    expect(data).toEqual({ id: '${AUDIT_CLIENT_ID}' });
    expect(JSON.stringify(terraform.output)).toContain(
      'data.terraform_remote_state.cross-stack-reference-input-shared',
    );
  });

  it('take the name given with late()', () => {
    const { stack, chart, synth } = world();
    const cart = identity(stack);
    configMap(chart, { both: late('CART_IDS', `${cart.clientId}/${cart.principalId}`) });

    const { data, terraform } = synth();

    expect(data).toEqual({ both: '${CART_IDS}' });
    expect(terraform.output).toEqual({
      CART_IDS: {
        value: '${azurerm_user_assigned_identity.cart.client_id}/${azurerm_user_assigned_identity.cart.principal_id}',
      },
    });
  });

  it('refuse a name that is no output name', () => {
    expect(() => late('cart-id', 'x')).toThrow(
      "'name' (cart-id) is no name for a late value. Use capitals, digits and underscores, such as CART_ID. (late/name)",
    );
  });

  const refused: [string, string, (stack: TerraformStack) => unknown][] = [
    ['a number', 'late/type', () => Token.asNumber(Lazy.anyValue({ produce: () => '${azurerm_x.y.count}' }))],
    ['a number within a text', 'late/type', () => `a${Token.asNumber({ resolve: () => '${x.y.z}' } as never)}b`],
    [
      'a list',
      'late/type',
      (stack) => Token.asList(Token.asString({ resolve: () => [identity(stack).id] } as never))[0],
    ],
    [
      'an expression without a name',
      'late/unnamed-expression',
      () => Lazy.stringValue({ produce: () => '${upper("x")}' }),
    ],
  ];
  it.each(refused)('refuse %s', (_, code, value) => {
    const { stack, chart, app } = world();
    configMap(chart, { value: value(stack) as string });

    expect(() => app.synth()).toThrow(new RegExp(`\\[prod-aks/shop/settings\\] 'data.value' .*\\(${code}\\)`));
  });

  it('refuse a field that the API server checks, naming the field', () => {
    const { stack, chart, app } = world();
    new KubernetesObject(chart, 'policy', {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      spec: { egress: [{ to: [{ ipBlock: { cidr: identity(stack).clientId } }] }] },
    } as never);

    expect(() => app.synth()).toThrow(/'spec.egress\[0\].to\[0\].ipBlock.cidr' .*\(late\/validated-field\)/);
  });

  it('refuse a key', () => {
    const { stack, chart, app } = world();
    configMap(chart, { [identity(stack).clientId]: 'x' });

    expect(() => app.synth()).toThrow(/'data key' .*\(late\/validated-field\)/);
  });

  it('refuse an attribute that the provider marks sensitive', () => {
    const { stack, chart, app } = world();
    const cluster = new KubernetesCluster(stack, 'aks', {} as never);
    cluster.overrideLogicalId('aks');
    configMap(chart, { config: cluster.kubeConfigRaw });

    expect(() => app.synth()).toThrow(
      /is 'kube_config_raw' of azurerm_kubernetes_cluster, a secret .*\(late\/sensitive\)/,
    );
  });

  it('refuse a token of another App', () => {
    const { chart, app } = world();
    const other = new TerraformStack(new AksApp({ directory: emptyFolder() }), 'other');
    configMap(chart, { id: identity(other).clientId });

    expect(() => app.synth()).toThrow(/refers to a resource of another App\. .*\(late\/foreign-app\)/);
  });

  it('refuse two values under one name', () => {
    const { stack, chart, app } = world();
    configMap(chart, { a: late('ID', identity(stack, 'a').clientId), b: late('ID', identity(stack, 'b').clientId) });

    expect(() => app.synth()).toThrow(/need different values under one name, ID\. .*\(late\/name-clash\)/);
  });

  it('refuse the name of an output that the program has already', () => {
    const { stack, chart, synth } = world();
    const cart = identity(stack);
    new TerraformOutput(stack, 'CART_CLIENT_ID', { value: 'mine' });
    configMap(chart, { id: cart.clientId });

    expect(synth).toThrow(
      "needs an output named CART_CLIENT_ID, and prod/CART_CLIENT_ID is there already. Give it a name of its own with `late('NAME', value)`. (late/name-clash)",
    );
  });

  it('refuse a chart that belongs to no cluster', () => {
    const { app, stack } = smallPlatform();
    configMap(new Chart(app.kubernetes, 'alone'), { id: identity(stack).clientId });

    expect(() => app.synth()).toThrow(/\[alone\/settings\] 'data.id' .*\(late\/no-cluster\)/);
  });

  it('write nothing when one is refused', () => {
    const { stack, chart, app } = world();
    configMap(chart, { [identity(stack).clientId]: 'x' });

    expect(() => app.synth()).toThrow();
    expect(readFiles(app.directory)).toEqual({});
  });
});

describe('late values that Flux fills in', () => {
  function fluxWorld() {
    const made = world();
    made.app.join.bindGitOps({ cluster: made.cluster, repositoryPath: './deploy/kubernetes/prod-aks' });
    return made;
  }

  it('guard every other $ that Flux would read', () => {
    const { stack, chart, synth } = fluxWorld();
    configMap(chart, {
      id: identity(stack).clientId,
      script: '$HOME ${HOME} $$',
      mixed: `$$${identity(stack, 'basket').clientId}`,
    });

    const { data, index } = synth();

    expect(index.clusters['prod-aks']?.substituted).toBe(true);
    expect(data).toEqual({ id: '${CART_CLIENT_ID}', script: '$HOME $${HOME} $$$$', mixed: '$$$$${BASKET_CLIENT_ID}' });
  });

  it('leave a folder without late values plain', () => {
    const { chart, synth } = fluxWorld();
    configMap(chart, { script: '${HOME} $$' });

    const { data, index } = synth();

    expect(index.clusters['prod-aks']?.substituted).toBe(false);
    expect(data).toEqual({ script: '${HOME} $$' });
  });

  it('are quoted where YAML could misread them as something else than text', () => {
    const { app, cluster, stack, chart } = fluxWorld();
    const cart = identity(stack);
    configMap(chart, { id: cart.clientId, name: cart.name });
    app.synth();

    expect(app.join.lateValuesOf(cluster)).toEqual({
      CART_CLIENT_ID: '${azurerm_user_assigned_identity.cart.client_id}',
      CART_NAME: '${jsonencode(azurerm_user_assigned_identity.cart.name)}',
    });
  });

  it('refuse one that is both a whole field and a part of one, where Flux would have to quote it in one place only', () => {
    const { app, stack, chart } = fluxWorld();
    const cart = identity(stack);
    configMap(chart, { whole: cart.name, part: `x-${cart.name}` });

    expect(() => app.synth()).toThrow(/\(late\/mixed-use\)/);
  });
});
