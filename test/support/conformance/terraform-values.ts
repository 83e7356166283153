import { didYouMean, isObject, joinField, type Report, typeName } from './problem';
import { type Attribute, type Attributes, isExpression, isReadOnly } from './terraform-grammar';

const EXPECTED: Readonly<Record<Attribute['type'], string>> = {
  string: 'a string',
  int: 'a whole number',
  float: 'a number',
  bool: 'true or false',
  list: 'a list',
  set: 'a list',
  map: 'an object',
};

/**
 * Checks the arguments of a resource or of a nested block: names, types, limits, what is required.
 * A null is an argument left out, and an expression is accepted as a value of any type.
 *
 * @param meta names that Terraform itself takes at this place
 */
export function checkArguments(
  body: Record<string, unknown>,
  attributes: Attributes,
  at: string,
  report: Report,
  meta: ReadonlySet<string> = NONE,
): void {
  for (const [name, value] of Object.entries(body)) {
    const attribute = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
    if (attribute === undefined) {
      if (name === 'dynamic') checkDynamic(value, attributes, joinField(at, name), report);
      else if (!meta.has(name)) {
        report.add(
          joinField(at, name),
          'schema/unknown-field',
          `unknown argument${didYouMean(name, Object.keys(attributes))}`,
        );
      }
    } else if (value !== null && value !== undefined) {
      checkArgument(value, attribute, joinField(at, name), report);
    }
  }
  for (const [name, attribute] of Object.entries(attributes)) {
    const isGiven = isPresent(body[name], attribute) || (isObject(body.dynamic) && isSet(body.dynamic[name]));
    if (attribute.required && !isGiven) report.add(joinField(at, name), 'schema/required', 'is required');
  }
}

const NONE: ReadonlySet<string> = new Set();

export function isSet(value: unknown): boolean {
  return value !== null && value !== undefined;
}

/** An empty list of blocks is no block at all; an empty list as an argument is a value. */
function isPresent(value: unknown, { block, configMode }: Attribute): boolean {
  return isSet(value) && !(block !== undefined && configMode !== 'attr' && Array.isArray(value) && value.length === 0);
}

function checkArgument(value: unknown, attribute: Attribute, at: string, report: Report): void {
  if (isReadOnly(attribute)) {
    report.add(at, 'schema/read-only', 'is set by Azure and takes no value');
    return;
  }
  if (attribute.deprecated) {
    report.add(
      at,
      'schema/deprecated',
      typeof attribute.deprecated === 'string' ? attribute.deprecated : 'is deprecated',
    );
  }
  if (attribute.block) checkBlocks(value, attribute, attribute.block, at, report);
  else if (!isExpression(value)) checkValue(value, attribute, at, report);
}

function checkValue(value: unknown, attribute: Attribute, at: string, report: Report): void {
  const { type, elem } = attribute;
  if (type === 'map') {
    if (!isObject(value)) report.add(at, 'schema/type', `is ${typeName(value)} but must be an object`);
    else for (const [key, item] of Object.entries(value)) checkElement(item, elem, joinField(at, key), report);
  } else if (type === 'list' || type === 'set') {
    if (!Array.isArray(value)) {
      report.add(at, 'schema/type', `is ${typeName(value)} but must be a list`);
      return;
    }
    checkCount(value.length, attribute, at, report);
    value.forEach((item, index) => checkElement(item, elem, joinField(at, index), report));
  } else {
    checkScalar(value, attribute, at, report);
  }
}

function checkElement(value: unknown, elem: Attribute['elem'], at: string, report: Report): void {
  if (isExpression(value)) return;
  if (value === null) report.add(at, 'schema/type', 'is null, which a list or map of the provider does not hold');
  else if (elem) checkValue(value, elem, at, report);
}

