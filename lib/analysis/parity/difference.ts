import type { FieldPath } from '../../artifact/field-path';

/** What two environments may differ in without being told: it is declared to be the environment's own. */
export type Category = 'size' | 'name' | 'address' | 'digest' | 'secret' | 'place';

export const CATEGORIES: readonly Category[] = ['size', 'name', 'address', 'digest', 'secret', 'place'];

/** Where something stands in the files of one environment. */
export interface Spot {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
}

/** One field, or one whole resource or object, in which two environments differ. */
export interface Difference {
  /** `azurerm_subnet.nodes`, `apps/v1/Deployment/shop/cart`; as the first environment has it, where it does. */
  readonly object: string;
  /** The same as the second environment has it, where it does. */
  readonly objectB: string;
  /** Stack or cluster of the first environment, where objects of that name differ in several. */
  readonly place?: string;
  /** `network_profile.0.pod_cidr`, `spec.template.spec.nodeSelector`; empty for a whole resource or object. */
  readonly attribute: string;
  /** Name of the item that the attribute is a part of, where it is in a list of named ones: of a container, a variable. */
  readonly item: string | undefined;
  /** `missing` where one of the two does not have it at all. */
  readonly kind: 'missing' | 'differs';
  /** Null where it is missing. Secrets are hidden. */
  readonly a: unknown;
  readonly b: unknown;
  /** Where it stands; the nearest field above where only the field is missing, undefined where all of it is. */
  readonly spotA: Spot | undefined;
  readonly spotB: Spot | undefined;
  /** What it is declared to be; undefined for what should be the same. */
  readonly category: Category | undefined;
  /** Constructs that render it, of either environment, where the files tell. */
  readonly pathA: string | undefined;
  readonly pathB: string | undefined;
}

/** A field that differs, not yet told where. */
export interface FieldDifference {
  readonly at: readonly [a: FieldPath, b: FieldPath];
  /** Undefined where it is missing. */
  readonly a: unknown;
  readonly b: unknown;
  readonly item: string | undefined;
  readonly category: Category | undefined;
}
