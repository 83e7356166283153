import { Vocabulary } from '../../../lib/analysis/parity/names/vocabulary';
import { wordsApart } from '../../../lib/analysis/parity/names/words';

describe('wordsApart', () => {
  it.each([
    ['dev', 'prod', ['dev', 'prod']],
    ['shop-dev-aks', 'shop-prod-aks', ['dev', 'prod']],
    ['shop-dev-weu', 'shop-prod-neu', ['dev-weu', 'prod-neu']],
    ['shop-staging', 'shop', ['staging', '']],
    ['contosodev', 'contosoprod', ['contosodev', 'contosoprod']],
  ])('finds what tells %s from %s', (a, b, words) => {
    expect(wordsApart(a, b)).toEqual(words);
    expect(wordsApart(b, a)).toEqual([...words].reverse());
  });

  it('finds nothing between equal names', () => {
    expect(wordsApart('shop-aks', 'shop-aks')).toBeUndefined();
  });
});

function environments(...names: readonly (readonly [string, string])[]): Vocabulary {
  const vocabulary = new Vocabulary();
  for (const [a, b] of names) vocabulary.learnEnvironment(a, b);
  return vocabulary;
}

describe('Vocabulary', () => {
  it.each([
    ['shop-dev', 'shop-prod'],
    ['contosodevdata', 'contosoproddata'],
    ['SHOP_DEV_URL', 'SHOP_PROD_URL'],
    ['https://dev.shop.example/dev', 'https://prod.shop.example/prod'],
  ])('takes %s and %s for one name once dev stands for prod', (a, b) => {
    expect(environments(['shop-dev-aks', 'shop-prod-aks']).same(a, b)).toBe(true);
  });

  it.each([
    ['shop-prod', 'shop-dev'],
    ['shop-dev', 'store-prod'],
    ['Development', 'Production'],
    ['shop-dev-2', 'shop-prod'],
  ])('keeps %s and %s apart', (a, b) => {
    expect(environments(['dev', 'prod']).same(a, b)).toBe(false);
  });

  it('knows an environment that is not named at all', () => {
    const vocabulary = environments(['shop-staging', 'shop']);

    expect(vocabulary.same('shop-staging-vault', 'shop-vault')).toBe(true);
    expect(vocabulary.same('staging.shop.example', 'shop.example')).toBe(true);
    expect(vocabulary.same('shop-staging-vault', 'shop-store')).toBe(false);
  });

  it('takes other names only as whole words, and without their hyphens and dots', () => {
    const vocabulary = new Vocabulary();
    vocabulary.learn('blue-sea', 'red-hill');
    vocabulary.learn('a.shop.example', 'www.shop.example');

    expect(vocabulary.same('blue-sea-data', 'red-hill-data')).toBe(true);
    expect(vocabulary.same('https://bluesea.azurecr.io', 'https://redhill.azurecr.io')).toBe(true);
    expect(vocabulary.same('https-a-shop-example', 'https-www-shop-example')).toBe(true);
    expect(vocabulary.same('blueseadata', 'redhilldata')).toBe(false);
  });

  it.each([
    ['1', '2'],
    ['v1', 'v2'],
    ['Standard', 'Premium'],
    ['system', 'user'],
    ['${azurerm_subnet.a.id}', '${azurerm_subnet.b.id}'],
  ])('learns nothing from %s and %s, which are no names', (a, b) => {
    const vocabulary = environments([a, b]);
    vocabulary.learn(a, b);

    expect(vocabulary.same(a, b)).toBe(false);
  });
});
