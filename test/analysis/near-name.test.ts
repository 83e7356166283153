import { nearName } from '../../lib/analysis/near-name';

describe('nearName', () => {
  it.each([
    ['contosprod', 'contosoprod'],
    ['contosooprod', 'contosoprod'],
    ['contosoprid', 'contosoprod'],
  ])('finds that %s was meant as %s', (name, meant) => {
    expect(nearName(name, ['shop', meant])).toBe(meant);
  });

  it('takes no other name for it', () => {
    expect(nearName('contosodev', ['contosoprod'])).toBeUndefined();
    expect(nearName('contoso', ['contoso'])).toBeUndefined();
  });

  it('tells numbered names apart', () => {
    expect(nearName('contoso1', ['contoso2'])).toBeUndefined();
  });
});
