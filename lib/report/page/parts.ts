import type { Severity } from '../../artifact/finding';
import { type Markup, markup, type Part } from './markup';

/** A cell of a table that holds a number. */
class NumberCell {
  constructor(
    readonly value: string | number,
    readonly isLow: boolean,
  ) {}
}

type Cell = Part | NumberCell;

/** Cells to the right. @param whole what is less than that is marked */
export function numbers(values: readonly (string | number)[], whole?: number): readonly NumberCell[] {
  return values.map((value) => new NumberCell(value, whole !== undefined && Number(value) < whole));
}

/** A table whose rows can be found by a search. */
export function table(heads: readonly Cell[], rows: readonly Markup[], className = ''): Markup {
  return markup`<div class="scroll" tabindex="0"><table class="${className}">
<thead><tr>${heads.map(headOf)}</tr></thead>
<tbody>
${rows}</tbody>
</table></div>
`;
}

/** @param id of what the row tells */
export function row(
  cells: readonly Cell[],
  { id, search }: { readonly id?: string; readonly search?: boolean } = {},
): Markup {
  const [first, ...rest] = cells;
  const attribute = id === undefined ? markup`` : markup` id="${id}"`;
  const found = search === false ? markup`` : markup` data-item=""`;
  return markup`<tr${attribute}${found}><th scope="row">${first instanceof NumberCell ? first.value : first}</th>${rest.map(cellOf)}</tr>
`;
}

function headOf(head: Cell): Markup {
  if (head instanceof NumberCell) return markup`<th scope="col" class="number">${head.value}</th>`;
  return markup`<th scope="col">${head}</th>`;
}

function cellOf(cell: Cell): Markup {
  if (!(cell instanceof NumberCell)) return markup`<td>${cell}</td>`;
  return markup`<td class="number${cell.isLow ? ' low' : ''}">${cell.value}</td>`;
}

/** What is folded until somebody asks. */
export function fold(
  summary: Part,
  body: Markup,
  { open = false, id }: { readonly open?: boolean; readonly id?: string } = {},
): Markup {
  const attributes = markup`${id === undefined ? markup`` : markup` id="${id}"`}${open ? markup` open=""` : markup``}`;
  return markup`<details${attributes}><summary>${summary}</summary>
${body}</details>
`;
}

export function code(text: string): Markup {
  return markup`<code>${text}</code>`;
}

export function badge(severity: Severity | 'accepted' | 'good'): Markup {
  return markup`<span class="badge ${severity}">${severity}</span>`;
}

/** A link where there is something to link to. */
export function link(href: string | undefined, inside: Part): Markup {
  return href === undefined ? markup`${inside}` : markup`<a href="${href}">${inside}</a>`;
}

export function paragraph(...parts: readonly Part[]): Markup {
  return markup`<p>${parts}</p>
`;
}
