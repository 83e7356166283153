import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { readArtifacts } from '../../../lib/artifact/read/artifacts';
import type { Finding } from '../../../lib/artifact/finding';
import { POD_SECURITY_RULES } from '../../../lib/rules/pod-security';
import { runRules } from '../../../lib/rules/run';

interface Case {
  readonly name: string;
  readonly level: 'baseline' | 'restricted';
  readonly version: string;
  readonly expected: 'pass' | 'fail';
  readonly pod: object;
}

const corpus = join(__dirname, '../../../../shared/conformance/psa.json.gz');
const cases = existsSync(corpus) ? (JSON.parse(gunzipSync(readFileSync(corpus)).toString('utf8')) as Case[]) : [];

/** What the rules of a level say of a pod in a namespace that enforces it. */
function findings(pod: object, level: string, version = 'latest'): readonly Finding[] {
  const labels = {
    'pod-security.kubernetes.io/enforce': level,
    'pod-security.kubernetes.io/enforce-version': version,
  };
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels } };
  const placed = {
    ...pod,
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'cart', ...metadataOf(pod), namespace: 'shop' },
  };
  const content = [namespace, placed].map((one) => JSON.stringify(one)).join('\n---\n');
  const rules = POD_SECURITY_RULES.filter(({ sources }) => level === 'restricted' || sources[0]?.endsWith('baseline'));
  return runRules(readArtifacts([{ path: 'pod.yaml', content }]), 'pss-restricted', rules).findings;
}

const metadataOf = (pod: object): object => ('metadata' in pod ? (pod.metadata as object) : {});

describe('the rules of the Pod Security Standards', () => {
  if (cases.length === 0) it.skip('needs the cases of the admission plugin, which are not here', () => undefined);

  it.each(cases.map((one) => [`${one.level}/${one.version}/${one.expected}/${one.name}`, one] as const))(
    'find what the API server refuses in %s',
    (_, { pod, level, version, expected }) => {
      const found = findings(pod, level, version);
      expect(found.length > 0 ? 'fail' : 'pass').toBe(expected);
      for (const { severity } of found) expect(severity).toBe('error');
    },
  );

  it('tell for pods that only a node selector sends to Windows what the admission lacks', () => {
    const pod = { nodeSelector: { 'kubernetes.io/os': 'windows' }, containers: [{ name: 'cart', image: 'cart:1' }] };
    const fixes = findings({ spec: pod }, 'restricted').map(({ rule, fix }) => [rule, fix]);
    const forWindows = 'Write os: { name: windows } for the pod: a node selector alone does not tell the admission';
    expect(Object.fromEntries(fixes)).toMatchObject({
      'pod-security/capabilities-kept': forWindows,
      'pod-security/privilege-escalation': forWindows,
      'pod-security/seccomp-missing': forWindows,
      'pod-security/root-allowed': expect.stringContaining('runAsNonRoot') as string,
    });
  });

  it('tell the field, and that the namespace refuses the pod', () => {
    const pod = {
      spec: { containers: [{ name: 'cart', image: 'cart:1', securityContext: { privileged: true } }] },
    };
    expect(findings(pod, 'baseline')).toEqual([
      expect.objectContaining({
        rule: 'pod-security/privileged',
        severity: 'error',
        object: 'v1/Pod/shop/cart',
        message:
          'spec.containers[0].securityContext.privileged must not be true; the namespace enforces baseline and refuses its pods',
      }),
    ]);
  });

  it('are advice where no namespace enforces the level', () => {
    const pod = { spec: { containers: [{ name: 'cart', image: 'cart:1' }] } };
    const found = findings(pod, 'privileged');
    expect(found).toEqual([]);
    const advice = runRules(
      readArtifacts([
        {
          path: 'pod.json',
          content: JSON.stringify({ ...pod, apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' } }),
        },
      ]),
      'strict',
      POD_SECURITY_RULES,
    ).findings;
    expect([...new Set(advice.map(({ severity }) => severity))]).toEqual(['warning']);
  });

  it('tell a capability once, though two controls forbid it', () => {
    const securityContext = { capabilities: { drop: ['ALL'], add: ['SYS_ADMIN'] } };
    const pod = { spec: { containers: [{ name: 'cart', image: 'cart:1', securityContext }] } };
    const about = findings(pod, 'restricted').filter(({ message }) => message.includes('capabilities'));
    expect(about.map(({ rule }) => rule)).toEqual(['pod-security/dangerous-capabilities']);
  });
});
