import { formatField } from '../artifact/field-path';
import type { Artifacts } from '../artifact/read/artifacts';
import type { Source } from '../artifact/read/model';
import { conform } from '../schema/conform';
import type { SchemaProblem } from '../schema/report';
import { placeOf } from './place';
import type { FixOptions } from './result';

/** The first error that was not there before, in words. */
export function newErrorIn(before: readonly SchemaProblem[], after: readonly SchemaProblem[]): string | undefined {
  const known = new Set(before.map(tell));
  return after
    .filter(({ severity }) => severity === 'error')
    .map(tell)
    .find((text) => !known.has(text));
}

function tell({ field, message }: SchemaProblem): string {
  return field.length === 0 ? message : `${formatField(field)}: ${message}`;
}

/** Places that conformed better before they were fixed. */
export class Worsened {
  /** Why a place is left as it was. */
  readonly refused = new Map<string, string>();
  private before: ReadonlyMap<string, readonly string[]> | undefined;

  constructor(
    private readonly artifacts: Artifacts,
    private readonly options: FixOptions,
  ) {}

  /** Whether any of the places has an error that it did not have. */
  look(after: Artifacts, touched: readonly Source[]): boolean {
    this.before ??= errorsByPlace(this.artifacts, this.options);
    const now = errorsByPlace(after, this.options);
    const count = this.refused.size;
    for (const source of touched) {
      const key = placeOf(source);
      const known = this.before.get(key) ?? [];
      const worse = now.get(key)?.find((error) => !known.includes(error));
      if (worse !== undefined) this.refused.set(key, `with it, ${worse}`);
    }
    return this.refused.size > count;
  }
}

function errorsByPlace(artifacts: Artifacts, options: FixOptions): ReadonlyMap<string, readonly string[]> {
  const places = new Map<string, string>();
  for (const { id, source } of artifacts.objects()) places.set(`${source.file}\n${id}`, placeOf(source));
  for (const { address, source } of artifacts.terraform()) places.set(`${source.file}\n${address}`, placeOf(source));
  const errors = new Map<string, string[]>();
  for (const { file, object, severity, message } of conform(artifacts, options).findings) {
    const place = places.get(`${file}\n${object}`);
    if (severity !== 'error' || place === undefined) continue;
    errors.set(place, [...(errors.get(place) ?? []), message]);
  }
  return errors;
}
