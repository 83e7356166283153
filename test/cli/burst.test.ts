import { cpSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { burst, type BurstCommand } from '../../lib/cli/burst';
import { Terminal } from '../../lib/cli/terminal';
import { CdkAksError } from '../../lib/core/errors';
import { emptyFolder } from '../support/world';

const DEPLOY = resolve(__dirname, '../../examples/queue-burst/deploy');

/** What the command does with its arguments, in this process. */
function run(command: Partial<BurstCommand> = {}, folders: readonly string[] = ['deploy']) {
  const folder = emptyFolder();
  cpSync(DEPLOY, join(folder, 'deploy'), { recursive: true });
  const said = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    jest.spyOn(process[name], 'write').mockImplementation((text) => {
      said[name] += String(text);
      return true;
    }),
  );
  const before = process.cwd();
  process.chdir(folder);
  const terminal = new Terminal({});
  let status: number;
  try {
    status = burst(folders, { workload: 'shop/worker', rate: '5/s', format: 'text', ...command }, terminal);
  } catch (error) {
    if (!(error instanceof CdkAksError)) throw error;
    terminal.problems(error.problems);
    status = 2;
  } finally {
    process.chdir(before);
    for (const spy of spies) spy.mockRestore();
  }
  return { status, ...said };
}

describe('cdk-aks simulate burst', () => {
  it('tells whether a burst is absorbed, and the curve', () => {
    const { status, stdout } = run({ arrivals: '300' });

    expect(status).toBe(0);
    expect(stdout).toContain('apps/v1/Deployment/shop/worker: 300 at once, 5/s a pod\n');
    expect(stdout).toMatch(/^arrived +300$/m);
    expect(stdout).toMatch(/^done +300$/m);
    expect(stdout).toMatch(/^time +backlog +replicas +ready +nodes$/m);
  });

  it('says which workload may be meant', () => {
    const { status, stderr } = run({ arrivals: '300', workload: 'shop/wroker' });

    expect(status).toBe(2);
    expect(stderr).toBe(
      "error '--workload' (shop/wroker) is no workload of these files. Did you mean 'shop/worker'? (cli/bad-use)\n",
    );
  });
});
