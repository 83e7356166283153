import { readArtifacts } from '../../lib/artifact/read/artifacts';
import { collectFiles } from '../../lib/artifact/read/folder';
import { judge } from '../../lib/report/verdict';
import { ruleIds } from '../../lib/rules/ids';
import { RULES } from '../../lib/rules/table';
import { DEPLOY, parse, readOutput } from './output';
import { FAULTS } from './tables';

/** Rules that no fault names, and why none can. */
const UNNAMED: Readonly<Record<string, string>> = {
  'cluster/no-azure-policy': 'is asked by the safeguards of Azure alone',
  'cluster/open-api-server': 'is found in the output as it is, and accepted there',
  'services/selector-twice': 'is asked by the safeguards of Azure alone',
  'workload/windows-administrator': 'is asked by the safeguards of Azure alone',
};

const output = readOutput();

describe('the table of faults', () => {
  it('has enough of them, each with a title of its own', () => {
    const titles = FAULTS.map(([title]) => title);
    expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
    expect(FAULTS.length).toBeGreaterThan(700);
  });

  it('changes something by each, and each something else', () => {
    const edits = FAULTS.map(([title, edit]) => ({ title, ...edit(output) }));
    const seen = new Map<string, string>();
    const alike: string[] = [];
    for (const { title, path, text } of edits) {
      expect([title, text]).not.toEqual([title, output.get(path)?.printed]);
      const key = `${path}\n${text}`;
      const other = seen.get(key);
      if (other === undefined) seen.set(key, title);
      else alike.push(`${title}: as ${other}`);
    }
    expect(alike).toEqual([]);
  });

  it('names every rule that Tailwind Traders can break, and none that is not there', () => {
    const named = new Set(FAULTS.map(([, , rule]) => rule));
    const missing = RULES.filter(({ id }) => !named.has(id)).map(({ id }) => id);
    expect(missing.sort()).toEqual(Object.keys(UNNAMED).sort());
    const known = new Set(ruleIds());
    expect([...named].filter((rule) => !known.has(rule))).toEqual([]);
  });
});

describe('the output that the faults are put into', () => {
  it.each(['recommended', 'strict'] as const)('has nothing that %s finds and nobody accepts', (profile) => {
    const { files, diagnostics } = collectFiles([DEPLOY]);
    const { findings } = judge(readArtifacts(files, { diagnostics }), { profile });
    expect(findings.filter(({ acknowledged }) => !acknowledged)).toEqual([]);
  });

  it('is read whole', () => {
    const artifacts = readArtifacts([...output].map(([path, { read }]) => ({ path, content: read })));
    expect(artifacts.diagnostics).toEqual([]);
    expect(artifacts.objects().length).toBeGreaterThan(100);
  });

  it('is printed as it is read', () => {
    for (const [path, { documents, printed }] of output) expect(parse(path, printed)).toEqual(documents);
  });
});
