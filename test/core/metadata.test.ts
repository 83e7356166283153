import { checkAnnotations, checkLabels, LARGEST_ANNOTATIONS } from '../../lib/core/metadata';

describe('labels', () => {
  it('takes good ones', () => {
    expect(() => checkLabels({ 'app.kubernetes.io/name': 'cart', tier: '' })).not.toThrow();
  });

  it('tells every bad key and value at once', () => {
    expect(() => checkLabels({ 'a b': 'x', team: 'shop & co' })).toThrow(
      new Error(
        "'labels' (a b) is not a qualified name: 1 to 63 letters, digits, '-', '_' and '.', starting and ending with a letter or digit, with an optional DNS subdomain and '/' in front. Did you mean 'a-b'? (name/qualified)\n" +
          "'labels['team']' (shop & co) is not the value of a label: up to 63 letters, digits, '-', '_' and '.', starting and ending with a letter or digit, or nothing. Did you mean 'shop-co'? (name/label-value)",
      ),
    );
  });
});

describe('annotations', () => {
  it('takes any value, and capitals in the prefix of a key', () => {
    expect(() => checkAnnotations({ 'Example.com/note': 'any text: {}\n…' })).not.toThrow();
  });

  it('refuses a bad key', () => {
    expect(() => checkAnnotations({ 'a/b/c': '' })).toThrow(/'annotations' \(a\/b\/c\) is not a qualified name/);
  });

  it('refuses more than 256 KiB of keys and values together, in bytes', () => {
    expect(() => checkAnnotations({ a: 'x'.repeat(LARGEST_ANNOTATIONS - 1) })).not.toThrow();
    expect(() => checkAnnotations({ a: 'x'.repeat(LARGEST_ANNOTATIONS - 2) + 'ä' })).toThrow(
      new Error(
        "'annotations' (262145) is the size of all keys and values in bytes, above 262144. Move what is large to a ConfigMap. (annotation/size)",
      ),
    );
  });
});
