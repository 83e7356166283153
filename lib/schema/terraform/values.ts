import { known, Reference, unknown, type Value } from '../../artifact/read/values';
import { isObject, printed, type Report, typeName } from '../report';
import { didYouMean, meantName } from '../suggest';
import { type Attribute, type Attributes, isExpression, isReadOnly, isSet } from './grammar';

const EXPECTED: Readonly<Record<Attribute['type'], string>> = {
  string: 'a string',
  int: 'a whole number',
  float: 'a number',
  bool: 'true or false',
  list: 'a list',
  set: 'a list',
  map: 'an object',
};

type Element = NonNullable<Attribute['elem']>;

const NONE: ReadonlySet<string> = new Set();
const COMMENT: ReadonlySet<string> = new Set(['//']);

/**
 * Checks the arguments of a resource or of a nested block: names, types, limits, what is required.
 * A null is an argument left out; an expression is checked where the module tells what it comes to.
 */
export class ArgumentCheck {
  constructor(private readonly report: Report) {}

  /**
   * @param evaluated the same block as the module tells it
   * @param meta names that Terraform itself takes at this place
   */
  block(body: Record<string, unknown>, evaluated: Value | undefined, attributes: Attributes, meta = NONE): void {
    for (const [name, value] of Object.entries(body)) {
      const attribute = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
      if (attribute !== undefined) {
        if (isSet(value)) this.report.within(name, () => this.argument(value, part(evaluated, name), attribute));
      } else if (name === 'dynamic') {
        this.report.within(name, () => this.dynamic(value, attributes));
      } else if (!meta.has(name)) {
        const meant = meantName(name, Object.keys(attributes));
        this.report.add('schema/unknown-field', `unknown argument${didYouMean(name, Object.keys(attributes))}`, {
          at: [name],
          ...(meant && { fix: `Write '${meant}'` }),
        });
      }
    }
    for (const [name, attribute] of Object.entries(attributes)) {
      if (!attribute.required) continue;
      const isGiven = isPresent(body[name], attribute) || (isObject(body.dynamic) && isSet(body.dynamic[name]));
      if (!isGiven) this.report.add('schema/required', 'is required', { at: [name] });
    }
  }

  private argument(value: unknown, evaluated: Value | undefined, attribute: Attribute): void {
    if (isReadOnly(attribute)) {
      this.report.add('schema/read-only', 'is set by Azure and takes no value');
      return;
    }
    const { deprecated, sensitive } = attribute;
    if (deprecated) {
      this.report.add('schema/deprecated', typeof deprecated === 'string' ? deprecated : 'is deprecated', {
        fix: 'Remove it, or write what replaces it',
      });
    }
    if (sensitive && typeof value === 'string' && value !== '' && !isExpression(value)) {
      this.report.add('schema/sensitive-literal', 'is a secret, and stands here for everyone who reads the file');
    }
    if (attribute.block) this.blocks(value, evaluated, attribute, attribute.block);
    else this.value(value, evaluated, attribute);
  }

  private value(written: unknown, evaluated: Value | undefined, attribute: Attribute | Element): void {
    const value: unknown = isExpression(written) ? (known(evaluated) ?? unknown) : written;
    if (value === unknown || value === null) return;
    const { type, elem } = attribute as Attribute;
    if (type === 'map') {
      if (!isObject(value)) this.report.add('schema/type', `is ${typeName(value)} but must be an object`);
      else
        for (const [key, item] of Object.entries(value))
          this.report.within(key, () => this.element(item, part(evaluated, key), elem));
    } else if (type === 'list' || type === 'set') {
      if (!Array.isArray(value)) {
        this.report.add('schema/type', `is ${typeName(value)} but must be a list`, { fix: 'Put it in brackets' });
        return;
      }
      this.count(value.length, attribute as Attribute);
      value.forEach((item, index) => this.report.within(index, () => this.element(item, part(evaluated, index), elem)));
    } else {
      this.scalar(value, attribute as Attribute);
    }
  }

  private element(value: unknown, evaluated: Value | undefined, elem: Element | undefined): void {
    if (value === unknown || value instanceof Reference) return;
    if (value === null) {
      this.report.add('schema/type', 'is null, which a list or map of the provider does not hold', {
        fix: 'Remove it',
      });
    } else if (elem) this.value(value, evaluated, elem);
  }

  private scalar(value: unknown, { type, enum: values, range }: Attribute): void {
    if (!isOfType(value, type)) {
      this.report.add('schema/type', `is ${typeName(value)} but must be ${EXPECTED[type]}`);
      return;
    }
    if (values && !values.map(String).includes(String(value)) && !isBesideEnum(String(value), values)) {
      const names = values.map(String);
      const meant = meantName(String(value), names);
      const hint = didYouMean(String(value), names);
      this.report.add('schema/enum', `is ${printed(value)} but must be one of ${names.join(', ')}${hint}`, {
        ...(meant !== undefined && { fix: `Write ${meant}` }),
      });
    }
    const [min, max] = range ?? [null, null];
    if (min !== null && Number(value) < min) {
      this.report.add('schema/range', `is ${Number(value)} but must be at least ${min}`);
    }
    if (max !== null && Number(value) > max) {
      this.report.add('schema/range', `is ${Number(value)} but must be at most ${max}`);
    }
  }

