import type { Severity } from '../finding';
import type { RuleExample, RuleText } from '../rule-text';
import { lines, object, terraform } from '../sample';

interface ReaderRuleFacts extends Omit<RuleText, 'id' | 'severity'> {
  /** @default error */
  readonly severity?: Severity;
  /** Left out where no text can show it: links, permissions and sheer size. */
  readonly example?: RuleExample;
}

const YAML = 'YAML 1.2 specification';
const JSON_DOCUMENT = 'RFC 8259: The JavaScript Object Notation (JSON) Data Interchange Format';
const BOUNDS = 'CWE-400: Uncontrolled Resource Consumption';
const MERGED = 'Terraform: Override Files';
const SYNTAX = 'Terraform: JSON Configuration Syntax';
const UNREAD = 'nothing that it holds is checked';

const theme = (data: string, file = 'theme.yaml'): Readonly<Record<string, string>> => ({
  [file]: object('v1', 'ConfigMap', 'theme', [data]),
});
const THEME = theme('data: { theme: dark }');
const group = (fields: Readonly<Record<string, unknown>>): string =>
  terraform({ azurerm_resource_group: { shop: { name: 'shop', ...fields } } });
const GROUP = { 'cdk.tf.json': group({ location: 'westeurope' }) };

/** What reading files may tell of, and what is said about it. */
export const READER_RULES = {
  'read/yaml': {
    what: 'is no YAML',
    why: UNREAD,
    fix: 'Mend the YAML at the line that is told; indent with spaces',
    sources: [YAML],
    example: { failing: theme('data: { theme: dark'), mended: THEME },
  },
  'read/json': {
    what: 'is no JSON',
    why: `it was probably written half: ${UNREAD}`,
    fix: 'Mend the file, or write it again',
    sources: [JSON_DOCUMENT],
    example: { failing: { 'cdk.tf.json': GROUP['cdk.tf.json'].slice(0, -4) }, mended: GROUP },
  },
  'read/duplicate-key': {
    what: 'has a key twice',
    why: 'readers take one of the two, and not all of them the same one',
    fix: 'Remove one of the two',
    sources: [YAML, JSON_DOCUMENT],
    example: { failing: theme('data: { theme: dark, theme: light }'), mended: THEME },
  },
  'read/complex-key': {
    what: 'has an object as a key',
    why: 'no API has such keys: it is mostly a template in braces that nobody filled in',
    fix: 'Quote the key',
    sources: [YAML],
    example: { failing: theme('data: { { theme: dark }: on }'), mended: THEME },
  },
  'read/reserved-key': {
    what: "has the key '__proto__'",
    why: 'programs may take it for something else than data, and be changed by it',
    fix: 'Rename the key',
    sources: ['OWASP: Prototype Pollution Prevention Cheat Sheet'],
    example: { failing: theme('data: { __proto__: { theme: dark } }'), mended: THEME },
  },
  'read/template': {
    severity: 'warning',
    what: 'is a template and no YAML yet',
    why: `what Helm makes of it is not known before it is rendered: ${UNREAD}`,
    fix: 'Check what it renders to: helm template … | cdk-aks check -',
    sources: ["Helm: The Chart Template Developer's Guide"],
    example: {
      failing: { 'theme.yaml': lines('apiVersion: v1', 'kind: ConfigMap', 'metadata:', '  name: {{ .Release.Name }}') },
      mended: THEME,
    },
  },
  'read/cycle': {
    what: 'holds an alias of a value within itself',
    why: `such a value has no end: ${UNREAD}`,
    fix: 'Write the value out',
    sources: [YAML],
    example: { failing: theme('data: &all { all: *all }'), mended: THEME },
  },
  'read/expansion': {
    what: 'grows beyond all bounds when its aliases are expanded',
    why: 'a few lines of YAML can take all memory of whoever reads them',
    fix: 'Write the repeated parts out, or split the document',
    sources: [BOUNDS, YAML],
    example: {
      failing: {
        'theme.yaml': lines(
          'a: &a [dark, dark, dark, dark, dark, dark, dark, dark, dark, dark]',
          ...['b', 'c', 'd', 'e', 'f'].map(
            (name, index) => `${name}: &${name} [${Array(10).fill(`*${'abcde'[index]}`).join(', ')}]`,
          ),
          'apiVersion: v1',
          'kind: ConfigMap',
        ),
      },
      mended: THEME,
    },
  },
  'read/too-deep': {
    what: 'nests objects, lists or folders too deep',
    why: `no API and no program has so many levels: ${UNREAD}`,
    fix: 'Flatten it, or name a folder further down',
    sources: [BOUNDS],
    example: { failing: theme(`data: ${'['.repeat(160)}${']'.repeat(160)}`), mended: THEME },
  },
  'read/nul': {
    what: 'holds a NUL byte',
    why: 'it is no text, and programs disagree about where it ends',
    fix: 'Save it as plain text in UTF-8',
    sources: [YAML],
    example: { failing: theme("data: { theme: 'dark\0' }"), mended: THEME },
  },
  'read/encoding': {
    what: 'is not UTF-8',
    why: 'characters would be guessed, and an API server does not guess',
    fix: 'Save it as UTF-8',
    sources: [JSON_DOCUMENT],
  },
  'read/too-large': {
    what: 'is larger than what is read',
    why: `reading it would take memory without bound: ${UNREAD}`,
    fix: 'Split it, or check the folder without it',
    sources: [BOUNDS],
  },
  'read/too-many': {
    what: 'comes after more files than are read at once',
    why: `reading them all would take time without bound: ${UNREAD}`,
    fix: 'Check fewer at once',
    sources: [BOUNDS],
  },
  'read/file': {
    what: 'cannot be read',
    why: `you may not read it, it leads to nothing, or it is a pipe: ${UNREAD}`,
    fix: 'Mend or remove it',
    sources: ['POSIX.1-2017: open'],
  },
  'read/link': {
    what: 'is a link out of the folder, and is not followed',
    why: 'a repository that somebody sent could otherwise show files of whoever checks it',
    fix: 'Check its target by itself',
    sources: ['CWE-59: Improper Link Resolution Before File Access'],
  },
  'read/terraform': {
    what: 'is no JSON object, as Terraform asks for',
    why: 'Terraform refuses the whole module',
    fix: 'Write blocks into an object',
    sources: [SYNTAX],
    example: { failing: { 'cdk.tf.json': '[]\n' }, mended: GROUP },
  },
  'read/override': {
    severity: 'note',
    what: 'overrides other files of its module, which is not followed',
    why: 'arguments that it changes are told as the other files have them',
    fix: 'Merge the files',
    sources: [MERGED],
    example: { failing: { ...GROUP, 'prod_override.tf.json': group({ location: 'northeurope' }) }, mended: GROUP },
  },
  'read/hcl': {
    severity: 'note',
    what: 'is HCL, which is not read',
    why: 'what the module holds besides its JSON is unknown, so that rules about it say less',
    fix: 'Nothing, if that is meant',
    sources: [SYNTAX],
    example: { failing: { ...GROUP, 'main.tf': lines('variable "region" {}') }, mended: GROUP },
  },
  'read/kustomize-part': {
    severity: 'note',
    what: 'is a part that kustomize puts into objects, and is not checked by itself',
    why: 'a patch lacks what the object that it changes has: as an object it would be wrong',
    fix: 'Check what it comes to: kubectl kustomize … | cdk-aks check -',
    sources: ['Kubernetes: Declarative Management of Kubernetes Objects Using Kustomize'],
    example: {
      failing: {
        'kustomization.yaml': lines('resources: [theme.yaml]', 'patches: [{ path: patch.yaml }]'),
        ...THEME,
        ...theme('data: { theme: light }', 'patch.yaml'),
      },
      mended: { 'kustomization.yaml': lines('resources: [theme.yaml]'), ...theme('data: { theme: light }') },
    },
  },
} as const satisfies Readonly<Record<`read/${string}`, ReaderRuleFacts>>;

export type ReaderRule = keyof typeof READER_RULES;

/** A rule of reading, and an example of it where a text can show one. */
export interface ReaderRuleText extends RuleText {
  readonly id: ReaderRule;
  readonly example?: RuleExample;
}

/** Every rule of reading as it is told to people. */
export const READER_RULE_TEXTS: readonly ReaderRuleText[] = Object.entries<ReaderRuleFacts>(READER_RULES).map(
  ([id, facts]) => ({ severity: 'error', ...facts, id: id as ReaderRule }),
);
