import { EvaluationError, type Meter, UnknownValue } from '../errors';
import { formatText } from '../format';
import { fn, member } from '../overloads';
import { quote } from '../printing';
import { type List, Unknown } from '../values';

/** The extension of strings, version 2. Places are counted in characters, not in JavaScript's halves of them. */
export const STRINGS = [
  member('charAt', ['string', 'int'], (text, at) => {
    const characters = [...text];
    return characters[within(at, characters.length)] ?? '';
  }),
  member('indexOf', ['string', 'string'], (text, part, meter) => indexFrom(text, part, 0n, meter)),
  member('indexOf', ['string', 'string', 'int'], (text, part, from, meter) => indexFrom(text, part, from, meter)),
  member('lastIndexOf', ['string', 'string'], (text, part, meter) => {
    const { length } = [...text];
    return part === '' ? BigInt(length) : lastIndexFrom(text, part, BigInt(length - 1), meter);
  }),
  member('lastIndexOf', ['string', 'string', 'int'], (text, part, from, meter) =>
    lastIndexFrom(text, part, from, meter),
  ),
  member('lowerAscii', ['string'], (text) => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())),
  member('upperAscii', ['string'], (text) => text.replace(/[a-z]+/g, (letters) => letters.toUpperCase())),
  member('trim', ['string'], (text) => text.trim()),
  member('replace', ['string', 'string', 'string'], (text, from, to, meter) => replace(text, from, to, -1n, meter)),
  member('replace', ['string', 'string', 'string', 'int'], replace),
  member('split', ['string', 'string'], (text, separator, meter) => split(text, separator, -1n, meter)),
  member('split', ['string', 'string', 'int'], split),
  member('substring', ['string', 'int'], (text, start) => {
    const characters = [...text];
    return characters.slice(within(start, characters.length)).join('');
  }),
  member('substring', ['string', 'int', 'int'], (text, start, end) => {
    const characters = [...text];
    if (start > end) throw new EvaluationError(`invalid substring range. start: ${start}, end: ${end}`);
    return characters.slice(within(start, characters.length), within(end, characters.length)).join('');
  }),
  member('join', ['list'], (list, meter) => join(list, '', meter)),
  member('join', ['list', 'string'], (list, separator, meter) => join(list, separator, meter)),
  member('format', ['string', 'list'], (text, args, meter) => formatText(text, args, meter)),
  fn('strings.quote', ['string'], (text) => quote(text)),
];

function within(at: bigint, length: number): number {
  if (at < 0n || at > BigInt(length)) throw new EvaluationError(`index out of range: ${at}`);
  return Number(at);
}

function indexFrom(text: string, part: string, from: bigint, meter: Meter): bigint {
  if (part === '') return from;
  if (from < 0n) throw new EvaluationError(`index out of range: ${from}`);
  const [characters, wanted] = [[...text], [...part]];
  for (let at = Number(from); at <= characters.length - wanted.length; at++) {
    meter.spend(1);
    if (wanted.every((character, index) => characters[at + index] === character)) return BigInt(at);
  }
  return -1n;
}

function lastIndexFrom(text: string, part: string, from: bigint, meter: Meter): bigint {
  if (part === '') return from;
  const [characters, wanted] = [[...text], [...part]];
  if (text.length < part.length || from >= BigInt(characters.length)) return -1n;
  if (from < 0n) throw new EvaluationError(`index out of range: ${from}`);
  for (let at = Math.min(Number(from), characters.length - wanted.length); at >= 0; at--) {
    meter.spend(1);
    if (wanted.every((character, index) => characters[at + index] === character)) return BigInt(at);
  }
  return -1n;
}

function replace(text: string, from: string, to: string, most: bigint, meter: Meter): string {
  if (most === 0n) return text;
  const parts = from === '' ? [...text] : text.split(from);
  if (from === '') parts.unshift('');
  const count = from === '' ? parts.length : parts.length - 1;
  const times = most < 0n ? count : Math.min(count, Number(most));
  meter.spend(parts.length + (times * to.length) / 16);
  return parts.map((part, index) => part + (index < times ? to : index < count ? from : '')).join('');
}

function split(text: string, separator: string, most: bigint, meter: Meter): readonly string[] {
  if (most === 0n) return [];
  const parts = separator === '' ? [...text] : text.split(separator);
  meter.spend(parts.length);
  const count = Number(most);
  if (most < 0n || parts.length <= count) return parts;
  return [...parts.slice(0, count - 1), parts.slice(count - 1).join(separator)];
}

function join(list: List, separator: string, meter: Meter): string {
  let length = separator.length * list.length;
  const texts = list.map((item) => {
    if (item instanceof Unknown) throw new UnknownValue(item.reason);
    if (typeof item !== 'string') throw new EvaluationError('no such overload: join()');
    length += item.length;
    return item;
  });
  meter.spend(length / 16);
  return texts.join(separator);
}