function checkScalar(value: unknown, { type, enum: values, range }: Attribute, at: string, report: Report): void {
  if (!isOfType(value, type)) {
    report.add(at, 'schema/type', `is ${typeName(value)} but must be ${EXPECTED[type]}`);
    return;
  }
  if (values && !values.map(String).includes(String(value)) && !isBesideEnum(String(value), values)) {
    const hint = didYouMean(String(value), values.map(String));
    report.add(at, 'schema/enum', `is ${JSON.stringify(value)} but must be one of ${values.join(', ')}${hint}`);
  }
  const [min, max] = range ?? [null, null];
  if (min !== null && Number(value) < min)
    report.add(at, 'schema/range', `is ${Number(value)} but must be at least ${min}`);
  if (max !== null && Number(value) > max)
    report.add(at, 'schema/range', `is ${Number(value)} but must be at most ${max}`);
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

function checkBlocks(value: unknown, attribute: Attribute, block: Attributes, at: string, report: Report): void {
  if (attribute.configMode === 'attr') {
    checkObjects(value, attribute, block, at, report);
    return;
  }
  if (!Array.isArray(value) && !isObject(value)) {
    report.add(at, 'schema/type', `is ${typeName(value)} but must be a block, or a list of blocks`);
    return;
  }
  const isList = Array.isArray(value);
  const blocks: readonly unknown[] = isList ? value : [value];
  if (blocks.length > 0) checkCount(blocks.length, attribute, at, report);
  blocks.forEach((item, index) => {
    const where = isList ? joinField(at, index) : at;
    if (isObject(item)) checkArguments(item, block, where, report, COMMENT);
    else report.add(where, 'schema/type', `is ${typeName(item)} but must be a block`);
  });
}

const COMMENT: ReadonlySet<string> = new Set(['//']);

/** In JSON such a block is read as an attribute, and an object that leaves out a field is refused: it must say null. */
function checkObjects(value: unknown, attribute: Attribute, block: Attributes, at: string, report: Report): void {
  if (isExpression(value)) return;
  if (!Array.isArray(value)) {
    report.add(at, 'schema/type', `is ${typeName(value)} but must be a list of objects`);
    return;
  }
  checkCount(value.length, attribute, at, report);
  value.forEach((item, index) => {
    const where = joinField(at, index);
    if (isExpression(item)) return;
    if (!isObject(item)) {
      report.add(where, 'schema/type', `is ${typeName(item)} but must be an object`);
      return;
    }
    checkArguments(item, block, where, report);
    for (const [name, field] of Object.entries(block)) {
      if (!field.required && !Object.hasOwn(item, name)) {
        report.add(joinField(where, name), 'schema/required', 'must be written here even if it is null');
      }
    }
  });
}

function checkCount(count: number, { minItems, maxItems }: Attribute, at: string, report: Report): void {
  if (minItems !== undefined && count < minItems)
    report.add(at, 'schema/count', `has ${count} items but needs ${minItems}`);
  if (maxItems !== undefined && count > maxItems)
    report.add(at, 'schema/count', `has ${count} items but may have ${maxItems}`);
}

function checkDynamic(value: unknown, attributes: Attributes, at: string, report: Report): void {
  if (!isObject(value)) {
    report.add(at, 'schema/type', `is ${typeName(value)} but must be an object of dynamic blocks`);
    return;
  }
  for (const [name, definition] of Object.entries(value)) {
    const where = joinField(at, name);
    const block = attributes[name]?.block;
    if (block === undefined)
      report.add(where, 'schema/unknown-field', `no block of that name${didYouMean(name, Object.keys(attributes))}`);
    for (const item of Array.isArray(definition) ? definition : [definition]) {
      if (!isObject(item) || !isSet(item.for_each)) report.add(where, 'schema/required', "needs 'for_each'");
      const contents = isObject(item) ? item.content : undefined;
      for (const content of Array.isArray(contents) ? contents : [contents]) {
        if (!isObject(content)) report.add(where, 'schema/required', "needs 'content'");
        else if (block) checkArguments(content, block, joinField(where, 'content'), report, COMMENT);
      }
    }
  }
}
