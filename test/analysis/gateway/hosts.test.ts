import { certifies, hostsMeet, isPlainHost } from '../../../lib/analysis/gateway/hosts';

describe('hosts of listeners and routes', () => {
  it.each([
    ['www.contoso.com', 'www.contoso.com', true],
    ['WWW.contoso.com', 'www.contoso.com', true],
    ['www.contoso.com', 'shop.contoso.com', false],
    ['*.contoso.com', 'www.contoso.com', true],
    ['*.contoso.com', 'a.b.contoso.com', true],
    ['*.contoso.com', 'contoso.com', false],
    ['*.contoso.com', 'www.notcontoso.com', false],
    ['*.contoso.com', '*.shop.contoso.com', true],
    ['*.contoso.com', '*.contoso.com', true],
    ['*.contoso.com', '*.tailwind.com', false],
  ])('%s and %s: %s', (a, b, meet) => {
    expect(hostsMeet(a, b)).toBe(meet);
    expect(hostsMeet(b, a)).toBe(meet);
  });

  it('meet everything where one is not named', () => {
    expect(hostsMeet(undefined, 'www.contoso.com')).toBe(true);
    expect(hostsMeet('*.contoso.com', undefined)).toBe(true);
  });

  it('are not known where they are filled in later', () => {
    expect(isPlainHost('www.contoso.com')).toBe(true);
    expect([isPlainHost('${HOST}'), isPlainHost(''), isPlainHost(undefined)]).toEqual([false, false, false]);
  });
});

describe('a name in a certificate', () => {
  it.each([
    ['www.contoso.com', 'www.contoso.com', true],
    ['*.contoso.com', 'www.contoso.com', true],
    ['*.contoso.com', 'a.b.contoso.com', false],
    ['*.contoso.com', 'contoso.com', false],
    ['*.contoso.com', '*.contoso.com', true],
    ['*.contoso.com', '*.shop.contoso.com', false],
    ['www.contoso.com', '*.contoso.com', false],
  ])('%s is good for %s: %s', (name, host, isGood) => {
    expect(certifies(name, host)).toBe(isGood);
  });
});
