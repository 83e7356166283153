/** The compact form of data/schemas/azurerm: what each resource and data source of the provider takes. */
export interface ProviderSchema {
  readonly provider: Attributes;
  readonly resources: Readonly<Record<string, ResourceSchema>>;
  readonly dataSources: Readonly<Record<string, ResourceSchema>>;
}

export interface ResourceSchema {
  readonly attributes: Attributes;
  readonly deprecated?: string | boolean;
}

export type Attributes = Readonly<Record<string, Attribute>>;

export interface Attribute {
  readonly type: 'string' | 'int' | 'float' | 'bool' | 'list' | 'set' | 'map';
  readonly required?: boolean;
  readonly optional?: boolean;
  readonly computed?: boolean;
  readonly sensitive?: boolean;
  readonly deprecated?: string | boolean;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly enum?: readonly (string | number)[];
  readonly range?: readonly [number | null, number | null];
  readonly elem?: { readonly type: Attribute['type']; readonly enum?: readonly (string | number)[] };
  readonly block?: Attributes;
  /** The block is written as an attribute: a list of objects that name every field. */
  readonly configMode?: 'attr';
  readonly conflictsWith?: readonly string[];
  readonly exactlyOneOf?: readonly string[];
  readonly atLeastOneOf?: readonly string[];
  readonly requiredWith?: readonly string[];
}

/** Set by Azure alone: a program can read it, not write it. */
export function isReadOnly({ required, optional }: Attribute): boolean {
  return !required && !optional;
}

const EXPRESSION = /(^|[^$])(\$\$)*\$\{|(^|[^%])(%%)*%\{/;

/** Whether Terraform evaluates the text. What comes out may be of any type. */
export function isExpression(value: unknown): value is string {
  return typeof value === 'string' && EXPRESSION.test(value);
}

/** `${azurerm_subnet.nodes.id}` and nothing else: a reference to a resource, which is never null. */
export function isPlainReference(value: unknown): boolean {
  return typeof value === 'string' && /^\$\{(data\.)?[a-z0-9]+_\w+\.[\w-]+(\.\w+|\[\d+\])+\}$/.test(value);
}

export function isSet(value: unknown): boolean {
  return value !== null && value !== undefined;
}
