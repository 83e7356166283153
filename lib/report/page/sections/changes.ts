import { countActions, printValue, toTell } from '../../changes/words';
import type { JudgedChange } from '../../changes/verdict';
import { counted } from '../../summary-text';
import { type Markup, markup, type Part } from '../markup';
import { code, fold, row, table } from '../parts';
import type { SectionOf } from '../section';

/** More changes than these are folded. */
const MOST_OPEN = 40;

/** What a deployment does to what was there before. */
export const changesSection: SectionOf = ({ changes }) => {
  if (changes === undefined) return undefined;
  const { changes: told, takenDown } = toTell(changes.all);
  const failing = changes.all.filter(({ fails }) => fails).length;
  const rows = told.map(changeRow);
  const followers = takenDown.map(({ cause, action, count, kinds }) =>
    row([markup`<span class="badge">${action}</span>`, `${counted(count, 'object')} (${kinds})`, code(cause), '']),
  );
  const list = table(['what', 'object', 'because', 'accepted'], [...rows, ...followers]);
  return {
    id: 'changes',
    title: 'What changes',
    body: markup`<p>Since ${code(changes.since)}: ${countActions(changes.all)}${failing === 0 ? undefined : `; ${failing} not accepted`}.</p>
${rows.length === 0 ? undefined : rows.length > MOST_OPEN ? fold(counted(rows.length, 'change'), list) : list}`,
  };
};

function changeRow({ action, object, because, notes, reason, fails, through }: JudgedChange): Markup {
  const causes = because.map(({ attribute, from, to }) => `${attribute}: ${printValue(from)} → ${printValue(to)}`);
  const lines = [...causes, ...notes, ...(through.length > 0 ? [`with ${through.join(', ')}`] : [])];
  return row([
    markup`<span class="badge ${fails ? 'error' : 'note'}">${action}</span>`,
    code(object),
    lines.map((line, index): Part => markup`${index === 0 ? undefined : markup`<br/>`}${line}`),
    reason ?? (fails ? 'no' : ''),
  ]);
}
