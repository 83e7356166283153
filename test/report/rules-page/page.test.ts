import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allChecks, allFacts } from '../../../lib/rules/coverage/answers';
import { ruleIds } from '../../../lib/rules/ids';
import { anchorOf } from '../../../lib/report/rules-page/links';
import { rulesPage } from '../../../lib/report/rules-page/page';

const page = rulesPage();
const headings = [...page.matchAll(/^#+ (.*)$/gm)].map(([, heading]) => heading as string);

describe('docs/rules.md', () => {
  it("is what the rules say: 'npm run rules' writes it", () => {
    expect(readFileSync(join(__dirname, '../../../docs/rules.md'), 'utf8') === page).toBe(true);
  });

  it('has a section for every rule, and a line for every public check and every fact', () => {
    expect(ruleIds().filter((id) => !headings.includes(id))).toEqual([]);
    const names = [...allChecks(), ...allFacts()].map(({ id }) => id.slice(id.indexOf('/') + 1));
    const told = new Set([...page.matchAll(/(?:^\| |^ +- )`([^`]+)`/gm)].map(([, name]) => name));
    expect(names.filter((name) => !told.has(name))).toEqual([]);
  });

  it('leads to what is there: each anchor once, each link to one', () => {
    const anchors = headings.map(anchorOf);
    expect(anchors.filter((anchor, index) => anchors.indexOf(anchor) !== index)).toEqual([]);
    const links = [...page.matchAll(/\]\(#([^)]*)\)/g)].map(([, anchor]) => anchor as string);
    expect(links.length).toBeGreaterThan(1_000);
    expect(links.filter((anchor) => !anchors.includes(anchor))).toEqual([]);
  });

  it('can be read as it stands: no line is wide', () => {
    const wide = page.split('\n').filter((line) => line.length > (line.startsWith('|') ? 400 : 140));
    expect(wide).toEqual([]);
  });
});
