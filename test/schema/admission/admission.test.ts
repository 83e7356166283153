import { readArtifacts } from '../../../lib/artifact/read/artifacts';
import { conform } from '../../../lib/schema/conform';

type Json = Record<string, unknown>;

const told = (...items: readonly unknown[]): string[] =>
  conform(readArtifacts([{ path: 'a.json', content: JSON.stringify({ apiVersion: 'v1', kind: 'List', items }) }]))
    .findings.filter(({ rule }) => rule.startsWith('policy/'))
    .map(({ severity, rule, object, message }) => `${severity} ${rule.replace('policy/', '')} ${object} ${message}`);

const REGISTRATION = { apiVersion: 'admissionregistration.k8s.io/v1' };
const rule = (group: string, ...resources: readonly string[]): Json => ({
  apiGroups: [group],
  apiVersions: ['v1'],
  operations: ['CREATE'],
  resources,
});
const policy = (
  resourceRules: readonly Json[],
  expressions: readonly (string | Json)[],
  more: Json = {},
  match: Json = {},
): Json => ({
  ...REGISTRATION,
  kind: 'ValidatingAdmissionPolicy',
  metadata: { name: 'p' },
  spec: {
    matchConstraints: { resourceRules, ...match },
    validations: expressions.map((one) => (typeof one === 'string' ? { expression: one } : one)),
    ...more,
  },
});
const binding = (more: Json = {}): Json => ({
  ...REGISTRATION,
  kind: 'ValidatingAdmissionPolicyBinding',
  metadata: { name: 'b' },
  spec: { policyName: 'p', validationActions: ['Deny'], ...more },
});
const PODS = [rule('', 'pods')];
const DEPLOYMENTS = [rule('apps', 'deployments')];
const WHO = "the policy 'p' with the binding 'b'";

const template = (spec: Json = {}, container: Json = {}): Json => ({
  metadata: { labels: { app: 'cart' } },
  spec: { containers: [{ name: 'a', image: 'x:1', ...container }], ...spec },
});
const deployment = (spec: Json = {}, pod: Json = template()): Json => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'cart', namespace: 'shop' },
  spec: { selector: { matchLabels: { app: 'cart' } }, template: pod, ...spec },
});
const CART = 'apps/v1/Deployment/shop/cart';

