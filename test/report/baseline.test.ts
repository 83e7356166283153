import fc from 'fast-check';
import { isKnownBy, parseBaseline, renderBaseline } from '../../lib/report/baseline';

const finding = (message: string, object = 'v1/Secret/shop/a') => ({ rule: 'a/b', object, message });

describe('a baseline', () => {
  it('is sorted, an entry a line, without lines of files', () => {
    expect(renderBaseline([finding('z'), finding('a'), finding('z')])).toBe(
      [
        '{',
        '  "format": 1,',
        '  "findings": [',
        '    {"rule":"a/b","object":"v1/Secret/shop/a","message":"a","count":1},',
        '    {"rule":"a/b","object":"v1/Secret/shop/a","message":"z","count":2}',
        '  ]',
        '}',
        '',
      ].join('\n'),
    );
    expect(renderBaseline([])).toBe('{\n  "format": 1,\n  "findings": []\n}\n');
  });

  it('knows what it was made of, and one more of the same is new', () => {
    const isKnown = isKnownBy(parseBaseline(renderBaseline([finding('a'), finding('a')]), 'b.json'));
    expect([finding('a'), finding('b'), finding('a'), finding('a')].map(isKnown)).toEqual([true, false, true, false]);
  });

  it('knows everything that it was made of, whatever that was', () => {
    const findings = fc.array(fc.record({ rule: fc.string(), object: fc.string(), message: fc.string() }));
    fc.assert(
      fc.property(findings, (all) => {
        expect(all.every(isKnownBy(parseBaseline(renderBaseline(all), 'b.json')))).toBe(true);
      }),
    );
  });

  it.each([
    ['{', 'is no JSON'],
    ['[]', 'is no baseline that cdk-aks wrote'],
    ['{"format": 2, "findings": []}', 'is no baseline that cdk-aks wrote'],
    ['{"format": 1, "findings": [{"rule": 1}]}', 'is no baseline that cdk-aks wrote'],
  ])('refuses %s', (text, rule) => {
    expect(() => parseBaseline(text, 'known.json')).toThrow(
      `'baseline' (known.json) ${rule}. Write it anew with cdk-aks check --write-baseline FILE. (baseline/unreadable)`,
    );
  });
});
