import { ApiObject, Chart } from 'cdk8s';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CdkAksError } from '../../lib/core/errors';
import { ContainerRegistry, Environment } from '../../lib';
import { AksApp, type AksAppProps } from '../../lib/platform/aks-app';
import { emptyFolder, readFiles } from '../support/world';

interface Program {
  readonly props?: AksAppProps;
  /** Fields of the ConfigMap. */
  readonly fields?: object;
  /** Name of the registry. @default - no registry */
  readonly registry?: string;
  readonly more?: (
    app: AksApp,
    parts: { readonly chart: Chart; readonly registry: ContainerRegistry | undefined },
  ) => void;
}

/** A program with a ConfigMap and, where it is asked for, a registry. */
function program(directory: string, { props = {}, fields = {}, registry: name, more }: Program = {}): AksApp {
  const app = new AksApp({ directory, ...props });
  const chart = new Chart(app.kubernetes, 'flags', { disableResourceNameHashes: true });
  const metadata = { name: 'a', namespace: 'shop' };
  new ApiObject(chart, 'a', { apiVersion: 'v1', kind: 'ConfigMap', metadata, ...fields } as never);
  const prod = new Environment(app, 'prod', { location: 'westeurope' });
  const registry = name === undefined ? undefined : new ContainerRegistry(prod, 'registry', { name });
  more?.(app, { chart, registry });
  return app;
}

function synthesized(directory: string, of: Program = {}) {
  return program(directory, of).synth();
}

function refusal(directory: string, of: Program = {}): readonly string[] {
  try {
    synthesized(directory, of);
  } catch (error) {
    if (error instanceof CdkAksError) return error.message.split('\n').filter((line) => !/^\s+at /.test(line));
    throw error;
  }
  return [];
}

describe('the gate of a program', () => {
  it('writes nothing where what is rendered does not conform', () => {
    const folder = emptyFolder();
    expect(refusal(folder, { fields: { dta: { x: '1' } } })).toEqual([
      "[flags/a] v1/ConfigMap/shop/a (deploy/kubernetes/flags.yaml:7) dta: unknown field, did you mean 'data'? Write 'data'. (schema/unknown-field)",
    ]);
    expect(readFiles(folder)).toEqual({});
  });

  it('lets pass what the program accepts with a reason', () => {
    const accept: Program['more'] = (app, { chart }) =>
      app.acknowledge(chart, 'schema/unknown-field', 'a webhook reads it');
    const { verdict } = synthesized(emptyFolder(), { fields: { dta: {} }, more: accept });
    expect(verdict.summary).toMatchObject({ errors: 0, acknowledged: 1 });
  });

  it('lets pass what is not as bad as to fail, and fails on it where that is asked', () => {
    const bare = { registry: 'contosogate', props: { profile: 'strict' } } as const;
    const { verdict } = synthesized(emptyFolder(), bare);
    expect(verdict.summary.profile).toBe('strict');
    expect(verdict.summary.notes).toBeGreaterThan(0);
    expect(refusal(emptyFolder(), { ...bare, props: { profile: 'strict', failOn: 'note' } })).toContainEqual(
      expect.stringContaining('(registry/open-network)'),
    );
  });

  it('takes profile and severity of the config file, and what that accepts', () => {
    const folder = emptyFolder();
    writeFileSync(join(folder, 'cdk-aks.config.yaml'), 'profile: strict\nfailOn: note\n');
    expect(refusal(folder, { registry: 'contosogate' })).not.toEqual([]);
    writeFileSync(
      join(folder, 'cdk-aks.config.yaml'),
      "acknowledgements: [{ rule: schema/unknown-field, object: '*', reason: a webhook reads it }]\n",
    );
    expect(synthesized(folder, { fields: { dta: {} } }).verdict.summary.acknowledged).toBe(1);
  });

  it('says in both indexes how the program wants to be checked, and only then', () => {
    const indexOf = (props: AksAppProps): unknown => {
      const { files } = synthesized(emptyFolder(), { props });
      return files
        .filter(({ path }) => path === 'cdk-aks.json')
        .map(({ content }) => JSON.parse(String(content)).checks);
    };
    expect(indexOf({ profile: 'strict' })).toEqual([{ profile: 'strict' }, { profile: 'strict' }]);
    expect(indexOf({})).toEqual([undefined, undefined]);
  });

  it.each([
    [
      { profile: 'stritc' },
      "[app] 'profile' (stritc) is none of recommended, strict, azure-safeguards, pss-restricted. Did you mean 'strict'? (app/invalid-choice)",
    ],
    [
      { failOn: 'fatal' },
      "[app] 'failOn' (fatal) is none of error, warning, note. Write one of these. (app/invalid-choice)",
    ],
  ])('refuses %j', (props, message) => {
    expect(refusal(emptyFolder(), { props: props as AksAppProps })).toEqual([message]);
  });

  it.each<[string, string, { until?: string }, string]>([
    [
      'zones',
      'why',
      {},
      "'rule' (zones) is no id of a rule. Write one such as zones/spread-not-enforced; cdk-aks explain lists them.",
    ],
    ['zones/no-spread', ' ', {}, "'reason' is empty. Say why zones/no-spread does not matter here."],
    ['zones/no-spread', 'why', { until: 'soon' }, "'until' (soon) is no date. Write one such as 2027-01-31."],
  ])('refuses to accept %s for %j %j', (rule, reason, options, message) => {
    const accept: Program['more'] = (app, { chart }) => app.acknowledge(chart, rule, reason, options);
    expect(refusal(emptyFolder(), { more: accept })).toEqual([`[flags] ${message} (acknowledgement/invalid)`]);
  });
});