describe('a policy', () => {
  it('refuses, warns or writes into the audit log, as its binding says', () => {
    const refusing = policy(DEPLOYMENTS, [{ expression: 'object.spec.replicas > 1', message: 'too few' }]);
    const findings = [['Deny', 'Audit'], ['Warn', 'Audit'], ['Audit']].map((validationActions) =>
      told(refusing, binding({ validationActions }), deployment()),
    );
    expect(findings).toEqual([
      [`error denied ${CART} ${WHO} refuses it: too few`],
      [`warning denied ${CART} ${WHO} warns of it: too few`],
      [`note denied ${CART} ${WHO} has it written into the audit log: too few`],
    ]);
  });

  it('says how to mend what it refuses, at the object', () => {
    const content = JSON.stringify({
      apiVersion: 'v1',
      kind: 'List',
      items: [policy(DEPLOYMENTS, ['object.spec.replicas\n > 1']), binding(), deployment()],
    });
    const [finding] = conform(readArtifacts([{ path: 'a.json', content }])).findings;
    expect(finding).toMatchObject({
      rule: 'policy/denied',
      object: CART,
      fix: 'Make this hold: object.spec.replicas > 1',
      file: 'a.json',
    });
  });

  it('is asked about the pods that a workload makes, once where both break it', () => {
    const pod = "(object.kind == 'Pod' ? object.spec : object.spec.template.spec)";
    const named = [{ expression: `${pod}.containers.all(c, c.image.startsWith('ok/'))`, message: 'image' }];
    expect(told(policy(PODS, named), binding(), deployment())).toEqual([
      `error denied ${CART} spec.template: ${WHO} refuses the pods that it makes: image`,
    ]);
    expect(told(policy([...PODS, ...DEPLOYMENTS], named), binding(), deployment())).toEqual([
      `error denied ${CART} ${WHO} refuses it: image`,
    ]);
  });

  it('is asked about the Jobs of a CronJob or ScaledJob, and about their pods', () => {
    const job = { spec: { backoffLimit: 9, template: template({ restartPolicy: 'Never' }) } };
    const cron = {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: { name: 'c', namespace: 'shop' },
      spec: { schedule: '* * * * *', jobTemplate: job },
    };
    const scaled = {
      apiVersion: 'keda.sh/v1alpha1',
      kind: 'ScaledJob',
      metadata: { name: 's', namespace: 'shop' },
      spec: { jobTargetRef: job.spec, triggers: [{ type: 'cpu', metadata: { value: '1' } }] },
    };
    const few = [{ expression: 'object.spec.backoffLimit < 3 && object.spec.parallelism == 1', message: 'retries' }];
    expect(told(policy([rule('batch', 'jobs')], few), binding(), cron, scaled)).toEqual([
      `error denied batch/v1/CronJob/shop/c spec.jobTemplate: ${WHO} refuses the Jobs that it makes: retries`,
      `error denied keda.sh/v1alpha1/ScaledJob/shop/s spec.jobTargetRef: ${WHO} refuses the Jobs that it makes: retries`,
    ]);
    const never = [{ expression: "object.spec.restartPolicy == 'Always'", message: 'restart' }];
    expect(told(policy(PODS, never), binding(), cron, scaled)).toEqual([
      `error denied batch/v1/CronJob/shop/c spec.jobTemplate.spec.template: ${WHO} refuses the pods that it makes: restart`,
      `error denied keda.sh/v1alpha1/ScaledJob/shop/s spec.jobTargetRef.template: ${WHO} refuses the pods that it makes: restart`,
    ]);
  });

  it('sees a pod after the API server has filled it in', () => {
    const holds = (expression: string, ...objects: readonly unknown[]): boolean =>
      told(policy(PODS, [expression]), binding(), ...objects).length === 0;
    const limited = template({}, { resources: { limits: { cpu: 1 } } });
    expect(holds("object.spec.serviceAccountName == 'default' && object.spec.priority == 0", deployment())).toBe(true);
    expect(holds("object.spec.containers[0].resources.requests.cpu == '1'", deployment({}, limited))).toBe(true);
    expect(holds("object.spec.tolerations.exists(t, t.key == 'node.kubernetes.io/not-ready')", deployment())).toBe(
      true,
    );
    expect(holds('object.spec.volumes.exists(v, has(v.projected))', deployment())).toBe(true);
    expect(holds('!has(object.spec.volumes)', deployment({}, template({ automountServiceAccountToken: false })))).toBe(
      true,
    );
    expect(holds("object.metadata.generateName == 'cart-' && object.metadata.labels.app == 'cart'", deployment())).toBe(
      true,
    );

    const account = {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'default', namespace: 'shop' },
      automountServiceAccountToken: false,
    };
    expect(holds('!has(object.spec.volumes)', deployment(), account)).toBe(true);
    const range = {
      apiVersion: 'v1',
      kind: 'LimitRange',
      metadata: { name: 'r', namespace: 'shop' },
      spec: { limits: [{ type: 'Container', default: { memory: '1Gi' }, defaultRequest: { cpu: '100m' } }] },
    };
    const filled =
      "object.spec.containers.all(c, c.resources.limits.memory == '1Gi' && c.resources.requests == {'cpu': '100m', 'memory': '1Gi'})";
    expect(holds(filled, deployment(), range)).toBe(true);
  });

  it('leaves alone what the API server refuses before', () => {
    expect(told(policy(DEPLOYMENTS, ['false']), binding(), deployment({ replicaz: 3 }))).toEqual([]);
  });

  it('is asked in its own cluster only', () => {
    const list = (...items: readonly unknown[]): string => JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
    const files = [
      { path: 'blue/a.json', content: list(policy(DEPLOYMENTS, ['false']), binding(), deployment()) },
      { path: 'green/a.json', content: list(deployment()) },
    ];
    const clusters = [
      { name: 'blue', folder: 'blue' },
      { name: 'green', folder: 'green' },
    ];
    const { findings } = conform(readArtifacts(files, { clusters }));
    expect(findings.filter(({ rule: id }) => id === 'policy/denied').map(({ file }) => file)).toEqual(['blue/a.json']);
  });

  it('refuses where its parameters must be there and are not', () => {
    const paramKind = { apiVersion: 'v1', kind: 'ConfigMap' };
    const paramRef = { name: 'limits', parameterNotFoundAction: 'Deny' };
    const refused = `error denied ${CART} ${WHO} refuses it: failed to configure binding: no params found for policy binding with \`Deny\` parameterNotFoundAction`;
    expect(told(policy(DEPLOYMENTS, ['true'], { paramKind }), binding({ paramRef }), deployment())).toEqual([refused]);
    const open = policy(DEPLOYMENTS, ['true'], { paramKind, failurePolicy: 'Ignore' });
    expect(told(open, binding({ paramRef }), deployment())).toEqual([]);
    const clusterWide = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'x' } };
    const role = {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: { name: 'r' },
      rules: [],
    };
    expect(told(policy([rule('*', '*')], ['true'], { paramKind }), binding({ paramRef }), clusterWide, role)).toEqual([
      expect.stringContaining('Namespace/x'),
      `error denied rbac.authorization.k8s.io/v1/ClusterRole/r ${WHO} refuses it: failed to configure binding: cannot use namespaced paramRef in policy binding that matches cluster-scoped resources`,
    ]);
  });
});

