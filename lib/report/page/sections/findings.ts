import { SEVERITIES } from '../../../artifact/finding';
import { byObject, byQuestion, grouped } from '../../groups';
import { plainFinding, plainQuestion } from '../../plain';
import { counted } from '../../summary-text';
import { counts, type JudgedFinding } from '../../verdict';
import { type Markup, markup } from '../markup';
import { badge, code, fold, link } from '../parts';
import type { Places } from '../places';
import type { SectionOf } from '../section';

/** More objects than these are folded. */
const MOST_OPEN = 20;
/** More findings than these are told by rule, and of each rule no more than so many objects. */
const MOST_TOLD = 300;
const MOST_OF_RULE = 200;

/** What was found and counts, by object; then what the files do not tell. */
export const findingsSection: SectionOf = ({ verdict }, places) => {
  const counting = verdict.findings.filter(counts);
  const urgent = counting.filter(({ severity }) => severity !== 'note');
  const notes = counting.filter(({ severity }) => severity === 'note');
  const open = byQuestion(verdict.open.map(plainQuestion));
  return {
    id: 'findings',
    title: 'Findings',
    body: markup`${urgent.length === 0 ? markup`<p>No errors and no warnings count.</p>` : groups(urgent, places)}
${notes.length === 0 ? undefined : fold(counted(notes.length, 'note'), groups(notes, places))}${
      open.length === 0
        ? undefined
        : fold(
            `${counted(verdict.open.length, 'question')} that the files leave open`,
            markup`<ul>
${open.map(
  ({ object, others, rule, because }) =>
    markup`<li data-item="">${code(object)}${others === 0 ? '' : ` and ${others} more`}: ${because} <span class="quiet">(${rule})</span></li>
`,
)}</ul>
`,
          )
    }`,
  };
};

function groups(findings: readonly JudgedFinding[], places: Places): Markup {
  if (findings.length > MOST_TOLD) return rules(findings, places);
  const all = byObject(findings);
  return markup`${all.map((group, index) => groupOf(group, places, index < MOST_OPEN))}`;
}

/** By rule: what is found at a thousand objects is told once, with the first of them. */
function rules(findings: readonly JudgedFinding[], places: Places): Markup {
  const rank = ([first]: readonly JudgedFinding[]): number => SEVERITIES.indexOf(first?.severity ?? 'note');
  const all = [...grouped(findings, ({ rule }) => rule)].sort((a, b) => rank(a) - rank(b) || b.length - a.length);
  return markup`${all.map((group) => {
    const { rule, severity, message, why, fix } = plainFinding(group[0] as JudgedFinding);
    const objects = group.slice(0, MOST_OF_RULE).map((finding) => {
      const subject = places.subjectOf(finding);
      const object = code(plainFinding(finding).object);
      return markup`<li data-item="">${link(subject === undefined ? undefined : places.hrefOf(subject), object)}</li>
`;
    });
    const more = group.length - objects.length;
    return fold(
      markup`${badge(severity)} ${rule} <span class="count">${group.length}</span>`,
      markup`<p>${message}, to name the first.</p>
${why === undefined ? undefined : markup`<p class="quiet">why: ${why}</p>`}<p>fix: ${fix}</p>
<ul>
${objects}</ul>
${more > 0 ? markup`<p class="quiet">${more} more: <code>cdk-aks check DIR</code> tells them all.</p>` : undefined}`,
    );
  })}`;
}

/** The findings of one object. The file is looked up as it was read, and told as it may be printed. */
function groupOf(group: readonly JudgedFinding[], places: Places, open: boolean): Markup {
  const [first] = group as readonly [JudgedFinding];
  const subject = places.subjectOf(first);
  const title = link(subject === undefined ? undefined : places.hrefOf(subject), code(plainFinding(first).object));
  const place = first.file === '' ? undefined : markup` <span class="quiet">${first.file}</span>`;
  const items = group.map(plainFinding).map(
    ({
      severity,
      message,
      why,
      fix,
      rule,
      line,
    }) => markup`<li data-item="">${badge(severity)} ${message} <span class="quiet">(${rule}, line ${line})</span>
${why === undefined ? undefined : markup`<div class="quiet">why: ${why}</div>`}<div>fix: ${fix}</div></li>
`,
  );
  return fold(
    markup`${title}${place} <span class="count">${group.length}</span>`,
    markup`<ul class="findings">
${items}</ul>
`,
    { open },
  );
}
