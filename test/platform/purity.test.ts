import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync } from 'node:fs';

import { join, resolve } from 'node:path';
import { emptyFolder, readFiles } from '../support/world';

const ROOT = resolve(__dirname, '../..');
const EXAMPLE = join(ROOT, 'examples/tailwind-traders');

interface Run {
  /** Where the program lies. */
  readonly folder: string;
  /** Where it is started. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

/** A copy of the largest example in another place, without its output. */
function copy(place: string): string {
  const folder = join(emptyFolder(), place);
  mkdirSync(folder, { recursive: true });
  cpSync(EXAMPLE, folder, { recursive: true, filter: (path) => path !== join(EXAMPLE, 'deploy') });
  return folder;
}

function run({ folder, cwd, env }: Run): SpawnSyncReturns<string> {
  const inherited = { ...process.env };
  for (const name of ['CDKTF_OUTDIR', 'CDK8S_OUTDIR', 'TZ', 'LANG', 'LC_ALL']) delete inherited[name];
  return spawnSync(process.execPath, [join(ROOT, 'node_modules/tsx/dist/cli.mjs'), join(folder, 'main.ts')], {
    cwd,
    encoding: 'utf8',
    // The copy finds the library as the examples do: by the paths of the project.
    env: { ...inherited, TSX_TSCONFIG_PATH: join(ROOT, 'tsconfig.json'), ...env },
  });
}

describe('a program', () => {
  it('gives the same bytes in any folder, time zone and locale, with any settings of the CDKs', () => {
    const here = copy('a');
    const there = copy('some/other place/ü');
    const temporary = join(emptyFolder(), 'not/made/yet');

    const first = run({ folder: here, cwd: here, env: { TZ: 'Pacific/Kiritimati', LC_ALL: 'tr_TR.UTF-8' } });
    const second = run({
      folder: there,
      cwd: '/',
      env: {
        TZ: 'America/St_Johns',
        LC_ALL: 'C',
        TMPDIR: temporary,
        CDK8S_DISABLE_SORT: '1',
        CDK8S_LEGACY_HASH: '1',
        CDK8S_RECORD_CONSTRUCT_METADATA: 'true',
        CDKTF_LOG_LEVEL: 'debug',
      },
    });

    expect([first.status, first.stderr, second.status, second.stderr]).toEqual([0, '', 0, '']);
    const files = readFiles(here);
    expect(Object.keys(files).length).toBeGreaterThan(50);
    expect(readFiles(there)).toEqual(files);
    const output = Object.entries(files).filter(([path]) => path.startsWith('deploy/') || path.endsWith('.lock.json'));
    for (const machine of [here, ROOT, process.version]) {
      expect(output.filter(([, text]) => text.includes(machine)).map(([path]) => path)).toEqual([]);
    }
  }, 60_000);
});
