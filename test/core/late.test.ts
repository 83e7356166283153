import { Fn, Lazy, Token } from 'cdktf';
import { dnsLabel } from '../../lib/core/dns-names';
import { formatProblem } from '../../lib/core/errors';
import { hideLate, isLate } from '../../lib/core/late';
import { azureName } from '../../lib/core/names';

const text = Lazy.stringValue({ produce: () => 'x' });
const number = Lazy.numberValue({ produce: () => 1 });
const list = Lazy.listValue({ produce: () => ['x'] });

describe('a value that only Azure knows', () => {
  it('is known by the marks that cdktf gives it', () => {
    for (const late of [text, `a-${text}`, number, list[0] as string, String(Token.asNumber(Fn.tonumber('1')))]) {
      expect(isLate(late)).toBe(true);
    }
    for (const literal of ['x', '${x}', '$', 0, -1, -8.1, Number.MAX_SAFE_INTEGER, -Number.MAX_VALUE]) {
      expect(isLate(literal)).toBe(false);
    }
  });

  it('is never printed as it looks inside', () => {
    expect(hideLate(`a ${text} b ${number} c`)).toBe('a known after deploy b known after deploy c');
    expect(formatProblem({ value: [text, number], rule: 'is bad', fix: 'Mend it', code: 'a/b' })).toBe(
      '(["known after deploy",known after deploy]) is bad. Mend it. (a/b)',
    );
  });

  it('is told as such where a name is checked, and never mended', () => {
    expect(() => dnsLabel(text, 'id')).toThrow(
      "'id' holds a value that only Azure knows, and a DNS label (RFC 1123) is checked before anything is deployed. Write a literal. (late/validated-field)",
    );
    expect(() => azureName('keyVault', text)).toThrow(
      "'name' holds a value that only Azure knows, and the name of a key vault is checked before anything is deployed. Write a literal. (late/validated-field)",
    );
  });
});
