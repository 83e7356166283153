import { closest, didYouMean } from '../../lib/core/suggest';

describe('closest', () => {
  it('finds a slip of the pen', () => {
    expect(closest('replicaz', ['image', 'replicas', 'ports'])).toBe('replicas');
    expect(closest('westeurop', ['westus', 'westeurope', 'northeurope'])).toBe('westeurope');
  });

  it('counts case, blanks, hyphens and underscores for nothing', () => {
    expect(closest('West Europe', ['westus', 'westeurope'])).toBe('westeurope');
    expect(closest('max-count', ['minCount', 'maxCount'])).toBe('maxCount');
  });

  it('takes the earlier of two that are as near', () => {
    expect(closest('cat', ['car', 'cap'])).toBe('car');
  });

  it('stays silent when nothing is near', () => {
    expect(closest('mars', ['westeurope', 'eastus'])).toBeUndefined();
    expect(closest('x', ['y'])).toBeUndefined();
    expect(closest('', ['a'])).toBeUndefined();
    expect(closest('abc', [])).toBeUndefined();
  });

  it('is a question to put behind a sentence, or nothing', () => {
    expect(didYouMean('replicaz', ['replicas'])).toBe(" Did you mean 'replicas'?");
    expect(didYouMean('mars', ['replicas'])).toBe('');
  });
});
