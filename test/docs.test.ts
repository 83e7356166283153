import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';
import { emptyFolder, readFiles } from './support/world';

const ROOT = resolve(__dirname, '..');
const TSX = join(ROOT, 'node_modules/tsx/dist/cli.mjs');

/** Every TypeScript block of the documents, by file and line. */
const blocks = documents().flatMap((path) => {
  const text = readFileSync(join(ROOT, path), 'utf8');
  return [...text.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map((match) => ({
    name: `${path}:${text.slice(0, match.index).split('\n').length}`,
    code: match[1] as string,
    files: filesIn(text),
  }));
});

/** Files that a document shows, each with its name in a comment before it: they lie beside its programs. */
function filesIn(text: string): readonly (readonly [name: string, content: string])[] {
  const shown = text.matchAll(/^<!-- ([\w.]+\.json) -->\n+```json\n([\s\S]*?)^```$/gm);
  return [...shown].map((match) => [match[1] as string, match[2] as string]);
}

function documents(): string[] {
  const examples = readdirSync(join(ROOT, 'examples')).map((name) => `examples/${name}/README.md`);
  const docs = existsSync(join(ROOT, 'docs')) ? readdirSync(join(ROOT, 'docs')).map((name) => `docs/${name}`) : [];
  return ['README.md', 'ARCHITECTURE.md', ...examples, ...docs].filter(
    (path) => path.endsWith('.md') && existsSync(join(ROOT, path)),
  );
}

describe('the code blocks of the documents', () => {
  it('are there', () => {
    expect(blocks.length).toBeGreaterThanOrEqual(3);
  });

  it('compile', () => {
    const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), ts.sys.readFile);
    const { options } = ts.parseJsonConfigFileContent({ ...config, include: [] }, ts.sys, ROOT);
    const virtual = new Map(blocks.map(({ code }, index) => [join(ROOT, `doc-block-${index}.ts`), code]));
    const host = ts.createCompilerHost(options);
    const { readFile, fileExists, getSourceFile } = host;
    host.readFile = (path) => virtual.get(path) ?? readFile(path);
    host.fileExists = (path) => virtual.has(path) || fileExists(path);
    host.getSourceFile = (path, ...rest) => {
      const code = virtual.get(path);
      return code === undefined
        ? getSourceFile(path, ...rest)
        : ts.createSourceFile(path, code, ts.ScriptTarget.ES2022);
    };
    const program = ts.createProgram([...virtual.keys()], { ...options, noUnusedLocals: false }, host);

    const problems = [...virtual.keys()].flatMap((path, index) => {
      const file = program.getSourceFile(path);
      return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(
        ({ messageText }) => `${blocks[index]?.name}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`,
      );
    });
    expect(problems).toEqual([]);
  }, 60_000);

  it.each(blocks.map(({ name, code, files }) => [name, code, files] as const))('run: %s', (_, code, files) => {
    const folder = emptyFolder();
    mkdirSync(join(folder, 'node_modules'));
    for (const name of ['constructs', 'cdktf', 'cdk8s', 'cdk8s-plus-28', '@cdktf']) {
      symlinkSync(join(ROOT, 'node_modules', name), join(folder, 'node_modules', name));
    }
    writeFileSync(join(folder, 'main.ts'), code);
    for (const [name, content] of files) writeFileSync(join(folder, name), content);
    const paths = { 'cdk-aks': [join(ROOT, 'lib/index.ts')], 'cdk-aks/*': [join(ROOT, 'lib/*/index.ts')] };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: { paths } }));

    const { status, stderr } = spawnSync(process.execPath, [TSX, 'main.ts'], { cwd: folder, encoding: 'utf8' });

    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(Object.keys(readFiles(folder)).length).toBeGreaterThan(2);
  });

  it('show the quick start as it is in the examples', () => {
    const { status, stderr } = spawnSync(process.execPath, ['scripts/readme.mjs', '--check'], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });
});
