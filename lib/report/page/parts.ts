import type { Severity } from '../../artifact/finding';
import { type Markup, markup, type Part } from './markup';

/** A table whose rows can be found by a search. */
export function table(heads: readonly Part[], rows: readonly Markup[], className = ''): Markup {
  return markup`<div class="scroll" tabindex="0"><table class="${className}">
<thead><tr>${heads.map((head) => markup`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>
${rows}</tbody>
</table></div>
`;
}

/** @param id of what the row tells */
export function row(
  cells: readonly Part[],
  { id, search }: { readonly id?: string; readonly search?: boolean } = {},
): Markup {
  const [first, ...rest] = cells;
  const attribute = id === undefined ? markup`` : markup` id="${id}"`;
  const found = search === false ? markup`` : markup` data-item=""`;
  return markup`<tr${attribute}${found}><th scope="row">${first}</th>${rest.map((cell) => markup`<td>${cell}</td>`)}</tr>
`;
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
