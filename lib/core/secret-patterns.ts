/** One kind of secret that can be told by its form alone. */
interface SecretPattern {
  /** As messages call it. */
  readonly what: string;
  readonly pattern: RegExp;
}

/**
 * Forms that are secret wherever they stand. Each needs its own material behind a telling word, so that a mention of
 * the word alone (`AccountKey=` in a comment, a path that ends in `/password`) is none.
 */
const PATTERNS: readonly SecretPattern[] = [
  { what: 'a private key', pattern: /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY-----/ },
  {
    what: 'the account key of a connection string',
    pattern: /\b(?:AccountKey|SharedAccessKey)\s*=\s*[A-Za-z0-9+/]{20,}={0,2}/i,
  },
  {
    what: 'the password of a connection string',
    pattern: /(?:^|;)\s*(?:Password|Pwd)\s*=\s*(?!;|\$[({]|\s)[^;\s]+/im,
  },
  {
    what: 'a password in a file',
    pattern: /"\w{0,40}(?:password|passwd|client_?secret|api_?key|account_?key)"\s*:\s*"(?![$<{%])[^"\s]{4,}"/i,
  },
  { what: 'a URL with a password', pattern: /\b[a-z][a-z0-9+.-]{0,20}:\/\/[^\s:/@]*:(?!\$[({])[^\s/@:]+@[^\s/]/i },
  { what: 'a shared access signature', pattern: /[?&;\s]sig=[A-Za-z0-9%+/]{30,}/ },
  { what: 'a signed token (JWT)', pattern: /\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{16,}/ },
  { what: 'a GitHub token', pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{60,})/ },
  { what: 'a GitLab token', pattern: /\bglpat-[A-Za-z0-9_-]{20,}/ },
  { what: 'an AWS access key', pattern: /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/ },
  { what: 'a client secret of Microsoft Entra', pattern: /\b[A-Za-z0-9_~.-]{3}8Q~[A-Za-z0-9_~.-]{31,34}/ },
  {
    what: 'a key of Azure Storage or Cosmos DB',
    pattern: /(?:^|[^A-Za-z0-9+/])[A-Za-z0-9+/]{86}==(?:$|[^A-Za-z0-9+/=])/,
  },
  { what: 'a Slack token', pattern: /\bxox[abprs]-[A-Za-z0-9-]{20,}/ },
  { what: 'a Google API key', pattern: /\bAIza[A-Za-z0-9_-]{35}\b/ },
  { what: 'a Stripe key', pattern: /\b[rs]k_live_[A-Za-z0-9]{20,}/ },
  { what: 'an npm token', pattern: /\bnpm_[A-Za-z0-9]{36}\b/ },
];

const EVERYWHERE = PATTERNS.map(({ pattern }) => new RegExp(pattern, `${pattern.flags}g`));

/** Names whose values are secret: `DB_PASSWORD`, `securityKey`, `AUTHKEY`, but not `PASSWORD_FILE` nor `TOKEN_URL`. */
const SECRET_NAME =
  /(?:passw(?:or)?d|(?:^|[_.-])pass|passphrase|pwd|secret|token|credentials?|(?:api|access|account|auth|encryption|hmac|master|private|security|shared|signing|storage)[_.-]*key|__key)$/i;

/** Values that refer to a secret instead of being one, and the words that stand for none. */
const HARMLESS =
  /^(?:|true|false|yes|no|none|null|default|enabled|disabled|required|optional|\d{1,5}|\/\S*|[a-z][a-z0-9+.-]*:\/\/[^@\s]*|\$\(\w+\))$/i;

/** Public by their nature, however random they look: certificates, public keys, digests of packages. */
const PUBLIC =
  /-----BEGIN (?:CERTIFICATE|PUBLIC KEY)-----[\s\S]*?-----END (?:CERTIFICATE|PUBLIC KEY)-----|\bssh-(?:rsa|ed25519) \S+|\bsha(?:256|384|512)-\S+/g;

/** A certificate as PEM, which is public, in base64. A key may follow it: only what it says tells. */
const CERTIFICATE_IN_BASE64 = /\bLS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t[A-Za-z0-9+/]*={0,2}/g;

/** A token of late values: not written down here, whatever it will be. */
const LATE = /\$\{TfToken\[[^\]]*\]\}/g;

const WORD = /[A-Za-z0-9+/=_-]{32,}/g;
const RANDOM_BITS_PER_CHARACTER = 4.2;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const HEX_DIGEST = /^(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})$/i;

/**
 * What kind of secret a text holds, as the rest of the sentence "it holds …"; undefined where it looks harmless.
 *
 * @param name of the variable, if it has one: `DB_PASSWORD` makes a secret of a value that would pass as text
 */
export function findSecret(text: string, name?: string): string | undefined {
  const written = text
    .replace(LATE, '')
    .replace(CERTIFICATE_IN_BASE64, (encoded) => Buffer.from(encoded, 'base64').toString('latin1'));
  const known = PATTERNS.find(({ pattern }) => pattern.test(written));
  if (known) return known.what;
  if (name !== undefined && SECRET_NAME.test(name) && !HARMLESS.test(written.trim())) {
    return `a value under the name '${name}'`;
  }
  return looksRandom(written.replace(PUBLIC, '')) ? 'text that looks random, as keys do' : undefined;
}

/** A text without what is secret by its form alone. */
export function withoutPatterns(text: string): string {
  return EVERYWHERE.reduce((left, pattern) => left.replace(pattern, '(secret)'), text);
}

/** One long word of mixed case and several digits in which hardly any character repeats: no name, path or sentence does that. */
function looksRandom(text: string): boolean {
  return (text.match(WORD) ?? []).some(
    (word) =>
      !UUID.test(word) &&
      !HEX_DIGEST.test(word) &&
      !/[/_-][a-z]{3,}[/_-]/.test(word) &&
      /[a-z]/.test(word) &&
      /[A-Z]/.test(word) &&
      /\d.*\d.*\d/.test(word) &&
      bitsPerCharacter(word) >= RANDOM_BITS_PER_CHARACTER,
  );
}

/** Shannon's entropy of the characters of a word. */
function bitsPerCharacter(word: string): number {
  const counts = new Map<string, number>();
  for (const character of word) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / word.length) * Math.log2(count / word.length);
  return bits;
}
