import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { readArtifacts } from '../../lib/artifact/read/artifacts';
import { askGator } from '../../lib/cli/gator';
import { conform } from '../../lib/schema/conform';
import { emptyFolder } from '../support/world';

const GROUPS = { templates: 'templates.gatekeeper.sh/v1', constraints: 'constraints.gatekeeper.sh/v1beta1' };
const template = {
  apiVersion: GROUPS.templates,
  kind: 'ConstraintTemplate',
  metadata: { name: 'k8srequiredlabels' },
  spec: {
    crd: {
      spec: {
        names: { kind: 'K8sRequiredLabels' },
        validation: {
          openAPIV3Schema: { type: 'object', properties: { labels: { type: 'array', items: { type: 'string' } } } },
        },
      },
    },
    targets: [{ target: 'admission.k8s.gatekeeper.sh', rego: 'package k8srequiredlabels' }],
  },
};
const constraint = (name: string, parameters: unknown = { labels: ['owner'] }): object => ({
  apiVersion: GROUPS.constraints,
  kind: 'K8sRequiredLabels',
  metadata: { name },
  spec: { match: { kinds: [{ apiGroups: ['apps'], kinds: ['Deployment'] }] }, parameters },
});
const deployment = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'cart', namespace: 'shop' },
  spec: {
    selector: { matchLabels: { a: 'b' } },
    template: { metadata: { labels: { a: 'b' } }, spec: { containers: [{ name: 'a', image: 'x:1' }] } },
  },
};
const configMap = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c', namespace: 'shop' }, data: {} };
const ALL = [template, constraint('must-have-owner'), constraint('dry'), deployment, configMap];

/** One violation, as `gator test` 3.23 prints it. */
const violation = (
  name: string,
  enforcementAction: string,
  violatingObject: unknown,
  msg = 'you must provide labels: {"owner"}',
): object => ({
  target: 'admission.k8s.gatekeeper.sh',
  msg,
  metadata: { details: { missing_labels: ['owner'] } },
  constraint: {
    apiVersion: GROUPS.constraints,
    kind: 'K8sRequiredLabels',
    metadata: { name },
    spec: { enforcementAction },
  },
  enforcementAction,
  violatingObject,
  trace: null,
});

const path = process.env.PATH;
afterEach(() => {
  process.env.PATH = path;
});

/** A gator that keeps what it is given, and answers so. */
function install(answer: string, { exit = 1, folder = emptyFolder() } = {}): string {
  const gator = join(folder, 'gator');
  writeFileSync(join(folder, 'answer'), answer);
  writeFileSync(
    gator,
    `#!/bin/sh\necho "$@" > '${folder}/arguments'\ncat > '${folder}/input'\ncat '${folder}/answer'\nexit ${exit}\n`,
  );
  chmodSync(gator, 0o755);
  process.env.PATH = `${folder}${delimiter}${path}`;
  return folder;
}

const told = (items: readonly unknown[] = ALL): string[] =>
  conform(readArtifacts([{ path: 'a.json', content: JSON.stringify({ apiVersion: 'v1', kind: 'List', items }) }]), {
    gatekeeper: askGator,
  }).findings.map(({ severity, rule, object, message }) => `${severity} ${rule} ${object} ${message}`);
const CART = 'apps/v1/Deployment/shop/cart';
const NOTE =
  'note policy/not-evaluated templates.gatekeeper.sh/v1/ConstraintTemplate/k8srequiredlabels not evaluated: ';
const NAMED =
  "the constraints K8sRequiredLabels 'dry', K8sRequiredLabels 'must-have-owner' of the templates k8srequiredlabels";

