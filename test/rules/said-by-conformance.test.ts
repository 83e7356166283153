import { readArtifacts } from '../../lib/artifact/read/artifacts';
import { judge } from '../../lib/report/verdict';
import { RULES } from '../../lib/rules/table';

const repeating = RULES.filter(({ saidBy }) => saidBy !== undefined);

describe('what conformance says of a place', () => {
  it.each(repeating)(
    'is not said again by $id, which speaks where conformance does not',
    ({ id, examples, saidBy }) => {
      const input = Object.entries(examples.failing).map(([path, content]) => ({ path, content }));
      const { findings } = judge(readArtifacts(input), { profile: 'strict' });
      const place = ({ file, line, column }: (typeof findings)[number]): string => `${file}:${line}:${column}`;
      const said = new Set(findings.filter(({ rule }) => (saidBy as readonly string[]).includes(rule)).map(place));
      const own = findings.filter(({ rule }) => rule === id);
      expect(own.filter((finding) => said.has(place(finding)))).toEqual([]);
      expect(said.size + own.length).toBeGreaterThan(0);
    },
  );

  it('is told once for a selector that misses its pods', () => {
    const content = [
      'apiVersion: apps/v1',
      'kind: Deployment',
      'metadata: { name: cart, namespace: shop }',
      'spec:',
      '  selector: { matchLabels: { app: card } }',
      '  template: { metadata: { labels: { app: cart } }, spec: { containers: [{ name: cart, image: a.io/cart:1 }] } }',
    ].join('\n');
    const { findings } = judge(readArtifacts([{ path: 'a.yaml', content }]));
    expect(findings.filter(({ line }) => line === 5).map(({ rule }) => rule)).toEqual(['schema/invalid']);
  });
});
