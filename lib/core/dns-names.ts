import { InvalidValue } from './errors';
import { isLate } from './late';

/** One kind of name of Kubernetes: what it looks like, and how a near miss becomes one. */
interface Syntax {
  readonly what: string;
  readonly words: string;
  readonly pattern: RegExp;
  readonly max: number;
  readonly code: string;
  readonly mend: (text: string) => string;
}

const hyphenated = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]+/g, '-');
const trimmed = (text: string): string => text.replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '');
const LABEL = '[a-z0-9](?:[-a-z0-9]*[a-z0-9])?';

const DNS_LABEL: Syntax = {
  what: 'a DNS label (RFC 1123)',
  words: "1 to 63 lower-case letters, digits and '-', starting and ending with a letter or digit",
  pattern: new RegExp(`^${LABEL}$`),
  max: 63,
  code: 'name/dns-label',
  mend: hyphenated,
};

const DNS_1035_LABEL: Syntax = {
  what: 'a DNS label (RFC 1035)',
  words: "1 to 63 lower-case letters, digits and '-', starting with a letter and ending with a letter or digit",
  pattern: /^[a-z](?:[-a-z0-9]*[a-z0-9])?$/,
  max: 63,
  code: 'name/dns-1035-label',
  mend: (text) => hyphenated(text).replace(/^[^a-z]+/, ''),
};

const DNS_SUBDOMAIN: Syntax = {
  what: 'a DNS subdomain (RFC 1123)',
  words: "1 to 253 lower-case letters, digits, '-' and '.', every part starting and ending with a letter or digit",
  pattern: new RegExp(`^${LABEL}(?:\\.${LABEL})*$`),
  max: 253,
  code: 'name/dns-subdomain',
  mend: (text) => text.split('.').map(hyphenated).map(trimmed).filter(Boolean).join('.'),
};

