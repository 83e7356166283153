import { accepted, byObject, byQuestion } from './groups';
import { code, text } from './markdown-words';
import { plainFinding, plainQuestion } from './plain';
import type { Report } from './report';
import { checkedTexts, counted, countsText, readText } from './summary-text';
import { counts, failing, type JudgedFinding, type Verdict } from './verdict';

/** GitHub takes no longer comment; GitLab and Azure DevOps take more. */
const LONGEST = 65_536;
/** What is kept for the ends of all sections and what they say is left out. */
const RESERVE = 2_000;

/** A verdict for a pull request: what counts by object, then what is less urgent, folded. */
export function toMarkdown({ verdict, failOn }: Report): string {
  const { summary } = verdict;
  const findings = verdict.findings.map(plainFinding);
  const counting = findings.filter(counts);
  const isNote = ({ severity }: JudgedFinding): boolean => severity === 'note';
  const page = new Page(LONGEST - RESERVE);
  const outcome = failing(verdict, failOn).length > 0 ? 'failed' : 'passed';
  page.add(`### cdk-aks check ${outcome}: ${countsText(summary)}`, '', `${readText(summary)} read.`);

  page.list(bulletsOf(counting.filter((finding) => !isNote(finding))));
  page.folded(counted(summary.notes, 'note'), bulletsOf(counting.filter(isNote)));
  page.folded(`${summary.acknowledged} acknowledged`, acceptedBullets(findings));
  page.folded(`${counted(summary.unknown, 'question')} open`, openBullets(verdict));
  page.folded(
    'Versions and rules',
    checkedTexts(summary).map((line) => ({ line: `- ${text(line)}` })),
  );
  return page.text;
}

interface Bullet {
  readonly line: string;
  /** Stands above all that share it. */
  readonly heading?: string;
}

/** By object, those with errors first: they are the last to be left out. */
function bulletsOf(findings: readonly JudgedFinding[]): readonly Bullet[] {
  const groups = byObject(findings);
  const isBad = (group: readonly JudgedFinding[]): boolean => group.some(({ severity }) => severity === 'error');
  return [...groups.filter(isBad), ...groups.filter((group) => !isBad(group))].flat().map((finding) => {
    const { object, file, severity, message, fix, rule, line } = finding;
    const where = file === '' ? '' : `, line ${line}`;
    return {
      heading: object === file || file === '' ? `**${code(object)}**` : `**${code(object)}** in ${code(file)}`,
      line: `- **${severity}** ${text(message)} (${code(rule)}${where})<br>fix: ${text(fix)}`,
    };
  });
}

function acceptedBullets(findings: readonly JudgedFinding[]): readonly Bullet[] {
  return accepted(findings).map(({ object, rule, reason }) => {
    return { line: `- ${code(object)} (${code(rule)}): ${text(reason)}` };
  });
}

function openBullets({ open }: Verdict): readonly Bullet[] {
  return byQuestion(open.map(plainQuestion)).map(({ object, others, rule, because }) => {
    const more = others === 0 ? '' : ` and ${others} more`;
    return { line: `- ${code(object)}${more} (${code(rule)}): ${text(because)}` };
  });
}

/** Lines as far as there is room for them. */
class Page {
  private readonly lines: string[] = [];

  constructor(private left: number) {}

  get text(): string {
    return `${this.lines.join('\n')}\n`;
  }

  add(...lines: readonly string[]): void {
    for (const line of lines) {
      this.lines.push(line);
      this.left -= line.length + 1;
    }
  }

  list(bullets: readonly Bullet[]): void {
    let heading: string | undefined;
    for (const [index, bullet] of bullets.entries()) {
      const isNew = index === 0 || bullet.heading !== heading;
      heading = bullet.heading;
      const lines = [...(isNew ? ['', ...(heading === undefined ? [] : [heading, ''])] : []), bullet.line];
      if (lines.join('\n').length + 1 > this.left) {
        this.add('', `… and ${bullets.length - index} more, which this comment has no room for.`);
        return;
      }
      this.add(...lines);
    }
  }

  folded(title: string, bullets: readonly Bullet[]): void {
    if (bullets.length === 0) return;
    this.add('', `<details><summary>${title}</summary>`);
    this.list(bullets);
    this.add('', '</details>');
  }
}
