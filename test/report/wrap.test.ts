import fc from 'fast-check';
import { labelled, wrap } from '../../lib/report/wrap';

describe('wrapping', () => {
  it('breaks at blanks and leaves a long word whole', () => {
    expect(wrap('one two three four five six', 20)).toEqual(['one two three four', 'five six']);
    expect(wrap('a https://example.com/a/very/long/address b', 20)).toEqual([
      'a',
      'https://example.com/a/very/long/address',
      'b',
    ]);
    expect(wrap('', 20)).toEqual(['']);
  });

  it('keeps every word, and no line is longer than the width unless it is one word', () => {
    const word = fc.stringMatching(/^[a-z]{1,30}$/);
    fc.assert(
      fc.property(fc.array(word), fc.integer({ min: 20, max: 60 }), (words, width) => {
        const lines = wrap(words.join(' '), width);
        expect(lines.join(' ')).toBe(words.join(' '));
        for (const line of lines) expect(line.length <= width || !line.includes(' ')).toBe(true);
      }),
    );
  });

  it('sets further lines below the text of the first', () => {
    expect(labelled('why  ', 'one two three four five six', 25)).toEqual(['why  one two three four', '     five six']);
  });
});
