import type { PromiseRecord } from '../../../core/promises';
import { promiseText } from '../../promise-findings';
import type { JudgedFinding } from '../../verdict';
import { type Markup, markup } from '../markup';
import { badge, row, table } from '../parts';
import type { SectionOf } from '../section';

/** What the program promises of itself, and whether it holds. */
export const promisesSection: SectionOf = ({ artifacts, verdict }) => {
  const { promises } = artifacts;
  if (promises.length === 0) return undefined;
  const told = verdict.findings.filter(({ rule }) => rule === BROKEN || rule === NOT_JUDGED);
  return {
    id: 'promises',
    title: 'Promises',
    body: table(
      ['promise', 'proved from these files'],
      promises.map((promise) => row([promiseText(promise), answerTo(promise, told)])),
    ),
  };
};

const BROKEN = 'promise/broken';
const NOT_JUDGED = 'promise/not-judged';

function answerTo(promise: PromiseRecord, told: readonly JudgedFinding[]): Markup {
  const start = `${promiseText(promise)}: `;
  const own = told.filter(({ message }) => message.startsWith(start));
  if (own.length === 0) return markup`<span class="badge good">kept</span>`;
  return markup`${own.map(
    ({ severity, rule, message }) =>
      markup`<div>${badge(severity)} ${rule === BROKEN ? '' : 'not judged: '}${message.slice(start.length)}</div>`,
  )}`;
}
