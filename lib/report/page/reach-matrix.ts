import { subjectOfNamespace, subjectOfWorkload } from '../picture/subjects';
import type { ReachAnswer } from '../reach/answer';
import { type Markup, markup, type Part } from './markup';
import { link } from './parts';
import type { Places } from './places';
import { namespaceCalls } from './namespaces';

/** More workloads than these are told by their namespaces. */
const MOST_WORKLOADS = 40;
/** More namespaces than these fit on no screen: what is left is in the reasons. */
const MOST_NAMESPACES = 60;

/** Who may call whom: rows call columns. By namespace where there are many workloads. */
export function matrixOf(answer: ReachAnswer, places: Places): Markup {
  const names = [...new Set(answer.reach.classes.flatMap(({ members }) => members))].sort();
  if (names.length <= MOST_WORKLOADS && !answer.isShortened) return workloadMatrix(names, answer, places);
  const namespaces = [...new Set(answer.reach.classes.map(({ namespace }) => namespace))].sort();
  return namespaces.length <= MOST_NAMESPACES
    ? namespaceMatrix(namespaces, answer, places)
    : callsOfMany(namespaces, answer);
}

/** One cell of a matrix. */
interface Cell {
  readonly text: Part;
  readonly title: string;
}

function workloadMatrix(names: readonly string[], answer: ReachAnswer, places: Places): Markup {
  const { cluster } = answer.reach;
  const cells = new Map<string, Cell>();
  for (const { from, to, ports, ends } of answer.connections) {
    if ('addresses' in ends.from || 'addresses' in ends.to) continue;
    const text = ports.text.replace(/^TCP /, '');
    const cell = link(places.whyOf(cluster, to) === undefined ? undefined : `#${places.whyOf(cluster, to)}`, text);
    cells.set(`${from}\n${to}`, { text: cell, title: `${from} may call ${to}: ${ports.text}` });
  }
  const short = shortNames(names);
  return matrix(names, cells, (name) => link(places.hrefOf(subjectOfWorkload(cluster, name)), short.get(name) ?? name));
}

function namespaceMatrix(names: readonly string[], { reach }: ReachAnswer, places: Places): Markup {
  const cells = new Map<string, Cell>();
  for (const { from, to, pairs, ports } of namespaceCalls(reach)) {
    cells.set(`${from}\n${to}`, {
      text: String(pairs),
      title: `${from} may call ${to}: ${pairs} pairs of workloads, ${ports.text}`,
    });
  }
  return markup`<p class="quiet">Numbers are pairs of workloads of which the one may call the other.</p>
${matrix(names, cells, (name) => link(places.hrefOf(subjectOfNamespace(reach.cluster, name)), name))}`;
}

function matrix(names: readonly string[], cells: ReadonlyMap<string, Cell>, title: (name: string) => Part): Markup {
  const rows = names.map((from) => {
    const own = names.map((to) => {
      const cell = cells.get(`${from}\n${to}`);
      if (cell) return markup`<td class="open" title="${cell.title}">${cell.text}</td>`;
      return from === to ? markup`<td class="same"></td>` : markup`<td></td>`;
    });
    return markup`<tr data-item=""><th scope="row">${title(from)}</th>${own}</tr>
`;
  });
  return markup`<div class="scroll" tabindex="0"><table class="matrix">
<thead><tr><td></td>${names.map((name) => markup`<th scope="col">${title(name)}</th>`)}</tr></thead>
<tbody>
${rows}</tbody>
</table></div>
`;
}

/** A namespace a line, with how many others may call it. */
function callsOfMany(namespaces: readonly string[], { reach }: ReachAnswer): Markup {
  const callers = new Map<string, number>();
  for (const { from, to } of namespaceCalls(reach)) if (from !== to) callers.set(to, (callers.get(to) ?? 0) + 1);
  return markup`<p>${namespaces.length} namespaces; ${callers.size} of them may be called by others.</p>
`;
}

/** `webbff` where no other namespace has one, else with its kind and namespace. */
function shortNames(names: readonly string[]): ReadonlyMap<string, string> {
  const shortOf = (name: string): string => name.split('/').slice(2).join('/');
  const counts = new Map<string, number>();
  for (const name of names) counts.set(shortOf(name), (counts.get(shortOf(name)) ?? 0) + 1);
  return new Map(names.map((name) => [name, counts.get(shortOf(name)) === 1 ? shortOf(name) : name]));
}
