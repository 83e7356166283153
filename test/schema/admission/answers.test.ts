import { readArtifacts } from '../../../lib/artifact/read/artifacts';
import { conform } from '../../../lib/schema/conform';
import answers from './answers.json';

const policyFindings = (items: readonly unknown[]) =>
  conform(
    readArtifacts([{ path: 'a.json', content: JSON.stringify({ apiVersion: 'v1', kind: 'List', items }) }]),
  ).findings.filter(({ rule }) => rule.startsWith('policy/'));

// What kube-apiserver 1.34.4 said when it was asked to create these objects with these policies.
describe('policies', () => {
  const findings = policyFindings([...answers.policies, ...answers.objects]);

  it.each(Object.entries(answers.answers))('say of %s what the API server says', (object, expected) => {
    const [kind, name] = object.split('/');
    const said = findings
      .filter(
        (finding) =>
          finding.rule === 'policy/denied' &&
          finding.object.includes(`/${kind}/`) &&
          finding.object.endsWith(`/${name}`),
      )
      .filter(({ severity, message }) => severity !== 'note' && !message.includes('that it makes'))
      .map(({ message }) =>
        message.replace(/^the policy '(.+?)' with the binding '(.+?)' \w+(?: of)? it: /, '$1/$2: '),
      );
    // Several parameters may lead to one message, which is told once here.
    expect([...new Set(said)].sort()).toEqual([...new Set(expected)].sort());
  });

  it.each(answers.expressions as [string, string][])('answer %s as the API server does: %s', (expression, expected) => {
    const about = { apiVersion: 'admissionregistration.k8s.io/v1', metadata: { name: 'p' } };
    const resourceRules = [
      { apiGroups: ['apps'], apiVersions: ['v1'], operations: ['CREATE'], resources: ['deployments'] },
    ];
    const validations = [{ expression, message: 'is false' }];
    const [finding, ...others] = policyFindings([
      answers.deployment,
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'default' } },
      { ...about, kind: 'ValidatingAdmissionPolicy', spec: { matchConstraints: { resourceRules }, validations } },
      { ...about, kind: 'ValidatingAdmissionPolicyBinding', spec: { policyName: 'p', validationActions: ['Deny'] } },
    ]);
    expect(others).toEqual([]);
    const isFalse = finding?.message.endsWith(': is false');
    expect(
      finding === undefined
        ? 'true'
        : isFalse
          ? 'false'
          : /resulted in error/.test(finding.message)
            ? 'error'
            : finding.message,
    ).toBe(expected);
  });
});
