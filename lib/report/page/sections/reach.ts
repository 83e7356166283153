import { formatField } from '../../../artifact/field-path';
import type { Connection } from '../../../analysis/reachability/reachability';
import { why } from '../../../analysis/reachability/why';
import { grouped } from '../../groups';
import { subjectOfWorkload } from '../../picture/subjects';
import type { ReachAnswer } from '../../reach/answer';
import { BECAUSE, outsideLines } from '../../reach/text';
import { sidesOf } from '../../reach/words';
import { counted } from '../../summary-text';
import { type Markup, markup, type Part } from '../markup';
import { code, fold, link, row, table } from '../parts';
import type { Places } from '../places';
import type { PlatformReport } from '../platform';
import { matrixOf } from '../reach-matrix';
import type { SectionOf } from '../section';

/** More reasons than these make a page that nobody reads. */
const MOST_REASONS = 3000;
/** More workloads than these are folded. */
const MOST_OPEN = 20;

/** Who may call whom, as a matrix; then each connection with the rules that allow it, the ways in, and what is left open. */
export const reachSection: SectionOf = (report, places) => {
  const answers = report.reach.filter(({ reach }) => reach.classes.length > 0);
  if (answers.length === 0) return undefined;
  return {
    id: 'reach',
    title: 'Who reaches whom',
    body: markup`${answers.map((answer) => clusterReach(answer, report, places))}`,
  };
};

function clusterReach(answer: ReachAnswer, report: PlatformReport, places: Places): Markup {
  const { reach } = answer;
  const title = reach.cluster ?? 'All workloads';
  const engine =
    reach.engine === undefined
      ? 'The files do not tell what enforces policies.'
      : `Policies are enforced by: ${reach.engine}.`;
  return markup`<h3>${title}</h3>
<p class="quiet">${engine} Rows call columns.</p>
${matrixOf(answer, places)}${entrancesTable(answer, places)}${reasons(answer, report, places)}${outsideFold(answer)}${rest(answer)}`;
}

function entrancesTable({ entrances, reach }: ReachAnswer, places: Places): Markup {
  if (entrances.length === 0) return markup``;
  const rows = entrances.map(({ through, to, ports, blocked }) =>
    row([
      code(through),
      link(places.hrefOf(subjectOfWorkload(reach.cluster, to)), code(to)),
      ports.isEmpty ? 'nothing' : ports.text,
      blocked.isEmpty ? '' : blocked.text,
    ]),
  );
  return markup`<h4>Let in from outside</h4>
${table(['through', 'to', 'ports', 'stopped by policies'], rows)}`;
}

/** Each connection between workloads with its reasons, by who is called. */
function reasons(answer: ReachAnswer, report: PlatformReport, places: Places): Markup {
  const inside = answer.connections.filter(({ ends }) => !('addresses' in ends.to));
  if (inside.length === 0 && answer.isShortened) {
    return markup`<p class="quiet">There are too many connections to tell each: <code>cdk-aks reach DIR --from A --to B</code> tells why.</p>
`;
  }
  const told = inside.slice(0, MOST_REASONS);
  const groups = grouped(
    [...told].sort((a, b) => (a.to < b.to ? -1 : a.to > b.to ? 1 : 0)),
    ({ to }) => to,
  );
  const more = inside.length - told.length;
  const items = groups.map((group) => calledFold(group, answer, report, places));
  const list =
    groups.length > MOST_OPEN
      ? fold(`${counted(groups.length, 'workload')} that may be called`, markup`${items}`)
      : markup`${items}`;
  return markup`<h4>Why</h4>
${list}${more > 0 ? markup`<p class="quiet">${more} more connections: <code>cdk-aks reach DIR --from A --to B</code> tells why.</p>` : undefined}`;
}

function calledFold(
  group: readonly Connection[],
  { reach }: ReachAnswer,
  { artifacts }: PlatformReport,
  places: Places,
): Markup {
  const [{ to }] = group as readonly [Connection];
  const rows = group.map((one) => {
    const lines = sidesOf(why(reach, one.ends.from, one.ends.to), artifacts);
    return row([
      link(places.hrefOf(subjectOfWorkload(reach.cluster, one.from)), code(one.from)),
      one.ports.text,
      lines.map((line, index): Part => markup`${index === 0 ? undefined : markup`<br/>`}${line}`),
    ]);
  });
  return fold(
    markup`${code(to)} <span class="quiet">may be called by</span> ${group.length === 1 ? code(group[0]?.from ?? '') : String(group.length)}`,
    table(['caller', 'ports', 'why'], rows),
    { id: places.whyOf(reach.cluster, to) },
  );
}

function outsideFold({ connections }: ReachAnswer): Markup {
  const lines = outsideLines(connections.filter(({ ends }) => 'addresses' in ends.to));
  if (lines.length === 0) return markup``;
  return fold(
    `Calls to addresses outside (${lines.length})`,
    table(
      ['caller', 'ports', 'addresses'],
      lines.map(({ from, ports, ranges }) => row([code(from), ports, ranges])),
    ),
  );
}

/** What is open, does nothing, or is not understood. */
function rest({ coverage, notEnforced, notUnderstood }: ReachAnswer): Markup {
  const open = grouped([...coverage.open], ({ workload }) => workload).map(
    (group) => `${group[0]?.workload}: ${group.map(({ direction }) => direction.toLowerCase()).join(', ')}`,
  );
  return markup`${[
    listFold('Not closed by any policy', open),
    listFold(
      'Policies that select nothing',
      coverage.selectNothing.map(({ id }) => id),
    ),
    listFold(
      'Rules that nothing meets',
      coverage.matchNothing.map(({ policy, field }) => `${policy.id} ${formatField(field)}`),
    ),
    listFold(
      'Policies are not enforced on',
      notEnforced.map(({ workload, because }) => `${workload}: ${BECAUSE[because]}`),
    ),
    listFold(
      'Not understood, and may allow and close more',
      notUnderstood.map(({ id }) => id),
    ),
  ]}`;
}

function listFold(title: string, items: readonly string[]): Markup {
  if (items.length === 0) return markup``;
  return fold(
    `${title} (${items.length})`,
    markup`<ul>
${items.map(
  (item) => markup`<li data-item="">${item}</li>
`,
)}</ul>
`,
  );
}