describe('what can’t be told', () => {
  const at = 'admissionregistration.k8s.io/v1/ValidatingAdmissionPolicy/p';

  it.each([
    ["request.userInfo.username == 'x'", 'it depends on who applies it'],
    [
      "authorizer.group('').resource('pods').check('get').allowed()",
      "it asks the API server's authorizer, who may do what",
    ],
    ["object.metadata.uid == 'x'", 'it depends on what the API server fills in'],
    ["object.metadata.annotations.id == 'x'", 'it depends on the late value in "${ID}"'],
    [
      "namespaceObject.metadata.labels.env == 'x'",
      "it depends on the namespace 'shop', which is not among these files",
    ],
    ['variables.who', 'it depends on who applies it'],
    ['variables.frob == 1', "it depends on the variable 'frob', which calls frob(), which is not known here"],
    ['object.spec.replicas >', "it can't be parsed: unexpected token: EOF"],
  ])('is a note at the expression: %s', (expression, reason) => {
    const variables = [
      { name: 'who', expression: "request.userInfo.username == 'x'" },
      { name: 'frob', expression: 'frob()' },
    ];
    const late = { ...deployment(), metadata: { name: 'cart', namespace: 'shop', annotations: { id: '${ID}' } } };
    expect(told(policy(DEPLOYMENTS, [expression], { variables }), binding(), late)).toEqual([
      `note not-evaluated ${at} spec.validations[0].expression: not evaluated on ${CART}: ${reason}`,
    ]);
  });

  it('leaves nothing open where something else decides', () => {
    const conditions = {
      matchConditions: [
        { name: 'a', expression: "request.userInfo.username != 'x'" },
        { name: 'b', expression: 'false' },
      ],
    };
    expect(told(policy(DEPLOYMENTS, ['false'], conditions), binding(), deployment())).toEqual([]);
    expect(
      told(
        policy(DEPLOYMENTS, ["object.kind == 'Deployment' || request.userInfo.username == 'x'"]),
        binding(),
        deployment(),
      ),
    ).toEqual([]);
  });

  it('leaves the whole policy open where a condition is', () => {
    const conditions = { matchConditions: [{ name: 'a', expression: "request.userInfo.username != 'x'" }] };
    expect(told(policy(DEPLOYMENTS, ['false'], conditions), binding(), deployment())).toEqual([
      `note not-evaluated ${at} spec.matchConditions[0].expression: not evaluated on ${CART}: it depends on who applies it`,
    ]);
  });

  it('is whether a policy takes objects of a namespace that is not there, unless its name says so', () => {
    const labelled = (matchLabels: Json): Json =>
      policy(DEPLOYMENTS, ['false'], {}, { namespaceSelector: { matchLabels } });
    expect(told(labelled({ env: 'prod' }), binding(), deployment())).toEqual([
      `note not-evaluated ${at} spec.matchConstraints: not evaluated on ${CART}: it depends on the labels of the namespace 'shop', which is not among these files`,
    ]);
    expect(told(labelled({ env: 'prod', 'kubernetes.io/metadata.name': 'other' }), binding(), deployment())).toEqual(
      [],
    );
    expect(told(labelled({ 'kubernetes.io/metadata.name': 'shop' }), binding(), deployment())).toHaveLength(1);
  });

  it('is told of policies that nothing puts into effect, of bindings without policy, and of those that change objects', () => {
    const mutating = {
      ...REGISTRATION,
      apiVersion: 'admissionregistration.k8s.io/v1beta1',
      kind: 'MutatingAdmissionPolicy',
      metadata: { name: 'm' },
      spec: {},
    };
    expect(told(policy(DEPLOYMENTS, ['false']), binding({ policyName: 'q' }), mutating, deployment())).toEqual([
      `note not-evaluated ${at} not evaluated: no binding among these files puts it into effect`,
      "note not-evaluated admissionregistration.k8s.io/v1/ValidatingAdmissionPolicyBinding/b spec.policyName: not evaluated: the policy 'q' is not among these files",
      'note not-evaluated admissionregistration.k8s.io/v1beta1/MutatingAdmissionPolicy/m not evaluated: what it changes in objects is not followed',
    ]);
  });

  it('is told once for all objects', () => {
    const others = [1, 2, 3].map((index) => ({ ...deployment(), metadata: { name: `d${index}`, namespace: 'shop' } }));
    expect(told(policy(DEPLOYMENTS, ['frob()']), binding(), ...others)).toEqual([
      `note not-evaluated ${at} spec.validations[0].expression: not evaluated on apps/v1/Deployment/shop/d1 and 2 more: it calls frob(), which is not known here`,
    ]);
  });
});

