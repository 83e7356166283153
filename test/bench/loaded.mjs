// Runs a compiled example and prints the packages and provider modules that it has loaded: `node loaded.mjs EXAMPLE`.
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compileExample } from './examples.mjs';

const example = compileExample(process.argv[2]);
const output = mkdtempSync(join(tmpdir(), 'cdk-aks-loaded-'));
process.env.CDKTF_OUTDIR = join(output, 'terraform');
process.env.CDK8S_OUTDIR = join(output, 'kubernetes');
process.argv[1] = example.file;
const require = createRequire(example.file);
try {
  require(example.file);
} finally {
  rmSync(output, { recursive: true, force: true });
  rmSync(example.cwd, { recursive: true, force: true });
}
const modules = Object.keys(require.cache).map((file) => file.split('/node_modules/').at(-1));
const provider = '@cdktf/provider-azurerm/lib/';
console.log(
  JSON.stringify({
    packages: [
      ...new Set(
        modules.map((file) =>
          file
            .split('/')
            .slice(0, file.startsWith('@') ? 2 : 1)
            .join('/'),
        ),
      ),
    ],
    provider: modules
      .filter((file) => file.startsWith(provider))
      .map((file) => file.slice(provider.length).split('/')[0]),
  }),
);
