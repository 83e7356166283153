import { InvalidValue } from '../../core/errors';

/** Gateway API: HTTPPathMatch, as its definitions check it. */
const CHARACTERS = /^(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|%[0-9a-fA-F]{2})+$/;
const FORBIDDEN = [/\/\//, /\/\.\.?(\/|$)/, /%2f/i, /#/];

/**
 * A path of requests, such as `/cart`.
 * @throws InvalidValue for what the Gateway API refuses (expose/path)
 */
export function checkPath(path: string, property: string): string {
  const fine =
    path.startsWith('/') &&
    path.length <= 1024 &&
    CHARACTERS.test(path) &&
    !FORBIDDEN.some((pattern) => pattern.test(path));
  if (fine) return path;
  throw new InvalidValue({
    property,
    value: path,
    rule: "is not a path: it starts with '/', and has no '//', '/./', '/../', '#' nor '%2f'",
    fix: path.startsWith('/') ? "Write one such as '/cart'" : `Did you mean '/${path.replace(/^[./]+/, '')}'?`,
    code: 'expose/path',
  });
}
