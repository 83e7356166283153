import { parseXml, XmlElement, XmlText } from '@rgrove/parse-xml';

/** An element of a page, found by what it is. */
export interface Found {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
}

/** A page as XML: it is well-formed but for its style and script, which are left out. */
export function elementsOf(page: string): readonly Found[] {
  const { root } = parseXml(page.replace(/<(style|script)>[\s\S]*?<\/\1>/g, ''));
  const found: Found[] = [];
  const visit = (element: XmlElement): void => {
    const { name, attributes, text } = element;
    found.push({ name, attributes, text });
    for (const child of element.children) if (child instanceof XmlElement) visit(child);
  };
  if (root) visit(root);
  return found;
}

/** Text of every row of a section's tables. */
export function rowsOf(page: string, section: string): readonly string[] {
  const { root } = parseXml(page.replace(/<(style|script)>[\s\S]*?<\/\1>/g, ''));
  const rows: string[] = [];
  const visit = (element: XmlElement, inside: boolean): void => {
    const isIn = inside || (element.name === 'section' && element.attributes.id === section);
    if (isIn && element.name === 'tr') rows.push(cellsOf(element).join(' | '));
    for (const child of element.children) if (child instanceof XmlElement) visit(child, isIn);
  };
  if (root) visit(root, false);
  return rows;
}

function cellsOf(row: XmlElement): readonly string[] {
  return row.children.flatMap((cell) => (cell instanceof XmlElement ? [textOf(cell)] : []));
}

function textOf(element: XmlElement): string {
  return element.children
    .map((child) => (child instanceof XmlText ? child.text : child instanceof XmlElement ? textOf(child) : ''))
    .join('')
    .trim();
}