describe('a hostile policy', () => {
  it('doubles itself until its means are spent', () => {
    const variables = Array.from({ length: 60 }, (_, index) => ({
      name: `v${index}`,
      expression: index === 0 ? "'aaaaaaaaaaaaaaaa'" : `variables.v${index - 1} + variables.v${index - 1}`,
    }));
    expect(told(policy(DEPLOYMENTS, ['variables.v59.size() > 0'], { variables }), binding(), deployment())).toEqual([
      expect.stringMatching(/: not evaluated on .*: it takes too long$/),
    ]);
  });

  it('goes round in circles', () => {
    const variables = [
      { name: 'a', expression: 'variables.b' },
      { name: 'b', expression: 'variables.a' },
    ];
    expect(told(policy(DEPLOYMENTS, ['variables.a == 1'], { variables }), binding(), deployment())).toEqual([
      expect.stringContaining('resulted in error: composited variable "a" fails to evaluate'),
    ]);
  });

  it('is of no shape at all', () => {
    const broken = ['ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding'].flatMap((kind) =>
      [
        undefined,
        null,
        3,
        [],
        {
          matchConstraints: 3,
          validations: [3, { expression: 3 }],
          policyName: 3,
          paramKind: 3,
          variables: {},
          matchConditions: 'x',
          validationActions: 'Deny',
          matchResources: { resourceRules: [3] },
        },
      ].map((spec, index) => ({ ...REGISTRATION, kind, metadata: { name: `x${index}` }, spec })),
    );
    expect(told(...broken, deployment()).every((line) => line.startsWith('note not-evaluated'))).toBe(true);
  });
});
