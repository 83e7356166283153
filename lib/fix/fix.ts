import type { Artifacts } from '../artifact/read/artifacts';
import type { Body, KubernetesObject, TerraformBlock } from '../artifact/read/model';
import type { World } from '../analysis/world';
import type { Vocabulary } from '../schema/kubernetes/kinds';
import type { ProviderSchema } from '../schema/terraform/grammar';

/** What a fix comes to for one object or block. */
export type Answer =
  | {
      readonly body: Body;
      /** The rule that asked for it: `schema/removed-kind`, `placement/old-node-label`. */
      readonly rule: string;
      /** What it does, as a sentence without its full stop. */
      readonly what: string;
      /** Values by what says the same in their place now, so that comments follow them. */
      readonly inOtherWords?: Readonly<Record<string, string>>;
    }
  | {
      readonly rule: string;
      /** What keeps it from being mechanical here, as a sentence without its full stop. */
      readonly whyNot: string;
    };

export interface ObjectPlace {
  readonly artifacts: Artifacts;
  readonly world: World;
  /** The kinds of the minor that the object is checked with. */
  readonly vocabulary: Vocabulary;
}

/** Mends one thing in an object of Kubernetes; undefined where there is nothing to mend. */
export type ObjectFix = (object: KubernetesObject, place: ObjectPlace) => Answer | undefined;

export interface BlockPlace {
  readonly schema: ProviderSchema;
  /** The oldest provider that the module may be used with: `[4, 55, 0]`. */
  readonly oldest: readonly [number, number, number];
}

/** Mends one thing in a resource or data source of Terraform; undefined where there is nothing to mend. */
export type BlockFix = (block: TerraformBlock, place: BlockPlace) => Answer | undefined;
