import { code, text } from '../markdown-words';
import type { JudgedDifference, ParityReport } from './verdict';
import { attributeText, countDifferences, groupAlike, printBoth, spotsText } from './words';

/** What differs, as tables for a pull request; what is declared folded in behind it. */
export function parityMarkdown(report: ParityReport, all: boolean): string {
  const { labels, differences, declared, notes } = report;
  const lines = [
    `### Parity of ${text(labels[0])} and ${text(labels[1])}: ${text(countDifferences(report, all))}`,
    ...(differences.length > 0 ? ['', ...table(differences, labels)] : []),
    ...(all && declared.length > 0
      ? [
          '',
          '<details><summary>Declared</summary>',
          '',
          ...table(
            declared.map((one) => ({ ...one, reason: one.category })),
            labels,
          ),
          '',
          '</details>',
        ]
      : []),
    ...notes.flatMap((note) => ['', text(note)]),
  ];
  return `${lines.join('\n')}\n`;
}

function table(differences: readonly JudgedDifference[], [a, b]: ParityReport['labels']): readonly string[] {
  return [
    `| object | attribute | ${text(a)} | ${text(b)} | |`,
    '| --- | --- | --- | --- | --- |',
    ...groupAlike(differences).flatMap(({ title, count, differences: fields }) =>
      fields.map((one) => row(title, count, one)),
    ),
  ];
}

function row(title: string, count: number, one: JudgedDifference): string {
  const [left, right] = printBoth(one).map((value, side) => {
    const isMissing = (side === 0 ? one.a : one.b) === null && one.kind === 'missing';
    if (isMissing) return '-';
    return one.attribute === '' && (one.a ?? one.b) === one.object ? 'there' : code(value);
  }) as [string, string];
  const attribute = one.attribute === '' ? '' : code(attributeText(one));
  const behind = [text(spotsText(one, count)), ...(one.reason === undefined ? [] : [text(one.reason)])].join('<br>');
  return `| ${code(title)} | ${attribute} | ${left} | ${right} | ${behind} |`;
}
