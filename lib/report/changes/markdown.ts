import { code, text } from '../markdown-words';
import type { JudgedChange } from './verdict';
import { countActions, movedBlock, printValue, type TakenDown, toTell, wayOut } from './words';

/** Changes for a pull request: what fails in front, then a table of all. */
export function changesMarkdown(changes: readonly JudgedChange[]): string {
  const { changes: own, takenDown } = toTell(changes);
  const failing = own.filter(({ fails }) => fails);
  const lines = [
    `### Deployment: ${countActions(changes)}`,
    ...(failing.length > 0
      ? [
          '',
          '**Not accepted:**',
          '',
          ...failing.map((one) => `- ${code(one.object)} (${one.action}): ${text(wayOut(one))}`),
        ]
      : []),
    ...(changes.length > 0
      ? [
          '',
          '| action | object | because | |',
          '| --- | --- | --- | --- |',
          ...own.map(row),
          ...takenDown.map(groupRow),
        ]
      : []),
    ...own.flatMap(({ moved }) => (moved && !moved.declared ? ['', '```hcl', ...movedBlock(moved), '```'] : [])),
  ];
  return `${lines.join('\n')}\n`;
}

function row({ object, action, because, through, notes, reason }: JudgedChange): string {
  const causes = because.map(
    (one) => `${code(one.attribute)}: ${code(printValue(one.from))} → ${code(printValue(one.to))}`,
  );
  const behind = [
    ...(through.length > 0 ? [`through ${through.map(code).join(' > ')}`] : []),
    ...notes.map(text),
    ...(reason === undefined ? [] : [`accepted: ${text(reason)}`]),
  ];
  return `| ${action} | ${code(object)} | ${causes.join('<br>')} | ${behind.join('<br>')} |`;
}

function groupRow({ cause, action, count, kinds }: TakenDown): string {
  return `| ${action} | ${count} objects of Kubernetes | | through ${code(cause)}<br>${text(kinds)} |`;
}
