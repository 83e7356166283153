import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { anchorOf } from '../../../lib/report/rules-page/links';
import { compatibilityPage, isRefused } from '../../../lib/report/compatibility-page/page';
import { allFacts } from '../../../lib/rules/coverage/answers';
import { FACT_SEVERITIES } from '../../../lib/rules/coverage/catalogue/fact-severities';
import { CONSTRUCTS } from '../../../lib/rules/coverage/constructs';

const ROOT = join(__dirname, '../../..');
const page = compatibilityPage();

function textsIn(...folder: readonly string[]): readonly string[] {
  return readdirSync(join(ROOT, ...folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.parentPath.includes('/kubernetes/api'))
    .map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8'));
}

const pairs = Object.entries(CONSTRUCTS).flatMap(([fact, { errors = [] }]) =>
  errors.map((code): readonly [string, string] => [fact, code]),
);

describe('docs/compatibility.md', () => {
  it("is what the constructs say: 'npm run compatibility' writes it", () => {
    expect(readFileSync(join(ROOT, 'docs/compatibility.md'), 'utf8') === page).toBe(true);
  });

  it('tells what comes of every fact, and how constructs answer all that Azure refuses', () => {
    const ids = allFacts().map(({ id }) => id);
    expect(ids.filter((id) => !FACT_SEVERITIES.has(id))).toEqual([]);
    expect([...FACT_SEVERITIES.keys(), ...Object.keys(CONSTRUCTS)].filter((id) => !ids.includes(id))).toEqual([]);
    expect(ids.filter((id) => isRefused(id) && CONSTRUCTS[id] === undefined)).toEqual([]);
    expect(
      Object.entries(CONSTRUCTS).filter(([, { errors = [], reason }]) => errors.length === 0 && reason === undefined),
    ).toEqual([]);
  });

  it('names errors that there are, in files that name the fact', () => {
    const sources = [...textsIn('lib/azure'), ...textsIn('lib/core'), ...textsIn('lib/kubernetes')];
    const missing = pairs.filter(
      ([fact, code]) => !sources.some((text) => text.includes(`'${code}'`) && new RegExp(`\\b${fact}\\b`).test(text)),
    );
    expect(missing).toEqual([]);
  });

  it('names errors whose whole message is tested', () => {
    const tests = ['azure', 'core', 'kubernetes', 'bad-input', 'platform'].flatMap((folder) => textsIn('test', folder));
    const untested = pairs.filter(([, code]) => !tests.some((text) => new RegExp(`[.?!] \\(${code}\\)`).test(text)));
    expect(untested).toEqual([]);
  });

  it('leads to rules that there are', () => {
    const rules = readFileSync(join(ROOT, 'docs/rules.md'), 'utf8');
    const anchors = new Set([...rules.matchAll(/^#+ (.*)$/gm)].map(([, heading]) => anchorOf(heading as string)));
    const links = [...page.matchAll(/\]\(rules\.md#([^)]*)\)/g)].map(([, anchor]) => anchor as string);
    expect(links.length).toBeGreaterThan(150);
    expect(links.filter((anchor) => !anchors.has(anchor))).toEqual([]);
  });
});
