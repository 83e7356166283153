import type { FieldPath } from '../field-path';
import type { Body } from './model';

/** One block of a Terraform JSON file, with its labels. */
export interface RawBlock {
  readonly section: string;
  /** `['azurerm_subnet', 'nodes']` of a resource, `['location']` of a variable. */
  readonly labels: readonly string[];
  readonly body: unknown;
  readonly file: string;
  readonly at: FieldPath;
}

/** Labels of each kind of block. Source: Terraform, "JSON Configuration Syntax". */
const LABELS: Readonly<Record<string, number>> = {
  check: 1,
  data: 2,
  ephemeral: 2,
  import: 0,
  locals: 0,
  module: 1,
  moved: 0,
  output: 1,
  provider: 1,
  removed: 0,
  resource: 2,
  terraform: 0,
  variable: 1,
};

export const SECTIONS: readonly string[] = ['//', ...Object.keys(LABELS)];

/** Whether a document is Terraform's, for input that has no file name to tell. */
export function looksLikeTerraform(document: Body): boolean {
  return !('kind' in document) && Object.keys(document).some((name) => Object.hasOwn(LABELS, name));
}

/** Section of what is none of Terraform's blocks, or stands where a block must stand. */
export const STRAY = '';

/** Every block of a file. At each level an object may also be written as a list of objects. */
export function rawBlocks(document: Body, file: string): readonly RawBlock[] {
  const found: RawBlock[] = [];
  const stray = (body: unknown, at: FieldPath): void => {
    found.push({ section: STRAY, labels: [], body, file, at });
  };
  const visit = (value: unknown, section: string, labels: readonly string[], left: number, at: FieldPath): void => {
    if (Array.isArray(value)) {
      value.forEach((item, index) => visit(item, section, labels, left, [...at, index]));
    } else if (typeof value !== 'object' || value === null) {
      stray(value, at);
    } else if (left === 0) {
      found.push({ section, labels, body: value, file, at });
    } else {
      for (const [label, item] of Object.entries(value)) {
        if (label !== '//') visit(item, section, [...labels, label], left - 1, [...at, label]);
      }
    }
  };
  for (const [section, value] of Object.entries(document)) {
    if (Object.hasOwn(LABELS, section)) visit(value, section, [], LABELS[section] as number, [section]);
    else if (section !== '//') stray(value, [section]);
  }
  return found;
}
