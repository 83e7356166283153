/** `url('https://example.com:80/path?k=v')` of Kubernetes, as Go's `net/url` reads it. */
export class Url {
  readonly kind = 'kubernetes.URL';

  /** Undefined for what is neither an absolute URL nor an absolute path. */
  static parse(text: string): Url | undefined {
    if (text === '' || /[\u0000-\u001f\u007f]/.test(text)) return undefined;
    const [, scheme = '', afterScheme = text] = /^([A-Za-z][A-Za-z0-9+.-]*):(.*)$/s.exec(text) ?? [];
    if (scheme === '' && !text.startsWith('/')) return undefined;
    const [beforeFragment = ''] = afterScheme.split('#', 1);
    const [hierarchy = '', ...query] = beforeFragment.split('?');
    if (!hierarchy.startsWith('/')) return new Url(scheme.toLowerCase(), '', '', query.join('?'), text);
    const [, authority, path = hierarchy] = (scheme === '' ? null : /^\/\/([^/]*)(.*)$/s.exec(hierarchy)) ?? [];
    const host = authority === undefined ? '' : hostOf(authority);
    if (host === undefined || !isEscaped(path)) return undefined;
    return new Url(scheme.toLowerCase(), host, path, query.join('?'), text);
  }

  private constructor(
    readonly scheme: string,
    /** With the port. */
    readonly host: string,
    private readonly path: string,
    private readonly rawQuery: string,
    private readonly text: string,
  ) {}

  /** Without the brackets of an IPv6 address. */
  get hostname(): string {
    return this.host.replace(/:\d*$/, '').replace(/^\[|\]$/g, '');
  }

  get port(): string {
    return /:(\d+)$/.exec(this.host)?.[1] ?? '';
  }

  get escapedPath(): string {
    return this.path.replace(/[^A-Za-z0-9\-_.~$&+,/:;=@!'()*[\]%]/gu, (character) => escape(character));
  }

  /** Values by name; a pair that can't be read is left out. */
  get query(): ReadonlyMap<string, readonly string[]> {
    const values = new Map<string, string[]>();
    for (const pair of this.rawQuery.split('&')) {
      if (pair === '' || pair.includes(';')) continue;
      const cut = pair.includes('=') ? pair.indexOf('=') : pair.length;
      const [name, value] = [unescape(pair.slice(0, cut)), unescape(pair.slice(cut + 1))];
      if (name === undefined || value === undefined) continue;
      const before = values.get(name);
      if (before) before.push(value);
      else values.set(name, [value]);
    }
    return values;
  }

  toString(): string {
    return this.text;
  }
}

/** Undefined for an authority that can't be read. */
function hostOf(authority: string): string | undefined {
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  const bracketed = /^\[[0-9A-Fa-f:.]+(?:%25[^\]]+)?\](?::\d*)?$/;
  const plain = /^(?:[A-Za-z0-9\-_.~!$&'()*+,;="<>]|%[0-9A-Fa-f]{2}|[^\u0000-\u007f])*(?::\d*)?$/;
  return (host.startsWith('[') ? bracketed : plain).test(host) ? host : undefined;
}

function isEscaped(path: string): boolean {
  return !/%(?![0-9A-Fa-f]{2})/.test(path);
}

function escape(character: string): string {
  return [...Buffer.from(character)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
}

function unescape(text: string): string | undefined {
  if (!isEscaped(text)) return undefined;
  const bytes = text
    .replaceAll('+', ' ')
    .split(/(%[0-9A-Fa-f]{2})/)
    .map((part, index) => (index % 2 === 1 ? Buffer.from(part.slice(1), 'hex') : Buffer.from(part)));
  return Buffer.concat(bytes).toString();
}