describe('what a program changes', () => {
  it('is foreseen against what is on disk', () => {
    const folder = emptyFolder();
    expect(synthesized(folder).changes).toEqual([]);
    const { changes } = synthesized(folder, { fields: { data: { x: '1' } } });
    expect(changes?.map(({ object, action }) => `${action} ${object}`)).toEqual(['update v1/ConfigMap/shop/a']);
  });

  it('writes nothing where state would be lost, and says what was changed', () => {
    const folder = emptyFolder();
    synthesized(folder, { registry: 'contosoold' });
    const before = readFiles(folder);
    expect(refusal(folder, { registry: 'contosonew' })).toEqual([
      expect.stringMatching(
        /^\[prod\/registry\/Resource\] azurerm_container_registry\.registry would be replaced: name from "contosoold" to "contosonew".*It loses state: take the change back, or acknowledge 'change\/replace' with a reason\. \(change\/replace\)$/,
      ),
    ]);
    expect(readFiles(folder)).toEqual(before);
  });

  it('goes through with a reason in the program', () => {
    const folder = emptyFolder();
    synthesized(folder, { registry: 'contosoold' });
    const { changes } = synthesized(folder, {
      registry: 'contosonew',
      more: (app, { registry }) =>
        app.acknowledge(registry as ContainerRegistry, 'change/replace', 'images are pushed again'),
    });
    expect(changes).toContainEqual(expect.objectContaining({ action: 'replace', reason: 'images are pushed again' }));
  });

  it('goes through with a reason on the command line', () => {
    const folder = emptyFolder();
    synthesized(folder, { registry: 'contosoold' });
    process.env.CDK_AKS_ACKNOWLEDGE = JSON.stringify([['azurerm_container_registry.registry', 'moved by hand']]);
    try {
      expect(synthesized(folder, { registry: 'contosonew' }).changes).toContainEqual(
        expect.objectContaining({ action: 'replace', reason: 'moved by hand' }),
      );
    } finally {
      delete process.env.CDK_AKS_ACKNOWLEDGE;
    }
  });

  it('is told for what is taken out, with the reason for its place', () => {
    const folder = emptyFolder();
    synthesized(folder, { registry: 'contosoold' });
    expect(refusal(folder)).toEqual([
      expect.stringContaining('azurerm_container_registry.registry would be destroyed'),
    ]);
    expect(
      synthesized(folder, {
        more: (app) => app.acknowledge(app.node.findChild('prod'), 'change/destroy', 'nobody pulls from it'),
      }).changes,
    ).toContainEqual(expect.objectContaining({ action: 'destroy', reason: 'nobody pulls from it' }));
  });

  it('does not mind files on disk that nobody can read', () => {
    const folder = emptyFolder();
    synthesized(folder, { registry: 'contosoold' });
    mkdirSync(join(folder, 'deploy/terraform/stacks/prod'), { recursive: true });
    writeFileSync(join(folder, 'deploy/terraform/stacks/prod/cdk.tf.json'), '{');
    expect(synthesized(folder, { registry: 'contosoold' }).written?.written).not.toEqual([]);
    expect(existsSync(join(folder, 'deploy/terraform/stacks/prod/cdk.tf.json'))).toBe(true);
  });
});
