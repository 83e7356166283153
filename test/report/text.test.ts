import { NO_PAINT } from '../../lib/report/paint';
import type { Report } from '../../lib/report/report';
import { toText } from '../../lib/report/text';
import { MISSPELT, reportOf, reportWith } from './sample';

const textOf = ({ verdict, artifacts }: Report): string => toText(verdict, artifacts, NO_PAINT);

describe('text of a check', () => {
  it('shows a place once for all that is found there', () => {
    expect(
      textOf(
        reportWith([
          { line: 2, column: 1 },
          { line: 2, column: 1, rule: 'zones/other' },
        ]),
      ),
    ).toBe(
      [
        'apps/v1/Deployment/shop/cart',
        '  error may sit in one zone (zones/no-spread)',
        '    a.yaml:2:1',
        '      1 | apiVersion: v1',
        '    > 2 | kind: Service',
        '        | ^',
        '      3 | metadata: { name: cart, namespace: shop }',
        '    fix: Spread it',
        '  error may sit in one zone (zones/other)',
        '    a.yaml:2:1',
        '    fix: Spread it',
        '',
      ].join('\n'),
    );
  });

  it('shows a line that only opens a block alone', () => {
    const block =
      'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: theme\n  namespace: shop\nbinaryData:\n  a: "?"\n';
    const report = reportOf({ 'a.yaml': block });
    const at = (line: number): Report => ({ ...report, verdict: reportWith([{ line, column: 1 }]).verdict });

    expect(textOf(at(3))).toContain('    a.yaml:3:1\n    > 3 | metadata:\n    fix: ');
    expect(textOf(at(1))).toContain('    a.yaml:1:1\n    > 1 | apiVersion: v1\n    fix: ');
  });

  it('tells once why a rule is there', () => {
    const why = 'a zone may fail';
    const text = textOf(reportWith([{ why }, { why, object: 'v1/Pod/a' }, { why: 'another reason' }]));
    expect(text.match(/why: .*/g)).toEqual(['why: a zone may fail', 'why: another reason']);
  });

  it('shows the part of a long line that it is about', () => {
    const long = `${MISSPELT.replace('dta: {}\n', '')}data: { a: "${'x'.repeat(300)}", b: 3 }\n`;
    const [finding] = reportOf({ 'a.yaml': long }).verdict.findings;
    const frame = textOf(reportOf({ 'a.yaml': long }))
      .split('\n')
      .slice(3, 6);

    expect(finding).toMatchObject({ line: 4, column: 316 });
    expect(frame).toEqual([
      '      3 | metadata: { name: theme, namespace: shop }',
      `    > 4 | …${'x'.repeat(36)}", b: 3 }`,
      `        | ${' '.repeat(40)}^`,
    ]);
  });

  it('keeps secrets out of the log', () => {
    const file =
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, namespace: b }\ndata:\n  DB_PASSWORD: hG7#kq92!xLm\n';
    const text = textOf(reportOf({ 'a.yaml': file }, { profile: 'strict' }));

    expect(text).toMatch(/error .*\(secrets\/in-config-map\)\n    a\.yaml:5:3\n    why: /);
    expect(text).not.toContain('hG7#kq92');
  });

  it('has no place for what is in no file', () => {
    expect(textOf(reportWith([{ file: '', object: 'zones/no-spread' }]))).toBe(
      'zones/no-spread\n  error may sit in one zone (zones/no-spread)\n    fix: Spread it\n',
    );
  });

  it('gives a pipeline nothing to carry out', () => {
    const text = textOf(
      reportWith([{ object: '::add-mask::x', message: '##vso[task.complete result=Failed] ##[error]' }]),
    );
    expect(text).toContain(': :add-mask::x\n');
    expect(text).toContain('error # #vso[task.complete result=Failed] # #[error]');
  });
});
