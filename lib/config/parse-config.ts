import { dirname, resolve } from 'node:path';
import { type Acknowledgement, isDate } from '../artifact/acknowledgement';
import { SEVERITIES } from '../artifact/finding';
import { Problems } from '../core/errors';
import { meantOr } from '../core/suggest';
import { PROFILES } from '../rules/profiles';
import { ruleIds } from '../rules/ids';
import { type Config, PROVIDER_VERSION } from './config';

type Fields = Readonly<Record<string, unknown>>;

const KEYS = ['profile', 'failOn', 'baseline', 'clusters', 'provider', 'kubernetesVersion', 'acknowledgements'];
const ACKNOWLEDGEMENT_KEYS = ['rule', 'object', 'reason', 'until'];

/**
 * @param path absolute, of the file: what it names is relative to it
 * @param file the same as it is told to people
 * @throws CdkAksError `config/…` with everything that is wrong in it
 */
export function parseConfig(content: unknown, path: string, file: string): Config {
  const reader = new Reader(file);
  const fields = reader.fields(content, '', KEYS);
  const home = dirname(path);
  const config: Config = {
    file,
    profile: reader.choice(fields, 'profile', PROFILES),
    failOn: reader.choice(fields, 'failOn', SEVERITIES),
    baseline: absolute(home, reader.text(fields, 'baseline')),
    clusters: reader.folders(fields, home),
    provider: reader.version(fields, 'provider', PROVIDER_VERSION, '5.2.0'),
    kubernetesVersion: reader.version(fields, 'kubernetesVersion', /^v?1\.\d+(\.\d+)?$/, '1.35'),
    acknowledgements: reader.acknowledgements(fields),
  };
  reader.problems.throwIfAny();
  return config;
}

function absolute(home: string, path: string | undefined): string | undefined {
  return path === undefined ? undefined : resolve(home, path);
}

/** Reads fields one by one and collects what is wrong, so that all of it is told at once. */
class Reader {
  readonly problems = new Problems();

  constructor(private readonly file: string) {}

  fields(value: unknown, property: string, known: readonly string[]): Fields {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      this.add(property, value, 'is no object', `Write keys such as ${known.slice(0, 2).join(' and ')}`);
      return {};
    }
    for (const key of Object.keys(value)) {
      if (known.includes(key)) continue;
      const meant = meantOr(key, known, `Known are ${known.join(', ')}`);
      this.add(property === '' ? key : `${property}.${key}`, undefined, 'is no key of this file', meant, 'unknown-key');
    }
    return value as Fields;
  }

  text(fields: Fields, key: string): string | undefined {
    const value = fields[key];
    if (value === undefined) return undefined;
    if (typeof value === 'string' && value.trim() !== '') return value;
    return this.add(key, value, 'is no text', `Write a text for ${key}`);
  }

  choice<T extends string>(fields: Fields, key: string, choices: readonly T[]): T | undefined {
    const value = fields[key];
    if (value === undefined || choices.includes(value as T)) return value as T | undefined;
    const meant = meantOr(String(value), choices, 'Write one of these');
    return this.add(key, value, `is none of ${choices.join(', ')}`, meant);
  }

  version(fields: Fields, key: string, pattern: RegExp, example: string): string | undefined {
    const value = fields[key];
    if (value === undefined || (typeof value === 'string' && pattern.test(value))) return value;
    // 1.30 without quotes is the number 1.3.
    const rule = typeof value === 'number' ? 'is a number in YAML, where 1.30 is 1.3' : 'is no version';
    return this.add(key, value, rule, `Write '${example}' with quotes`);
  }

  folders(fields: Fields, home: string): Readonly<Record<string, string>> {
    if (fields.clusters === undefined) return {};
    const clusters = this.fields(fields.clusters, 'clusters', Object.keys(Object(fields.clusters)));
    return Object.fromEntries(
      Object.keys(clusters).flatMap((name) => {
        const folder = this.text(clusters, name);
        return folder === undefined ? [] : [[name, resolve(home, folder)]];
      }),
    );
  }

  acknowledgements({ acknowledgements }: Fields): readonly Acknowledgement[] {
    if (acknowledgements === undefined) return [];
    if (!Array.isArray(acknowledgements)) {
      this.add('acknowledgements', acknowledgements, 'is no list', 'Write a list of rule, object and reason');
      return [];
    }
    return acknowledgements.flatMap((value: unknown, index) => this.acknowledgement(value, index) ?? []);
  }

  private acknowledgement(value: unknown, index: number): Acknowledgement | undefined {
    const property = `acknowledgements[${index}]`;
    const { rule, object, reason, until } = this.fields(value, property, ACKNOWLEDGEMENT_KEYS);
    const known = ruleIds();
    const problems = this.problems.all.length;
    if (typeof rule !== 'string' || !known.includes(rule)) {
      const meant = meantOr(String(rule ?? ''), known, 'cdk-aks explain lists them');
      this.add(`${property}.rule`, rule, rule === undefined ? 'is missing' : 'is no rule', meant, 'unknown-rule');
    }
    if (typeof object !== 'string' || object === '') {
      const fix = "Name one such as 'apps/v1/Deployment/shop/cart' or 'azurerm_subnet.nodes'; '*' stands for any text";
      this.add(`${property}.object`, object, object === undefined ? 'is missing' : 'is no name of objects', fix);
    }
    if (typeof reason !== 'string' || reason.trim() === '') {
      this.add(`${property}.reason`, reason, 'is missing', 'Say why the risk is taken', 'no-reason');
    }
    // An unquoted date of YAML is a Date.
    const end = until instanceof Date ? until.toISOString().slice(0, 10) : until;
    if (end !== undefined && (typeof end !== 'string' || !isDate(end))) {
      this.add(`${property}.until`, until, 'is no date', 'Write one such as 2027-01-31');
    }
    if (this.problems.all.length > problems) return undefined;
    const scope = { object: object as string };
    const position = { file: this.file, line: 1, column: 1 };
    const said = { rule: rule as string, reason: reason as string, until: end as string | undefined };
    return { ...said, scope, from: 'config', position };
  }

  private add(property: string, value: unknown, rule: string, fix: string, code = 'invalid'): undefined {
    this.problems.add({ path: this.file, property: property || undefined, value, rule, fix, code: `config/${code}` });
  }
}
