import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { PodSecurityLevel } from '../../../lib/analysis/pod-security';
import { podSecurityProblems, podTemplateOf } from '../../support/pod-security';

interface Case {
  readonly name: string;
  readonly level: PodSecurityLevel;
  readonly version: string;
  readonly expected: 'pass' | 'fail';
  readonly violations: readonly string[];
  readonly pod: unknown;
}

const corpus = join(__dirname, '../../../../shared/conformance/psa.json.gz');
const cases = existsSync(corpus) ? (JSON.parse(gunzipSync(readFileSync(corpus)).toString('utf8')) as Case[]) : [];

/** Passes `restricted`; each test breaks one thing. */
function goodPod(
  change: { readonly spec?: object; readonly container?: object; readonly context?: object } = {},
): unknown {
  return {
    spec: {
      securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [
        {
          name: 'app',
          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, ...change.context },
          ...change.container,
        },
      ],
      ...change.spec,
    },
  };
}

const controls = (pod: unknown, level: PodSecurityLevel, minor?: string): string[] => [
  ...new Set(podSecurityProblems(pod, level, minor).map(({ control }) => control)),
];

describe('podSecurityProblems', () => {
  it('finds nothing in a pod that holds to restricted', () => {
    expect(podSecurityProblems(goodPod(), 'restricted')).toEqual([]);
  });

  it('tells control, field and rule', () => {
    expect(podSecurityProblems(goodPod({ context: { privileged: true } }), 'baseline')).toEqual([
      { control: 'privileged', field: 'spec.containers[0].securityContext.privileged', message: 'must not be true' },
    ]);
  });

  it('finds everything that a bare pod lacks for restricted, and nothing for baseline', () => {
    const bare = { spec: { containers: [{ name: 'app' }] } };
    expect(podSecurityProblems(bare, 'baseline')).toEqual([]);
    expect(controls(bare, 'restricted')).toEqual([
      'allowPrivilegeEscalation',
      'capabilities_restricted',
      'runAsNonRoot',
      'seccompProfile_restricted',
    ]);
  });

  it('lifts what only Linux has for a pod that says it is Windows', () => {
    const windows = {
      spec: { os: { name: 'windows' }, securityContext: { runAsNonRoot: true }, containers: [{ name: 'app' }] },
    };
    expect(podSecurityProblems(windows, 'restricted')).toEqual([]);
  });

  it('follows the minor: safe settings grow, probe hosts are refused from 1.34', () => {
    const sysctl = goodPod({ spec: { securityContext: { sysctls: [{ name: 'net.ipv4.tcp_rmem' }] } } });
    expect(controls(sysctl, 'baseline', '1.31')).toEqual(['sysctls']);
    expect(controls(sysctl, 'baseline', '1.32')).toEqual([]);
    const probe = goodPod({ container: { livenessProbe: { httpGet: { host: '10.0.0.1', port: 80 } } } });
    expect(controls(probe, 'baseline', '1.33')).toEqual([]);
    expect(controls(probe, 'baseline', '1.34')).toEqual(['hostProbesAndHostLifecycle']);
  });

  it('looks at init and ephemeral containers too', () => {
    const bad = { name: 'x', securityContext: { privileged: true } };
    const pod = goodPod({ spec: { initContainers: [bad], ephemeralContainers: [bad] } });
    expect(podSecurityProblems(pod, 'baseline').map(({ field }) => field)).toEqual([
      'spec.initContainers[0].securityContext.privileged',
      'spec.ephemeralContainers[0].securityContext.privileged',
    ]);
  });

  it('finds the pod in every kind of workload', () => {
    const template = { spec: { containers: [] } };
    const spec = { template };
    expect(podTemplateOf({ kind: 'Deployment', spec })).toBe(template);
    expect(podTemplateOf({ kind: 'CronJob', spec: { jobTemplate: { spec } } })).toBe(template);
    expect(podTemplateOf({ kind: 'ScaledJob', spec: { jobTargetRef: spec } })).toBe(template);
    expect(podTemplateOf({ kind: 'Service', spec })).toBeUndefined();
  });
});

const titled =
  cases.length === 0
    ? 'podSecurityProblems on the corpus (skipped: ../shared is missing)'
    : 'podSecurityProblems on the corpus';

(cases.length === 0 ? describe.skip : describe)(titled, () => {
  it('has cases of both levels', () => {
    expect(new Set(cases.map(({ level }) => level))).toEqual(new Set(['baseline', 'restricted']));
  });

  it.each(cases.map((entry) => [entry.name, entry] as const))('judges %s as the API server does', (_, entry) => {
    const found = controls(entry.pod, entry.level, entry.version.slice(1));
    expect(found.sort()).toEqual([...new Set(entry.violations)].sort());
    expect(found.length > 0 ? 'fail' : 'pass').toBe(entry.expected);
  });
});
