import type { Paint } from '../paint';
import { plain } from '../plain';
import type { JudgedChange } from './verdict';
import { movedBlock, printValue, type TakenDown, toTell, wayOut } from './words';

/** Changes as text, the worst first; empty where nothing changes. */
export function changesText(changes: readonly JudgedChange[], paint: Paint): string {
  const told = toTell(changes);
  return [
    ...told.changes.map((change) => changeText(change, paint)),
    ...told.takenDown.map((group) => groupText(group, paint)),
  ].join('\n');
}

function changeText(change: JudgedChange, paint: Paint): string {
  const { object, action, because, through, notes, path, reason, fails, moved } = change;
  const from = path === undefined ? '' : paint.dim(`  (${plain(path)})`);
  const lines = [
    `${actionText(action, fails, paint)} ${paint.bold(plain(object))}${from}`,
    ...(through.length > 0 ? [`  through ${plain(through.join(' > '))}`] : []),
    ...because.map((one) => `  because ${plain(one.attribute)}: ${printValue(one.from)} -> ${printValue(one.to)}`),
    ...notes.map((note) => `  ${plain(note)}`),
    ...(moved && !moved.declared ? movedBlock(moved).map((line) => `    ${plain(line)}`) : []),
    ...(reason === undefined ? [] : [`  ${paint.dim(`accepted: ${plain(reason)}`)}`]),
    ...(fails ? [`  ${paint.red('fails:')} ${wayOut(change)}`] : []),
  ];
  return `${lines.join('\n')}\n`;
}

function groupText({ cause, action, count, kinds, fails }: TakenDown, paint: Paint): string {
  const title = `${actionText(action, fails, paint)} ${paint.bold(`${count} objects of Kubernetes`)}`;
  return `${title}\n  through ${plain(cause)}\n  ${plain(kinds)}\n`;
}

function actionText(action: string, fails: boolean, paint: Paint): string {
  const text = action.padEnd(8);
  if (fails) return paint.red(text);
  return ['destroy', 'replace', 'rotate', 'move'].includes(action) ? paint.yellow(text) : paint.cyan(text);
}
