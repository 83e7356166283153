import { CdkAksError, type Problem } from '../../core/errors';
import type { Arrivals } from './model';

const FORM = 'Write lines of seconds,count: 0,120 and then 60,340';
const LINE = /^(\d{1,9})\s*,\s*(\d{1,9})$/;

interface Row {
  readonly line: number;
  readonly second: number;
  readonly count: number;
}

/**
 * What was recorded: lines of `seconds,count`, each telling how much came from that second to that of the next line; a header
 * may stand in front. The last line lasts as long as the one before it.
 *
 * @param name of the file, for messages
 * @throws CdkAksError telling every line that can't be read, stands out of order or leaves a hole
 */
export function recordedArrivals(text: string, name: string): Arrivals {
  const problems: Problem[] = [];
  const rows = readRows(text, name, problems);
  const [first, second] = rows;
  const step = first && second ? second.second - first.second : 1;
  checkSteps(rows, step, name, problems);
  if (rows.length === 0 && problems.length === 0) {
    problems.push({ path: name, rule: 'holds no arrivals', fix: FORM, code: 'burst/arrivals' });
  }
  if (problems.length > 0) throw new CdkAksError(problems);
  return inSteps(name, rows, step);
}

function readRows(text: string, name: string, problems: Problem[]): readonly Row[] {
  const rows: Row[] = [];
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/);
  for (const [index, line] of lines.entries()) {
    const plain = line.trim();
    if (plain === '' || (index === 0 && /^[a-z_ ]+,[a-z_ ]+$/i.test(plain))) continue;
    const [, second, count] = LINE.exec(plain) ?? [];
    if (second !== undefined) rows.push({ line: index + 1, second: Number(second), count: Number(count) });
    else {
      const rule = 'is not seconds,count in whole numbers';
      problems.push({ path: `${name}:${index + 1}`, value: plain, rule, fix: FORM, code: 'burst/arrivals' });
    }
  }
  return rows;
}

function checkSteps(rows: readonly Row[], step: number, name: string, problems: Problem[]): void {
  rows.slice(1).forEach(({ line, second }, index) => {
    const before = (rows[index] as Row).second;
    const passed = second - before;
    const tell = (rule: string, fix: string): number =>
      problems.push({ path: `${name}:${line}`, value: second, rule, fix, code: 'burst/arrivals' });
    if (passed <= 0) tell(`is not after the second before it (${before})`, 'Sort the lines by seconds, each once');
    else if (step > 0 && passed !== step) {
      tell(
        `comes ${passed} s after the line before it, where the first two lines are ${step} s apart`,
        `Write a line for every ${step} s, with 0 where nothing came`,
      );
    }
  });
}

/** Evenly within each step; the recording begins at its first line. */
function inSteps(told: string, rows: readonly Row[], step: number): Arrivals {
  const sums = [0];
  for (const { count } of rows) sums.push((sums.at(-1) as number) + count);
  const until = (second: number): number => {
    const passed = Math.min(Math.max(second + 1, 0), rows.length * step);
    const row = Math.min(Math.floor(passed / step), rows.length - 1);
    const count = rows[row]?.count ?? 0;
    return (sums[row] as number) + Math.round((count * (passed - row * step)) / step);
  };
  return { told, seconds: rows.length * step, until };
}
