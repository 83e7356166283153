// Synthesizes every example into its own deploy/, or with --check compares with what is checked in.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

const commandLine = resolve('dist/cli/main.js');
const check = process.argv.includes('--check') ? ['--check'] : [];
const environment = { ...process.env };
delete environment.CDKTF_OUTDIR;
delete environment.CDK8S_OUTDIR;

let failed = 0;
for (const name of readdirSync('examples').sort()) {
  const folder = join('examples', name);
  if (!existsSync(join(folder, 'main.ts'))) continue;
  const { status } = spawnSync(process.execPath, [commandLine, 'synth', ...check], {
    cwd: folder,
    stdio: 'inherit',
    env: environment,
  });
  console.log(`${status === 0 ? 'ok    ' : 'FAILED'} ${folder}`);
  if (status !== 0) failed++;
}
process.exitCode = failed === 0 ? 0 : 1;
