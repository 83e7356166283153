import { diffLines } from 'diff';
import type { ExampleFiles, RuleExample } from '../../artifact/rule-text';
import { wrap } from '../wrap';
import type { DescribedRule, Said } from './described';
import type { Page } from './page';

/** Unchanged lines that are shown around changed ones. */
const AROUND = 3;
/** Characters in front of a line: mark, number and bar. */
const GUTTER = 10;

/** The failing example, with what the rule says of it where it says it. */
export function failingText(rule: DescribedRule, { failing }: RuleExample, page: Page): readonly string[] {
  const { paint } = page;
  const said = rule.says(failing);
  const { title = '', files = {} } = rule.beside ?? {};
  const beside = Object.entries(files).flatMap(([file, content]) => listing(file, content, [], page));
  return [
    ...(beside.length === 0 ? [] : ['', paint.bold(title), ...beside]),
    '',
    paint.bold('failing example'),
    ...Object.entries(failing).flatMap(([file, content]) => listing(file, content, said, page)),
    ...said.filter(({ place }) => place === undefined).flatMap(({ message }) => told(message, '  ', page)),
  ];
}

/** The mended example: lines that differ from the failing one, and what is around them. */
export function mendedText({ failing, mended }: RuleExample, page: Page): readonly string[] {
  const { paint } = page;
  const files = Object.entries(mended).flatMap(([file, content]) => mendedListing(file, content, failing, page));
  const gone = Object.keys(failing).filter((file) => !(file in mended));
  return [
    '',
    paint.bold('mended example'),
    ...files,
    ...gone.map((file) => `  ${paint.cyan(file)} ${paint.dim('is gone')}`),
  ];
}

function listing(file: string, content: string, said: readonly Said[], page: Page): readonly string[] {
  const { paint } = page;
  const lines = linesOf(content);
  const width = String(lines.length).length;
  return [
    `  ${paint.cyan(file)}`,
    ...lines.flatMap((line, index) => {
      const here = said.filter(({ place }) => place?.file === file && place.line === index + 1);
      const number = String(index + 1).padStart(width);
      if (here.length === 0) return [`    ${paint.dim(`${number} |`)} ${shown(line)}`.trimEnd()];
      const gutter = `    ${' '.repeat(width)} ${paint.dim('|')} `;
      const marks = here.flatMap((one) => marked(one, page).map((text) => `${gutter}${text}`));
      return [`  ${paint.red('>')} ${paint.dim(`${number} |`)} ${shown(line)}`, ...marks];
    }),
  ];
}

function mendedListing(file: string, content: string, failing: ExampleFiles, { paint }: Page): readonly string[] {
  const { [file]: old } = failing;
  if (old === content) return [`  ${paint.cyan(file)} ${paint.dim('is the same')}`];
  const lines = linesOf(content);
  const changed = changedLines(old ?? '', content);
  const width = String(lines.length).length;
  const isShown = (index: number): boolean =>
    changed.some((one) => Math.abs(one - index) <= AROUND) || lines.length <= 4 * AROUND;
  return [
    `  ${paint.cyan(file)}`,
    ...lines.flatMap((line, index) => {
      if (!isShown(index))
        return index === 0 || isShown(index - 1) ? [`    ${' '.repeat(width)} ${paint.dim(':')}`] : [];
      const number = paint.dim(`${String(index + 1).padStart(width)} |`);
      return [`  ${changed.includes(index) ? paint.cyan('+') : ' '} ${number} ${shown(line)}`.trimEnd()];
    }),
  ];
}

/** Lines of the second text that the first has not, counted from 0. */
function changedLines(before: string, after: string): readonly number[] {
  const changed: number[] = [];
  let line = 0;
  for (const { added, removed, count = 0 } of diffLines(before, after)) {
    if (removed) continue;
    if (added) for (let index = 0; index < count; index++) changed.push(line + index);
    line += count;
  }
  return changed;
}

/** An arrow below the place, and the message behind it where there is room, else below. */
function marked({ message, place }: Said, page: Page): readonly string[] {
  const { paint, width } = page;
  const blank = ' '.repeat(Math.max(0, (place?.column ?? 1) - 1));
  const isShort = GUTTER + blank.length + 2 + message.length <= width;
  return isShort ? [`${blank}${paint.red(`^ ${message}`)}`] : [`${blank}${paint.red('^')}`, ...told(message, '', page)];
}

function told(message: string, gutter: string, { paint, width }: Page): readonly string[] {
  return wrap(message, width - GUTTER).map((line) => `${gutter}${paint.red(line)}`);
}

function linesOf(content: string): readonly string[] {
  return content.replace(/\n$/, '').split('\n');
}

/** Control characters as a terminal can show them. */
function shown(line: string): string {
  const plain = line.replace(
    /[\u0000-\u001f\u007f-\u009f]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return plain.length > 160 ? `${plain.slice(0, 159)}…` : plain;
}
