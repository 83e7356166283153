import { type FieldPath, parseField } from '../../artifact/field-path';
import type { KubernetesObject } from '../../artifact/read/model';
import type { Meter } from '../cel/errors';
import { Expression, inOneLine, madeMessage } from '../cel/expression';
import { filled, fromStructural, propertiesOf, type Schema } from '../cel/json';
import { Optional, type Value } from '../cel/values';
import { isObject, SCHEMA_RULES, type SchemaProblem } from '../report';
import type { Miss } from '../references/object-set';
import { Unanswered } from '../unanswered';

const NAMES = ['self', 'oldSelf'];

/** One of the `x-kubernetes-validations` of a schema. */
interface Rule {
  readonly expression: Expression;
  readonly message: string | undefined;
  readonly messageExpression: Expression | undefined;
  /** Below the value that is judged. */
  readonly fieldPath: FieldPath;
  /** Judged at creation too, when there is nothing old. */
  readonly optionalOldSelf: boolean;
  /** Where it stands in its definition. */
  readonly at: FieldPath;
}

/** The part of a schema that holds rules, at its own level or below. */
interface RuleTree {
  readonly schema: Schema;
  readonly isWhole: boolean;
  readonly rules: readonly Rule[];
  readonly properties: ReadonlyMap<string, RuleTree>;
  readonly items: RuleTree | undefined;
  readonly others: RuleTree | undefined;
  readonly allOf: readonly RuleTree[];
}

interface Definition {
  readonly object: KubernetesObject;
  readonly tree: RuleTree;
}

/** The expressions of the definitions among the files. Kubernetes: "Extend with CRDs", validation rules. */
export class DefinedExpressions {
  private readonly definitions = new Map<string, Definition>();
  private readonly unanswered = new Unanswered();

  /** @param meter what all of them together may cost */
  constructor(
    definitions: readonly KubernetesObject[],
    private readonly meter: Meter,
  ) {
    for (const object of definitions) this.read(object);
  }

  /** What the expressions refuse in an object whose structure is valid. */
  problems(object: KubernetesObject): readonly SchemaProblem[] {
    const definition = this.definitions.get(`${object.apiVersion} ${object.kind}`);
    if (definition === undefined) return [];
    return new Judgement(definition, object, this.unanswered, this.meter).problems();
  }

  /** Told where the expressions stand. */
  notEvaluated(): readonly Miss[] {
    return this.unanswered.notes();
  }

  private read(object: KubernetesObject): void {
    const spec = isObject(object.body.spec) ? object.body.spec : {};
    const kind = isObject(spec.names) ? String(spec.names.kind) : '';
    const versions = Array.isArray(spec.versions) ? (spec.versions as unknown[]) : [];
    for (const [index, version] of versions.entries()) {
      if (!isObject(version) || !isObject(version.schema) || !isObject(version.schema.openAPIV3Schema)) continue;
      const schema = version.schema.openAPIV3Schema;
      const key = `${String(spec.group)}/${String(version.name)} ${kind}`;
      const tree = ruleTree(schema, ['spec', 'versions', index, 'schema', 'openAPIV3Schema'], schema, true);
      if (tree === undefined || !isJudged(tree)) this.definitions.delete(key);
      else this.definitions.set(key, { object, tree });
    }
  }
}

/** The API server looks for rules outside `allOf`, and takes those inside along. */
function isJudged({ rules, properties, items, others }: RuleTree): boolean {
  return (
    rules.length > 0 || [...properties.values(), items, others].some((tree) => tree !== undefined && isJudged(tree))
  );
}

/** Levels of a schema that are followed, as in its structure. */
const DEEPEST = 100;

/**
 * @param spine the schema that gives the types, where `holder` only adds rules to it, as those in `allOf` do
 */
