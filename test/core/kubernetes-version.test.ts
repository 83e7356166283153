import fc from 'fast-check';
import { aksSupport } from '../../lib/core/aks-support';
import { KubernetesVersion } from '../../lib/core/kubernetes-version';

const parse = (text: string): KubernetesVersion => KubernetesVersion.parse(text);

describe('KubernetesVersion', () => {
  it('reads back what it prints', () => {
    fc.assert(
      fc.property(fc.nat(99), fc.option(fc.nat(99), { nil: undefined }), (minor, patch) => {
        const text = patch === undefined ? `1.${minor}` : `1.${minor}.${patch}`;
        expect(parse(text).toString()).toBe(text);
        expect([parse(text).minor, parse(text).patch]).toEqual([minor, patch]);
      }),
    );
  });

  it('compares by number, and puts a minor before its patches', () => {
    const sorted = ['1.35', '1.9.1', '1.35.10', '1.35.2', '1.9'].map(parse).sort((a, b) => a.compare(b));
    expect(sorted.map(String)).toEqual(['1.9', '1.9.1', '1.35', '1.35.2', '1.35.10']);
    expect(parse('1.35').equals(KubernetesVersion.minor(35))).toBe(true);
  });

  it('knows from which minor on it is, and whether its objects are known', () => {
    expect([parse('1.35.2').atLeast(35), parse('1.34').atLeast(35), parse('1.36').atLeast(35)]).toEqual([
      true,
      false,
      true,
    ]);
    expect(['1.27', '1.28', '1.36', '1.37'].map((text) => parse(text).isKnown)).toEqual([false, true, true, false]);
    expect(parse('1.35.2').majorMinor).toBe('1.35');
    expect(JSON.stringify(parse('1.35.2'))).toBe('"1.35.2"');
  });

  it.each([
    ['v1.35', '(v1.35) is not a Kubernetes version. Did you mean 1.35? (version/malformed)'],
    ['1.35.2-alpha.1', '(1.35.2-alpha.1) is not a Kubernetes version. Did you mean 1.35.2? (version/malformed)'],
    ['2.0', '(2.0) is not a Kubernetes version. Write 1.35, or 1.35.2. (version/malformed)'],
    ['latest', '(latest) is not a Kubernetes version. Write 1.35, or 1.35.2. (version/malformed)'],
    ['1.x', '(1.x) is not a Kubernetes version. Write 1.35, or 1.35.2. (version/malformed)'],
    ['', '() is not a Kubernetes version. Write 1.35, or 1.35.2. (version/malformed)'],
  ])('refuses %p', (text, message) => {
    expect(() => parse(text)).toThrow(new Error(message));
  });

  it('says when AKS supports a minor', () => {
    expect(aksSupport(parse('1.35.2'))).toEqual({ ga: '2026-03', endOfLife: '2027-03', ltsEnd: '2028-03' });
    expect(aksSupport(parse('1.20'))).toBeUndefined();
  });
});
