import { compileRegex, findAll } from '../regex';
import { fn, member } from '../overloads';

/** Regular expressions of RE2, whose time grows no faster than the text. */
export const REGEXES = [
  member('matches', ['string', 'string'], (text, pattern, meter) => compileRegex(pattern, text, meter).test(text)),
  fn('matches', ['string', 'string'], (text, pattern, meter) => compileRegex(pattern, text, meter).test(text)),
  member('find', ['string', 'string'], (text, pattern, meter) => findAll(pattern, text, 1, meter)[0] ?? ''),
  member('findAll', ['string', 'string'], (text, pattern, meter) => findAll(pattern, text, -1, meter)),
  member('findAll', ['string', 'string', 'int'], (text, pattern, most, meter) =>
    findAll(pattern, text, Number(most), meter),
  ),
];