describe('constraints of Gatekeeper', () => {
  it('are evaluated by gator, where it is installed', () => {
    const folder = install(
      JSON.stringify([
        violation('must-have-owner', 'deny', deployment),
        violation('must-have-owner', 'warn', configMap, 'two\nlines'),
        violation('dry', 'dryrun', configMap),
      ]),
    );
    const who = '(K8sRequiredLabels)';
    expect(told()).toEqual([
      `error policy/denied ${CART} the constraint 'must-have-owner' ${who} refuses it: you must provide labels: {"owner"}`,
      `note policy/denied v1/ConfigMap/shop/c the constraint 'dry' ${who} would refuse it: you must provide labels: {"owner"}`,
      `warning policy/denied v1/ConfigMap/shop/c the constraint 'must-have-owner' ${who} warns of it: two`,
    ]);
    expect(readFileSync(join(folder, 'arguments'), 'utf8')).toBe('test --output json\n');
  });

  it('are asked about the pods that a workload makes, and tell each refusal once', () => {
    const folder = install('null', { exit: 0 });
    expect(told()).toEqual([]);
    const given = readFileSync(join(folder, 'input'), 'utf8')
      .split('---\n')
      .map((text) => JSON.parse(text) as { kind: string; metadata: object });
    expect(given.map(({ kind }) => kind)).toEqual([
      'ConstraintTemplate',
      'K8sRequiredLabels',
      'K8sRequiredLabels',
      'Deployment',
      'Pod',
      'ConfigMap',
    ]);
    const pod = given[4];
    expect(pod?.metadata).toEqual({
      name: 'cart-deployment-pod',
      generateName: 'cart-',
      namespace: 'shop',
      labels: { a: 'b' },
    });
    install(JSON.stringify([violation('must-have-owner', 'deny', pod), violation('must-have-owner', 'deny', pod)]));
    expect(told()).toEqual([
      `error policy/denied ${CART} spec.template: the constraint 'must-have-owner' (K8sRequiredLabels) refuses the pods that it makes: you must provide labels: {"owner"}`,
    ]);
  });

  it('are a note that names them where gator is not installed', () => {
    process.env.PATH = emptyFolder();
    expect(told()).toEqual([`${NOTE}${NAMED}: gator is not installed`]);
  });

  it('are a note where nobody is asked, as at synth', () => {
    const content = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: ALL });
    const { findings } = conform(readArtifacts([{ path: 'a.json', content }]));
    expect(findings.map(({ message, fix }) => [message, fix])).toEqual([
      [
        `not evaluated: ${NAMED}: only gator evaluates them, and only the command line runs it`,
        'Run cdk-aks check where gator is installed',
      ],
    ]);
  });

  it.each([
    ['nothing', '', 1],
    ['no JSON', 'panic', 2],
    ['no list', '{}', 0],
  ])('are a note where gator answers %s', (_, answer, exit) => {
    install(answer, { exit });
    expect(told()).toEqual([`${NOTE}${NAMED}: gator failed: it says nothing`]);
  });

  it('are a note with the first line of what gator complains of', () => {
    const folder = install('');
    writeFileSync(
      join(folder, 'gator'),
      '#!/bin/sh\necho "auditing objects: adding template" >&2\necho more >&2\nexit 1\n',
    );
    expect(told()).toEqual([`${NOTE}${NAMED}: gator failed: auditing objects: adding template`]);
  });

  it('are a note where gator does not come to an end', () => {
    const folder = install('');
    writeFileSync(join(folder, 'gator'), '#!/bin/sh\nexec sleep 30\n');
    const objects = readArtifacts([
      { path: 'a.json', content: JSON.stringify({ apiVersion: 'v1', kind: 'List', items: ALL }) },
    ]).objects();
    const { notEvaluated } = askGator({ templates: [], constraints: objects.slice(1, 2) }, objects, 0.2);
    expect(notEvaluated.map(({ message }) => message)).toEqual([
      "not evaluated: the constraints K8sRequiredLabels 'must-have-owner' of no template here: gator took longer than 0.2 s",
    ]);
  });

  it('pass over what gator says of objects that are not here', () => {
    install(JSON.stringify([violation('dry', 'deny', { ...configMap, metadata: { name: 'other' } }), null, 3, {}]));
    expect(told()).toEqual([]);
  });

  it('run no gator from a relative folder of the path, nor one without need', () => {
    const folder = install('null');
    mkdirSync(join(folder, 'bin'));
    const before = process.cwd();
    process.chdir(folder);
    try {
      process.env.PATH = ['.', 'bin', ''].join(delimiter);
      expect(told()).toEqual([`${NOTE}${NAMED}: gator is not installed`]);
    } finally {
      process.chdir(before);
    }
    process.env.PATH = `${folder}${delimiter}${path}`;
    expect(told([template, deployment])).toEqual([]);
    expect(existsSync(join(folder, 'arguments'))).toBe(false);
  });

  it('are checked against the parameters of their template', () => {
    install('null', { exit: 0 });
    expect(told([template, constraint('a', { labels: 'owner' })])).toEqual([
      expect.stringContaining(
        'error schema/type constraints.gatekeeper.sh/v1beta1/K8sRequiredLabels/a spec.parameters.labels: is the string "owner"',
      ),
    ]);
    expect(told([constraint('a'), deployment])).toEqual([expect.stringContaining('note schema/unknown-kind')]);
  });
});
