import type { Attribute } from '../../change/terraform/provider-schema';
import type { Vocabulary } from '../names/vocabulary';

/** A field as the words of its kind say what it is. */
export interface Field {
  readonly tool: 'terraform' | 'kubernetes';
  /** Type of the resource, kind of the object. */
  readonly type: string;
  /** Path without places in lists. */
  readonly names: readonly string[];
  /** Name of the item in a list that it is a part of: of an environment variable. */
  readonly item: string | undefined;
  /** What the provider's schema says of it. */
  readonly attribute: Attribute | undefined;
}

/** What is declared of the two environments. */
export interface Declared {
  readonly vocabulary: Vocabulary;
  /** Ranges and addresses of paired networks, as `10.1.0.0/16 10.2.0.0/16`. */
  readonly addresses: ReadonlySet<string>;
  /** Regions of paired resource groups and clusters, as `westeurope northeurope`. */
  readonly places: ReadonlySet<string>;
}

/** The last name of a field; of the value of a variable, the variable's. */
export function lastName({ names, item }: Field): string {
  const last = names.at(-1) ?? '';
  return last === 'value' && item !== undefined ? item : last;
}

/** Whether a field holds a version: `1.2.3.4` is no address there. */
export function isVersion(field: Field): boolean {
  return /version/i.test(lastName(field));
}
