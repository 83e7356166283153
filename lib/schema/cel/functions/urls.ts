import { EvaluationError } from '../errors';
import { fn, member } from '../overloads';
import { Url } from '../url';

/** `url('https://example.com/path')` */
export const URLS = [
  fn('url', ['string'], (text) => {
    const url = Url.parse(text);
    if (url === undefined) throw new EvaluationError(`URL ${JSON.stringify(text)} can't be read`);
    return url;
  }),
  fn('isURL', ['string'], (text) => Url.parse(text) !== undefined),
  member('getScheme', ['kubernetes.URL'], (url) => url.scheme),
  member('getHost', ['kubernetes.URL'], (url) => url.host),
  member('getHostname', ['kubernetes.URL'], (url) => url.hostname),
  member('getPort', ['kubernetes.URL'], (url) => url.port),
  member('getEscapedPath', ['kubernetes.URL'], (url) => url.escapedPath),
  member('getQuery', ['kubernetes.URL'], (url) => url.query),
];
