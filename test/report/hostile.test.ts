import { parseXml } from '@rgrove/parse-xml';
import fc from 'fast-check';
import { print } from '../../lib/report/format';
import { FORMATS } from '../../lib/report/formats';
import type { Report } from '../../lib/report/report';
import { judge } from '../../lib/report/verdict';
import { readArtifacts } from '../../lib/artifact/read/artifacts';
import { sarifProblems } from '../support/sarif';
import { acceptedBy, reportWith } from './sample';

/** What files of others may hold, to be taken for something else. */
const PIECES = [
  '\n',
  '\r\n',
  '\t',
  '::error::',
  '::',
  ']]>',
  '<![CDATA[',
  '-->',
  '|',
  '<script>',
  '&amp;',
  '"',
  "'",
  '```',
  '</details>',
  '[x](y)',
  '@octocat',
  '\u001b[31m',
  '\u001b]8;;x\u0007',
  '\u009b2J',
  '\u0000',
  '\u2028',
  '\u202e',
  '\ud800',
  '\udc00',
  '\uffff',
  '%0A',
  '{0}',
  '##vso[task.complete]',
  '##[error]',
  '/',
  '..',
  ' ',
];

const hostile = fc
  .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'binary', maxLength: 4 })), { maxLength: 6 })
  .map((parts) => parts.join(''));

const finding = fc.record({
  rule: hostile,
  severity: fc.constantFrom('error' as const, 'warning' as const, 'note' as const),
  message: hostile,
  why: fc.option(hostile, { nil: undefined }),
  fix: hostile,
  object: hostile,
  file: fc.oneof(hostile, fc.constant('a.yaml')),
  path: fc.option(hostile, { nil: undefined }),
  line: fc.integer({ min: 1, max: 9 }),
  column: fc.integer({ min: 1, max: 400 }),
  known: fc.boolean(),
});
const accepted = fc
  .tuple(finding, hostile)
  .map(([one, reason]) => ({ ...one, known: false, ...acceptedBy('annotation', { reason }) }));
const question = fc.record({ rule: hostile, object: hostile, file: hostile, because: hostile });
const report: fc.Arbitrary<Report> = fc
  .tuple(fc.array(fc.oneof(finding, accepted), { maxLength: 5 }), fc.array(question, { maxLength: 3 }), fc.boolean())
  .map(([findings, open, compared]) => reportWith(findings, { open, compared, home: 'infra' }));

/** Of an object whose every word is hostile, as it comes out of a file. */
const READ = `${JSON.stringify({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: PIECES.join(''), namespace: PIECES.join('x'), labels: { [PIECES.join('y')]: PIECES.join('z') } },
  [PIECES.join('a')]: PIECES.join(''),
})}\n`;

const obeyed = /[^\P{Cc}\n]|\p{Cs}|[\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

describe('words of hostile files', () => {
  it.each(FORMATS)('leave %s what it is', (format) => {
    fc.assert(
      fc.property(report, (one) => {
        expectSound(format, print(format, one));
      }),
      { numRuns: 100 },
    );
  });

  it.each(FORMATS)('leave %s what it is when they are read', (format) => {
    const artifacts = readArtifacts([{ path: 'a.json', content: READ }]);
    const verdict = judge(artifacts, { profile: 'strict' });
    expect(verdict.findings.length).toBeGreaterThan(1);
    expectSound(format, print(format, { verdict, artifacts, failOn: 'error', home: '' }));
  });
});

function expectSound(format: (typeof FORMATS)[number], text: string): void {
  switch (format) {
    case 'json':
      expect(JSON.parse(text)).toHaveProperty('findings');
      return;
    case 'sarif':
      expect(sarifProblems(JSON.parse(text))).toEqual([]);
      return;
    case 'junit':
      expect(parseXml(text).root?.name).toBe('testsuites');
      expect(text).not.toMatch(obeyed);
      return;
    case 'github':
      expect(text.split('\n').filter((line) => !LINE.test(line))).toEqual([]);
      expect(text).not.toMatch(obeyed);
      return;
    case 'markdown':
      expect(text).not.toMatch(obeyed);
      expect(text.replace(OWN_TAGS, '')).not.toMatch(/[<>`|]|\[x\]/);
      return;
    case 'text':
      expect(text).not.toMatch(obeyed);
      expect(text).not.toMatch(/^\s*::|##\[|##vso\[/m);
  }
}

/** All that a log of ours may hold. */
const LINE =
  /^(::(error|warning|notice) (file=[^:,]*,line=\d+,col=\d+,)?title=[^:,]*::.*|acknowledged: .*|\d+ errors?, .*|checked .*|)$/;
const OWN_TAGS = /<\/?(?:code|details|summary)>|<br>/g;
