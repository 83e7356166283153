import { once, readTables } from '../../../core/data-files';

/** One argument of a resource, as the provider declares it. Grammar: data/schemas/README.md. */
export interface Attribute {
  readonly type: 'string' | 'int' | 'float' | 'bool' | 'list' | 'set' | 'map';
  readonly required?: boolean;
  readonly optional?: boolean;
  readonly computed?: boolean;
  readonly forceNew?: boolean;
  readonly default?: unknown;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly enum?: readonly unknown[];
  readonly range?: readonly [number | null, number | null];
  readonly elem?: { readonly type?: string; readonly enum?: readonly unknown[] };
  readonly block?: Attributes;
  readonly conflictsWith?: readonly string[];
  readonly exactlyOneOf?: readonly string[];
  readonly atLeastOneOf?: readonly string[];
  readonly requiredWith?: readonly string[];
  readonly configMode?: 'attr';
  readonly writeOnly?: boolean;
  readonly sensitive?: boolean;
}

export type Attributes = Readonly<Record<string, Attribute>>;

interface ProviderSchema {
  readonly resources: Readonly<Record<string, { readonly attributes: Attributes }>>;
}

export const PROVIDER_VERSIONS = ['4.55.0', '4.73.0', '5.2.0'] as const;
const SCHEMAS = new Map(
  PROVIDER_VERSIONS.map((version) => [
    version as string,
    once(() => readTables<ProviderSchema>('schemas', 'azurerm', `${version}.json.gz`)),
  ]),
);

/** The version that the cdktf binding pins: what files that name none are judged by. */
export const DEFAULT_PROVIDER_VERSION = '4.55.0';

/** The release at hand that is nearest to the asked one: the same major first, then the smallest distance. */
export function nearestProviderVersion(asked: string): string {
  const [major = 0, minor = 0] = asked.split('.').map(Number);
  const distance = (version: string): number => {
    const [m = 0, n = 0] = version.split('.').map(Number);
    return Math.abs(m - major) * 1000 + Math.abs(n - minor);
  };
  return [...PROVIDER_VERSIONS].sort((a, b) => distance(a) - distance(b))[0]!;
}

/** The arguments of a resource type; undefined for types that the provider's schema does not hold. */
export function attributesOf(type: string, providerVersion: string): Attributes | undefined {
  return SCHEMAS.get(nearestProviderVersion(providerVersion))!().resources[type]?.attributes;
}
