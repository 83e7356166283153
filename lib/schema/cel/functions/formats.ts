import { isDns1035Label, isDnsLabel, isDnsSubdomain, isLabelValue, isQualifiedName } from '../../../core/dns-names';
import { fn, member } from '../overloads';
import { parseTimestamp } from '../time';
import { Url } from '../url';
import { NamedFormat, Optional } from '../values';

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const UUID = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i;

/** What the text would be with another end: names that are generated end in `-`. */
const prefix = (isName: (text: string) => boolean) => (text: string) => isName(text.replace(/-$/, 'a'));

const FORMATS_BY_NAME: Readonly<Record<string, (text: string) => boolean>> = {
  dns1123Label: isDnsLabel,
  dns1123LabelPrefix: prefix(isDnsLabel),
  dns1123Subdomain: isDnsSubdomain,
  dns1123SubdomainPrefix: prefix(isDnsSubdomain),
  dns1035Label: isDns1035Label,
  dns1035LabelPrefix: prefix(isDns1035Label),
  qualifiedName: isQualifiedName,
  labelValue: isLabelValue,
  uri: (text) => Url.parse(text) !== undefined,
  uuid: (text) => UUID.test(text),
  byte: (text) => BASE64.test(text),
  date: (text) => /^\d{4}-\d\d-\d\d$/.test(text) && isInstant(`${text}T00:00:00Z`),
  datetime: isInstant,
};

const NAMED: ReadonlyMap<string, NamedFormat> = new Map(
  Object.entries(FORMATS_BY_NAME).map(([name, fits]) => [
    name,
    new NamedFormat(name, (text) => (fits(text) ? undefined : `is not of the form ${name}`)),
  ]),
);

/** `format.dns1123Label().validate(text)`, since Kubernetes 1.31: what is wrong with a text, if anything. */
export const FORMATS = [
  ...[...NAMED].map(([name, format]) => fn(`format.${name}`, [], () => format)),
  fn('format.named', ['string'], (name) => {
    const format = NAMED.get(name);
    return format === undefined ? Optional.none : new Optional(format);
  }),
  member('validate', ['kubernetes.NamedFormat', 'string'], (format, text) => {
    const problem = format.problem(text);
    return problem === undefined ? Optional.none : new Optional([problem]);
  }),
];

function isInstant(text: string): boolean {
  try {
    parseTimestamp(text);
    return true;
  } catch {
    return false;
  }
}
