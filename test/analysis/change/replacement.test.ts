import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { resourceChange } from '../../../lib/analysis/change/resource-change';

interface Case {
  readonly name: string;
  readonly type: string;
  readonly before: Readonly<Record<string, unknown>>;
  readonly after: Readonly<Record<string, unknown>>;
  readonly expected: 'none' | 'update' | 'replace' | 'rotate' | 'error' | 'error-at-apply';
  readonly replacePaths: readonly string[];
  readonly changed: readonly string[];
  readonly error: string;
}

const corpus = join(__dirname, '../../../../shared/conformance/replacement.json.gz');
const cases = existsSync(corpus) ? (JSON.parse(gunzipSync(readFileSync(corpus)).toString('utf8')) as Case[]) : [];

function answer({ type, before, after }: Case): Omit<Case, 'name' | 'type' | 'before' | 'after'> {
  const change = resourceChange(type, before, after, { providerVersion: '4.55.0' });
  const refused = change.refusal?.stage === 'apply' ? 'error-at-apply' : 'error';
  return {
    expected: change.action === 'refused' ? refused : change.action,
    replacePaths: [...change.replacePaths].sort(),
    changed: [...change.changed].sort(),
    error: change.refusal?.code ?? '',
  };
}

const types = cases.length > 0 ? [...new Set(cases.map(({ type }) => type))] : ['any type'];
const described = cases.length > 0 ? describe : describe.skip;

described('what azurerm 4.55.0 plans for one changed resource (skipped where the corpus is not checked out)', () => {
  it.each(types)('is foreseen for every case of %s', (type) => {
    const own = cases.filter((one) => one.type === type);
    const wrong = own.flatMap((one) => {
      const expected = {
        expected: one.expected,
        replacePaths: [...one.replacePaths].sort(),
        changed: [...one.changed].sort(),
        error: one.error,
      };
      const got = answer(one);
      return JSON.stringify(got) === JSON.stringify(expected) ? [] : [{ name: one.name, expected, got }];
    });
    expect(wrong).toEqual([]);
  });
});