function ruleTree(holder: Schema, at: FieldPath, spine: Schema, isRoot: boolean): RuleTree | undefined {
  if (at.length > 3 * DEEPEST) return undefined;
  const isWhole = isRoot || spine['x-kubernetes-embedded-resource'] === true;
  const below = (child: unknown, childSpine: unknown, ...path: FieldPath): RuleTree | undefined =>
    isObject(child) && isObject(childSpine) ? ruleTree(child, [...at, ...path], childSpine, false) : undefined;

  const properties = new Map<string, RuleTree>();
  const spineProperties = isObject(spine.properties) ? spine.properties : {};
  for (const [name, child] of Object.entries(isObject(holder.properties) ? holder.properties : {})) {
    const tree = below(
      child,
      Object.hasOwn(spineProperties, name) ? spineProperties[name] : undefined,
      'properties',
      name,
    );
    if (tree) properties.set(name, tree);
  }
  const allOf = Array.isArray(holder.allOf) ? (holder.allOf as unknown[]) : [];
  const tree: RuleTree = {
    schema: spine,
    isWhole,
    rules: rulesOf(holder['x-kubernetes-validations'], [...at, 'x-kubernetes-validations']),
    properties,
    items: below(holder.items, spine.items, 'items'),
    others: below(holder.additionalProperties, spine.additionalProperties, 'additionalProperties'),
    allOf: allOf.flatMap((one, index) => below(one, spine, 'allOf', index) ?? []),
  };
  const isEmpty = [tree.rules, tree.allOf].every((list) => list.length === 0) && properties.size === 0;
  return isEmpty && tree.items === undefined && tree.others === undefined ? undefined : tree;
}

function rulesOf(validations: unknown, at: FieldPath): readonly Rule[] {
  if (!Array.isArray(validations)) return [];
  return validations.flatMap((validation: unknown, index): Rule[] => {
    if (!isObject(validation) || typeof validation.rule !== 'string' || validation.rule.trim() === '') return [];
    const { rule, message, messageExpression, fieldPath } = validation;
    return [
      {
        expression: new Expression(rule, NAMES),
        message: typeof message === 'string' ? message.trim() : undefined,
        messageExpression: typeof messageExpression === 'string' ? new Expression(messageExpression, NAMES) : undefined,
        fieldPath: typeof fieldPath === 'string' ? parseField(fieldPath) : [],
        optionalOldSelf: validation.optionalOldSelf === true,
        at: [...at, index, 'rule'],
      },
    ];
  });
}

/** One object on its way through the rules of its definition. */
class Judgement {
  private readonly found: SchemaProblem[] = [];

  constructor(
    private readonly definition: Definition,
    private readonly object: KubernetesObject,
    private readonly unanswered: Unanswered,
    private readonly meter: Meter,
  ) {}

  problems(): readonly SchemaProblem[] {
    this.walk(this.object.body, this.definition.tree, []);
    return this.found;
  }

  private walk(value: unknown, tree: RuleTree, field: FieldPath): void {
    // What may be null is judged from above only.
    if (value === null || value === undefined) return;
    if (tree.rules.length > 0) {
      const self = fromStructural(value, tree.schema, tree.isWhole);
      if (self !== undefined) for (const rule of tree.rules) this.judge(rule, self, field);
    }
    for (const part of tree.allOf) this.walk(value, part, field);
    if (Array.isArray(value)) {
      for (const [index, item] of (tree.items ? value : []).entries()) {
        this.walk(item, tree.items as RuleTree, [...field, index]);
      }
    } else if (isObject(value)) {
      this.walkObject(value, tree, field);
    }
  }

  private walkObject(body: Record<string, unknown>, tree: RuleTree, field: FieldPath): void {
    const schemas = propertiesOf(tree.schema, tree.isWhole) ?? {};
    for (const [name, child] of tree.properties) {
      this.walk(filled(body, name, schemas[name] as Schema), child, [...field, name]);
    }
    if (tree.others === undefined) return;
    for (const [name, item] of Object.entries(body)) this.walk(item, tree.others, [...field, name]);
  }

  private judge(rule: Rule, self: Value, field: FieldPath): void {
    const { expression } = rule;
    if (expression.mentions('oldSelf') && !rule.optionalOldSelf) return;
    const roots = (name: string): Value => (name === 'self' ? self : Optional.none);
    const outcome = expression.evaluate(roots, this.meter);
    if ('unanswered' in outcome) {
      this.unanswered.add(this.definition.object, rule.at, outcome.unanswered, this.object);
    } else if ('failure' in outcome) {
      this.add(field, `${outcome.failure} evaluating rule: ${rule.message ?? inOneLine(expression.text)}`, rule);
    } else if (outcome.value !== true) {
      const made = madeMessage(rule.messageExpression?.evaluate(roots, this.meter));
      const message = made ?? rule.message ?? `failed rule: ${inOneLine(expression.text)}`;
      this.add([...field, ...rule.fieldPath], message, rule);
    }
  }

  private add(field: FieldPath, message: string, { expression }: Rule): void {
    const fix = `Make this hold: ${inOneLine(expression.text)}`;
    this.found.push({ rule: 'schema/expression', ...SCHEMA_RULES['schema/expression'], field, message, fix });
  }
}
