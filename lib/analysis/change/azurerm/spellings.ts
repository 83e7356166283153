import { type ValueChange } from '../terraform/plan';
import { ANY_CASE, JSON_TEXTS, KEY_IDS, LOCATIONS, MINUTES, SSH_KEYS, TIMES } from './spelling-tables';

type Spelling = (change: ValueChange) => boolean;

/** Two texts are one where they agree once written in one way; text that can't be read agrees with nothing. */
function writtenAlike(normalize: (text: string) => unknown): Spelling {
  return ({ from, to }) => {
    if (typeof from !== 'string' || typeof to !== 'string' || from === '' || to === '') return false;
    const [before, after] = [normalize(from), normalize(to)];
    return before !== undefined && before === after;
  };
}

const anyCase = writtenAlike((text) => text.toLowerCase());

/** `West Europe` and `westeurope` are one place. */
const location = writtenAlike((text) => text.toLowerCase().replaceAll(' ', ''));

const time = writtenAlike((text) => momentOf(text));
const minute = writtenAlike((text) => {
  const moment = momentOf(text);
  return moment === undefined ? undefined : Math.floor(moment / 60_000);
});

function momentOf(text: string): number | undefined {
  const moment = Date.parse(text);
  return Number.isNaN(moment) ? undefined : moment;
}

/** `https://vault/keys/name/version` without its version. */
const keyOfAnyVersion = writtenAlike((text) => /^https:\/\/[^/]+\/[^/]+\/[^/]+/.exec(text)?.[0]);

const sshKey = writtenAlike((text) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .join(''),
);

const json = writtenAlike((text) => {
  try {
    return JSON.stringify(sorted(JSON.parse(text)));
  } catch {
    return undefined;
  }
});

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => [key, sorted(inner)]);
}

const TABLES: readonly (readonly [ReadonlySet<string>, Spelling])[] = [
  [ANY_CASE, anyCase],
  [LOCATIONS, location],
  [TIMES, time],
  [MINUTES, minute],
  [KEY_IDS, keyOfAnyVersion],
  [SSH_KEYS, sshKey],
  [JSON_TEXTS, json],
];

/** The rule by which the provider takes two spellings of this argument for one; undefined where there is none. */
export function spellingOf(type: string, template: string): Spelling | undefined {
  if (template === 'location' || template.endsWith('.location')) return location;
  return TABLES.find(([names]) => names.has(`${type}.${template}`))?.[1];
}