  private blocks(value: unknown, evaluated: Value | undefined, attribute: Attribute, block: Attributes): void {
    if (attribute.configMode === 'attr') {
      this.objects(value, evaluated, attribute, block);
      return;
    }
    if (!Array.isArray(value) && !isObject(value)) {
      this.report.add('schema/type', `is ${typeName(value)} but must be a block, or a list of blocks`);
      return;
    }
    const items: readonly unknown[] = Array.isArray(value) ? value : [value];
    if (items.length > 0) this.count(items.length, attribute);
    const check = (item: unknown, itself: Value | undefined): void => {
      if (isObject(item)) this.block(item, itself, block, COMMENT);
      else this.report.add('schema/type', `is ${typeName(item)} but must be a block`);
    };
    if (!Array.isArray(value)) check(value, evaluated);
    else value.forEach((item, index) => this.report.within(index, () => check(item, part(evaluated, index))));
  }

  /** In JSON such a block is read as an attribute, and an object that leaves out a field is refused: it must say null. */
  private objects(value: unknown, evaluated: Value | undefined, attribute: Attribute, block: Attributes): void {
    if (isExpression(value)) return;
    if (!Array.isArray(value)) {
      this.report.add('schema/type', `is ${typeName(value)} but must be a list of objects`, {
        fix: 'Put it in brackets',
      });
      return;
    }
    this.count(value.length, attribute);
    value.forEach((item, index) => this.report.within(index, () => this.whole(item, part(evaluated, index), block)));
  }

  private whole(item: unknown, evaluated: Value | undefined, block: Attributes): void {
    if (isExpression(item)) return;
    if (!isObject(item)) {
      this.report.add('schema/type', `is ${typeName(item)} but must be an object`);
      return;
    }
    this.block(item, evaluated, block);
    for (const [name, field] of Object.entries(block)) {
      if (!field.required && !Object.hasOwn(item, name)) {
        this.report.add('schema/required', 'must be written here even if it is null', { at: [name], fix: 'Add it' });
      }
    }
  }

  private count(count: number, { minItems, maxItems }: Attribute): void {
    if (minItems !== undefined && count < minItems) {
      this.report.add('schema/count', `has ${count} items but needs ${minItems}`);
    }
    if (maxItems !== undefined && count > maxItems) {
      this.report.add('schema/count', `has ${count} items but may have ${maxItems}`);
    }
  }

  private dynamic(value: unknown, attributes: Attributes): void {
    if (!isObject(value)) {
      this.report.add('schema/type', `is ${typeName(value)} but must be an object of dynamic blocks`);
      return;
    }
    for (const [name, definition] of Object.entries(value)) {
      this.report.within(name, () => this.dynamicBlock(name, definition, attributes));
    }
  }

  private dynamicBlock(name: string, definition: unknown, attributes: Attributes): void {
    const block = Object.hasOwn(attributes, name) ? attributes[name]?.block : undefined;
    if (block === undefined) {
      this.report.add('schema/unknown-field', `no block of that name${didYouMean(name, Object.keys(attributes))}`);
    }
    for (const item of Array.isArray(definition) ? definition : [definition]) {
      if (!isObject(item) || !isSet(item.for_each)) this.report.add('schema/required', "needs 'for_each'");
      const contents = isObject(item) ? item.content : undefined;
      for (const content of Array.isArray(contents) ? contents : [contents]) {
        if (!isObject(content)) this.report.add('schema/required', "needs 'content'");
        else if (block) this.report.within('content', () => this.block(content, undefined, block, COMMENT));
      }
    }
  }
}

/** An empty list of blocks is no block at all; an empty list as an argument is a value. */
function isPresent(value: unknown, { block, configMode }: Attribute): boolean {
  return isSet(value) && !(block !== undefined && configMode !== 'attr' && Array.isArray(value) && value.length === 0);
}

/** Single values that the provider takes besides a format of its own: `*` or an address range, `$Default` or a name. */
const BESIDE_A_FORMAT: ReadonlySet<unknown> = new Set(['*', 'IANAPrivateRanges', '$Default', 'Basic']);

/** The schema's enums leave out what the provider checks by format: `private_dns_zone_id` is `System`, `None` or an id. */
function isBesideEnum(value: string, values: readonly unknown[]): boolean {
  return value.startsWith('/subscriptions/') || (values.length === 1 && BESIDE_A_FORMAT.has(values[0]));
}

/** Terraform turns `"5"` into 5 and `true` into "true", so both are accepted. */
function isOfType(value: unknown, type: Attribute['type']): boolean {
  const isNumeric =
    typeof value === 'number' || (typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value)));
  switch (type) {
    case 'string':
      return ['string', 'number', 'boolean'].includes(typeof value);
    case 'bool':
      return typeof value === 'boolean' || value === 'true' || value === 'false';
    case 'int':
      return isNumeric && Number.isInteger(Number(value));
    case 'float':
      return isNumeric;
    default:
      return false;
  }
}

function part(value: Value | undefined, name: string | number): Value | undefined {
  const plain = known(value);
  if (typeof plain !== 'object' || plain === null || !Object.hasOwn(plain, name)) return undefined;
  return (plain as Readonly<Record<string | number, Value>>)[name];
}