const LABEL_VALUE: Syntax = {
  what: 'the value of a label',
  words: "up to 63 letters, digits, '-', '_' and '.', starting and ending with a letter or digit, or nothing",
  pattern: /^(?:[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?)?$/,
  max: 63,
  code: 'name/label-value',
  mend: (text) => text.replace(/[^-A-Za-z0-9_.]+/g, '-'),
};

const ENV_NAME: Syntax = {
  what: 'the name of an environment variable',
  words: "letters, digits, '_', '-' and '.', not starting with a digit",
  pattern: /^[-._a-zA-Z][-._a-zA-Z0-9]*$/,
  max: Infinity,
  code: 'name/env',
  mend: (text) => text.replace(/[^-._a-zA-Z0-9]+/g, '_').replace(/^(?=\d)/, '_'),
};

const PORT_NAME: Syntax = {
  what: 'the name of a port',
  words:
    "1 to 15 lower-case letters, digits and single '-', with at least one letter, starting and ending with a letter or digit",
  pattern: /^(?=.*[a-z])(?!.*--)[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/,
  max: 15,
  code: 'name/port',
  mend: hyphenated,
};

const CONFIG_KEY: Syntax = {
  what: 'a key of a ConfigMap or Secret',
  words: "1 to 253 letters, digits, '-', '_' and '.', neither '.' nor starting with '..'",
  pattern: /^(?!\.$|\.\.)[-._a-zA-Z0-9]+$/,
  max: 253,
  code: 'name/config-key',
  mend: (text) => text.replace(/[^-._a-zA-Z0-9]+/g, '.').replace(/^\.+/, ''),
};

const QUALIFIED_PART: Syntax = {
  what: 'a qualified name',
  words:
    "1 to 63 letters, digits, '-', '_' and '.', starting and ending with a letter or digit, with an optional DNS subdomain and '/' in front",
  pattern: /^[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?$/,
  max: 63,
  code: 'name/qualified',
  mend: (text) => text.replace(/[^-A-Za-z0-9_.]+/g, '-'),
};

export const isDnsLabel = (text: string): boolean => fits(DNS_LABEL, text);
export const isDns1035Label = (text: string): boolean => fits(DNS_1035_LABEL, text);
export const isDnsSubdomain = (text: string): boolean => fits(DNS_SUBDOMAIN, text);
export const isLabelValue = (text: string): boolean => fits(LABEL_VALUE, text);
export const isEnvName = (text: string): boolean => fits(ENV_NAME, text);
export const isPortName = (text: string): boolean => fits(PORT_NAME, text);
export const isConfigKey = (text: string): boolean => fits(CONFIG_KEY, text);

/** `name` or `prefix/name`: keys of labels and annotations, names of finalizers. */
export function isQualifiedName(text: string): boolean {
  const slash = text.indexOf('/');
  return slash < 0
    ? fits(QUALIFIED_PART, text)
    : isDnsSubdomain(text.slice(0, slash)) && fits(QUALIFIED_PART, text.slice(slash + 1));
}

/** Namespaces, pods' containers, ports of a Service. Each of these returns its text. @throws InvalidValue (name/dns-label) */
export const dnsLabel = (text: string, property?: string): string => demand(DNS_LABEL, text, property);

/** Services up to Kubernetes 1.33. @throws InvalidValue (name/dns-1035-label) */
export const dns1035Label = (text: string, property?: string): string => demand(DNS_1035_LABEL, text, property);

/** Names of most objects. @throws InvalidValue (name/dns-subdomain) */
export const dnsSubdomain = (text: string, property?: string): string => demand(DNS_SUBDOMAIN, text, property);

/** @throws InvalidValue (name/label-value) */
export const labelValue = (text: string, property?: string): string => demand(LABEL_VALUE, text, property);

/** As every supported Kubernetes takes it; newer ones take more. @throws InvalidValue (name/env) */
export const envName = (text: string, property?: string): string => demand(ENV_NAME, text, property);

/** Ports of containers (IANA_SVC_NAME). @throws InvalidValue (name/port) */
export const portName = (text: string, property?: string): string => demand(PORT_NAME, text, property);

/** @throws InvalidValue (name/config-key) */
export const configKey = (text: string, property?: string): string => demand(CONFIG_KEY, text, property);

/** Keys of labels and annotations. @throws InvalidValue (name/qualified) */
export function qualifiedName(text: string, property?: string): string {
  if (isQualifiedName(text)) return text;
  const slash = text.lastIndexOf('/');
  const prefix = slash < 0 ? '' : `${mended(DNS_SUBDOMAIN, text.slice(0, slash))}/`;
  const guess = `${prefix === '/' ? '' : prefix}${mended(QUALIFIED_PART, text.slice(slash + 1))}`;
  throw refused(QUALIFIED_PART, text, property, isQualifiedName(guess) ? guess : undefined);
}

function fits(syntax: Syntax, text: string): boolean {
  return text.length <= syntax.max && syntax.pattern.test(text);
}

function demand(syntax: Syntax, text: string, property?: string): string {
  if (fits(syntax, text)) return text;
  const guess = mended(syntax, text);
  throw refused(syntax, text, property, guess !== '' && fits(syntax, guess) ? guess : undefined);
}

function mended(syntax: Syntax, text: string): string {
  const whole = syntax === ENV_NAME ? syntax.mend(text) : trimmed(syntax.mend(text));
  return syntax === ENV_NAME ? whole : trimmed(whole.slice(0, syntax.max));
}

function refused(syntax: Syntax, text: string, property: string | undefined, guess: string | undefined): InvalidValue {
  if (isLate(text)) {
    return new InvalidValue({
      property,
      rule: `holds a value that only Azure knows, and ${syntax.what} is checked before anything is deployed`,
      fix: 'Write a literal',
      code: 'late/validated-field',
    });
  }
  const tooLong = text.length > syntax.max && syntax.pattern.test(text);
  return new InvalidValue({
    property,
    value: text,
    rule: tooLong
      ? `has ${text.length} characters; ${syntax.what} has at most ${syntax.max}`
      : `is not ${syntax.what}: ${syntax.words}`,
    fix: guess === undefined ? 'Write another one' : `Did you mean '${guess}'?`,
    code: syntax.code,
  });
}
