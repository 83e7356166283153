import type { FieldPath } from '../artifact/field-path';
import type { KubernetesObject } from '../artifact/read/model';
import type { Miss } from './references/object-set';

interface Question {
  readonly object: KubernetesObject;
  readonly field: FieldPath;
  /** Why the first of them has no answer. */
  readonly reason: string;
  readonly first: KubernetesObject;
  readonly others: Set<KubernetesObject>;
}

/** Expressions that could not be evaluated, and on what: one note for each, however many objects it would judge. */
export class Unanswered {
  private readonly questions = new Map<string, Question>();

  /**
   * @param object where the expression stands
   * @param reason as the rest of a sentence about the expression
   * @param on what it would have judged
   */
  add(object: KubernetesObject, field: FieldPath, reason: string, on: KubernetesObject): void {
    const key = JSON.stringify([object.id, object.source, field]);
    const known = this.questions.get(key);
    if (known === undefined) this.questions.set(key, { object, field, reason, first: on, others: new Set() });
    else if (known.first !== on) known.others.add(on);
  }

  notes(): readonly Miss[] {
    return [...this.questions.values()].map(({ object, field, reason, first, others }) => {
      const more = others.size === 0 ? '' : ` and ${others.size} more`;
      return {
        object,
        field,
        severity: 'note',
        message: `not evaluated on ${first.id}${more}: it ${reason}`,
        fix: 'Try it on a cluster: kubectl apply --dry-run=server',
      };
    });
  }
}
