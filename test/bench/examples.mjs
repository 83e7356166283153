// The programs of examples/, compiled to JavaScript against dist/, as a user's build would leave them.
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const LIBRARIES = ['@cdktf', 'cdk8s', 'cdk8s-plus-28', 'cdktf', 'constructs'];

/** Compiles an example below a temporary folder. Returns its main file and its folder; the caller removes the latter. */
export function compileExample(name) {
  const source = join(ROOT, 'examples', name);
  const folder = mkdtempSync(join(tmpdir(), 'cdk-aks-bench-'));
  for (const file of readdirSync(source, { recursive: true, encoding: 'utf8' })) {
    if (file.startsWith('deploy') || file.includes('node_modules')) continue;
    const target = join(folder, file);
    mkdirSync(dirname(target), { recursive: true });
    if (file.endsWith('.ts')) writeFileSync(target.replace(/\.ts$/, '.js'), compile(join(source, file)));
    else if (/\.(json|yaml)$/.test(file)) cpSync(join(source, file), target);
  }
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(ROOT, join(folder, 'node_modules', 'cdk-aks'));
  for (const library of LIBRARIES) {
    symlinkSync(join(ROOT, 'node_modules', library), join(folder, 'node_modules', library));
  }
  return { file: join(folder, 'main.js'), cwd: folder };
}

function compile(file) {
  const { outputText } = ts.transpileModule(readFileSync(file, 'utf8'), {
    fileName: file,
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.CommonJS,
      esModuleInterop: true,
    },
  });
  return outputText;
}
