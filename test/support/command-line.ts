import { main } from '../../lib/cli/main';

export interface CommandResult {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What `cdk-aks` does with its arguments in a folder, in this process: a process of its own takes a second to start. */
export async function runHere(folder: string, ...args: readonly string[]): Promise<CommandResult> {
  const said = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    jest.spyOn(process[name], 'write').mockImplementation((text) => {
      said[name] += String(text);
      return true;
    }),
  );
  const before = process.cwd();
  process.chdir(folder);
  process.exitCode = undefined;
  try {
    await main(['node', 'cdk-aks', ...args]);
    return { status: Number(process.exitCode ?? 0), ...said };
  } finally {
    process.exitCode = undefined;
    process.chdir(before);
    for (const spy of spies) spy.mockRestore();
  }
}
