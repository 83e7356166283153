import type { OpenQuestion } from '../rules/run';
import type { JudgedFinding } from './verdict';

/*
 * What a report tells holds words of anybody's files: nothing of them is obeyed by a terminal, a parser or a pipeline.
 */

/** Control characters, ends of lines, halves of pairs, and what turns the direction of a line. */
const OBEYED = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff]/gu;

/** Azure Pipelines and GitHub Actions carry out what stands in these brackets, anywhere in a line that a step prints. */
const COMMAND = /##(?=\[|vso\[)/g;

/** Enough for every sentence of ours; names and values of others have no end. */
const LONGEST = 1000;

/** On one line, and without characters that a terminal would obey or that XML refuses. */
export function plain(text: string): string {
  return text.replace(OBEYED, ' ').replace(COMMAND, '# #');
}

/** Not longer than that many characters. */
export function shorten(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const cut = text.slice(0, longest - 1);
  return `${/[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}

/** A finding whose words are plain. Its file is still the one that was read: its lines are found by it. */
export function plainFinding(finding: JudgedFinding): JudgedFinding {
  const { rule, message, why, fix, object, path, acknowledgement } = finding;
  return {
    ...finding,
    rule: short(rule),
    message: short(message),
    why: why === undefined ? undefined : short(why),
    fix: short(fix),
    object: short(object),
    path: path === undefined ? undefined : short(path),
    ...(acknowledgement && { acknowledgement: { ...acknowledgement, reason: short(acknowledgement.reason) } }),
  };
}

/** A question whose words are plain. */
export function plainQuestion({ rule, object, file, because }: OpenQuestion): OpenQuestion {
  return { rule: short(rule), object: short(object), file, because: short(because) };
}

function short(text: string): string {
  return plain(shorten(text, LONGEST));
}
