import type { FieldPath } from '../artifact/field-path';
import type { Source } from '../artifact/read/model';
import { textOfFile } from '../artifact/read/text';
import { readDocuments } from '../artifact/read/yaml-document';
import { updateAt } from './body';
import { rewrite } from './text/rewrite';

interface Part {
  /** Text between the document before and this one: empty documents, ends. */
  readonly before: string;
  text: string;
  value: unknown;
}

/** The text of one file while its documents are changed in place. */
export class FileText {
  private readonly parts: Part[] = [];
  private readonly end: string;
  private readonly mark: string;

  constructor(content: string | Uint8Array) {
    const whole = typeof content === 'string' ? content : Buffer.from(content).toString('utf8');
    const text = textOfFile(whole);
    this.mark = whole.slice(0, whole.length - text.length);
    let position = 0;
    for (const { value, chunk } of readDocuments(text, () => undefined)) {
      this.parts.push({ before: text.slice(position, chunk.offset), text: chunk.text, value });
      position = chunk.offset + chunk.text.length;
    }
    this.end = text.slice(position);
  }

  /** With its byte order mark, if it has one. */
  get text(): string {
    return this.mark + this.parts.map(({ before, text }) => before + text).join('') + this.end;
  }

  /** What is written at a place. */
  valueAt({ document, at }: Source): unknown {
    return at.reduce<unknown>((part, step) => stepInto(part, step), this.parts[document]?.value);
  }

  /** Writes another value at a place; false where its text can't be changed in place. */
  replace({ document, at }: Source, value: unknown, inOtherWords?: Readonly<Record<string, string>>): boolean {
    const part = this.parts[document];
    if (part === undefined) return false;
    const after: unknown = updateAt(part.value, at, () => value);
    const text = rewrite(part.text, part.value, after, inOtherWords);
    if (text === undefined) return false;
    part.text = text;
    part.value = after;
    return true;
  }
}

function stepInto(part: unknown, step: FieldPath[number]): unknown {
  return typeof part === 'object' && part !== null ? (part as Readonly<Record<string, unknown>>)[step] : undefined;
}
