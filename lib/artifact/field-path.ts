/** Where a field stands in an object: names and indexes from the top. */
export type FieldPath = readonly (string | number)[];

const PLAIN_NAME = /^[\w$-]+$/;

/** `spec.containers[0].env`, and `metadata.labels['app.kubernetes.io/name']` for names that are no words. */
export function formatField(path: FieldPath): string {
  let text = '';
  for (const part of path) {
    if (typeof part === 'number') text += `[${part}]`;
    else if (!PLAIN_NAME.test(part)) text += `['${part}']`;
    else text += text === '' ? part : `.${part}`;
  }
  return text;
}

/** Reads what `formatField` prints; a name in brackets ends at the last `']` that a `.`, a `[` or the end follows. */
export function parseField(text: string): FieldPath {
  const path: (string | number)[] = [];
  const part = /\[(\d+)\]|\['(.*?)'\](?=$|[.[])|\.?([\w$-]+)/gs;
  for (const match of text.matchAll(part)) {
    path.push(match[1] !== undefined ? Number(match[1]) : ((match[2] ?? match[3]) as string));
  }
  return path;
}
