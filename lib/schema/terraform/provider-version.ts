import type { TerraformModule } from '../../artifact/read/model';
import { PROVIDER_VERSIONS } from '../data';

/** Which schema a module is checked with, and why. */
export interface ProviderChoice {
  /** Folder of the module. */
  readonly module: string;
  /** What the module asks for: a constraint, an exact version, or nothing. */
  readonly asked: string;
  /** Version of the schema. */
  readonly checked: string;
  /** False where that version is only the nearest at hand. */
  readonly exact: boolean;
}

export type Version = readonly [number, number, number];

/**
 * The schema for a module's provider: of the version that its lock file or constraint comes to, as Terraform would
 * choose; else the nearest at hand.
 *
 * @param wanted tries another version: the check of an upgrade
 */
export function chooseProvider(module: TerraformModule, wanted?: string): ProviderChoice {
  const constraint = module.requiredProviders.azurerm ?? '';
  const asked = wanted ?? module.lockedProviders.azurerm ?? constraint;
  const { checked, exact } = nearestVersion(asked, PROVIDER_VERSIONS);
  return { module: module.folder, asked, checked, exact };
}

/**
 * The version that a constraint starts from where that is at hand (`~> 4.55` was written for 4.55.0); else the newest
 * that fulfils it, as Terraform installs it; else the nearest below or above.
 */
export function nearestVersion(
  asked: string,
  versions: readonly string[],
): { readonly checked: string; readonly exact: boolean } {
  const terms = parseConstraint(asked);
  const newest = versions.at(-1) as string;
  if (terms === undefined || terms.length === 0) return { checked: newest, exact: asked.trim() === '' };
  const target = aim(terms);
  const fitting = versions.filter((version) => terms.every((term) => fulfils(parse(version), term)));
  const best = fitting.find((version) => compare(parse(version), target) === 0) ?? fitting.at(-1);
  if (best !== undefined) return { checked: best, exact: true };
  const near = [...versions].sort((a, b) => compareDistance(parse(a), parse(b), target));
  return { checked: near[0] as string, exact: false };
}

/** The oldest version that fulfils a constraint; undefined where it has no lower end, or is none. */
export function oldestVersion(asked: string): Version | undefined {
  const lower = (parseConstraint(asked) ?? []).filter(({ operator }) => ['=', '>', '>=', '~>'].includes(operator));
  return lower
    .map(({ version }) => version)
    .sort(compare)
    .at(-1);
}

interface Term {
  readonly operator: string;
  readonly version: Version;
  /** How many parts were written: `~> 4.55` bounds the major, `~> 4.55.0` the minor. */
  readonly parts: number;
}

/** Undefined for what is no constraint, such as a typo or an expression. */
function parseConstraint(text: string): readonly Term[] | undefined {
  if (text.trim() === '') return [];
  const terms = text.split(',').map((term): Term | undefined => {
    const match = /^\s*(=|!=|>=?|<=?|~>)?\s*v?(\d+(?:\.\d+){0,2})(?:[-+][\w.]+)?\s*$/.exec(term);
    if (!match) return undefined;
    const written = match[2] as string;
    return { operator: match[1] ?? '=', version: parse(written), parts: written.split('.').length };
  });
  return terms.every((term) => term !== undefined) ? terms : undefined;
}

function parse(text: string): Version {
  const [major = 0, minor = 0, patch = 0] = text.split('.').map(Number);
  return [major, minor, patch];
}

function compare(a: Version, b: Version): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}

function fulfils(version: Version, { operator, version: bound, parts }: Term): boolean {
  const order = compare(version, bound);
  switch (operator) {
    case '=':
      return order === 0;
    case '!=':
      return order !== 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    default:
      return order >= 0 && version[0] === bound[0] && (parts < 3 || version[1] === bound[1]);
  }
}

/** The version that a constraint is about: its only exact one, its lower bound, or its upper bound. */
function aim(terms: readonly Term[]): Version {
  const preferred = ['=', '~>', '>=', '>', '<=', '<'];
  const sorted = [...terms].sort((a, b) => preferred.indexOf(a.operator) - preferred.indexOf(b.operator));
  return (sorted[0] as Term).version;
}

/** A change of the major version breaks more than any number of minor ones; among others, the near end of a major. */
function compareDistance(a: Version, b: Version, target: Version): number {
  const major = Math.abs(a[0] - target[0]) - Math.abs(b[0] - target[0]);
  if (major !== 0) return major;
  if (a[0] !== b[0] || a[0] === target[0]) {
    return (
      Math.abs(a[1] - target[1]) - Math.abs(b[1] - target[1]) || Math.abs(a[2] - target[2]) - Math.abs(b[2] - target[2])
    );
  }
  return a[0] > target[0] ? compare(a, b) : compare(b, a);
}
