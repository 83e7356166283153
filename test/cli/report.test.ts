import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { report, type ReportCommand } from '../../lib/cli/report';
import { Terminal } from '../../lib/cli/terminal';
import { CdkAksError } from '../../lib/core/errors';
import { deployment, stream } from '../report/page/worlds';
import { emptyFolder } from '../support/world';

/** What the command does with its arguments, in this process. */
function run(folder: string, folders: readonly string[], command: Partial<ReportCommand> = {}) {
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
    status = report(folders, { format: 'html', ...command }, terminal);
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

function shop(): string {
  const folder = emptyFolder();
  writeFileSync(join(folder, 'shop.yaml'), stream([deployment({ name: 'web' }), deployment({ name: 'cart' })]));
  return folder;
}

describe('cdk-aks report', () => {
  it('writes a page beside where it is run, and says what was found', () => {
    const folder = shop();
    const { status, stdout, stderr } = run(folder, ['.']);

    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
    expect(stderr).toMatch(/^report\.html: \d+ errors?, \d+ warnings?, \d+ notes?/);
    expect(readFileSync(join(folder, 'report.html'), 'utf8')).toMatch(/^<!DOCTYPE html>\n<html lang="en">/);
  });

  it('prints the page where it is asked to', () => {
    const { status, stdout } = run(shop(), ['.'], { output: '-' });

    expect(status).toBe(0);
    expect(stdout).toMatch(/^<!DOCTYPE html>/);
  });

  it('writes each format to a file of its own', () => {
    const folder = shop();

    expect(run(folder, ['.'], { format: 'svg' }).stderr).toMatch(/^topology\.svg: /);
    expect(run(folder, ['shop.yaml'], { format: 'mermaid' }).stderr).toMatch(/^topology\.mermaid: /);
    expect(run(folder, ['shop.yaml'], { format: 'markdown', output: 'summary.md' }).stderr).toMatch(/^summary\.md: /);
    expect(readdirSync(folder).sort()).toEqual(['shop.yaml', 'summary.md', 'topology.mermaid', 'topology.svg']);
  });

  it('tells what changes, compared with a folder', () => {
    const [before, after] = [shop(), emptyFolder()];
    writeFileSync(join(after, 'shop.yaml'), stream([deployment({ name: 'web' })]));

    const { status, stdout } = run(after, ['.'], { format: 'markdown', output: '-', against: before });

    expect(status).toBe(0);
    expect(stdout).toMatch(/\| destroy \| <code>\S*apps\/v1\/Deployment\/shop\/cart<\/code> \|/);
  });

  it('tells of nothing where a file cannot be read', () => {
    const folder = shop();
    writeFileSync(join(folder, 'broken.yaml'), 'apiVersion: v1\nkind: Service\nmetadata: { name: [\n');

    const { status, stderr } = run(folder, ['.']);

    expect(status).toBe(2);
    expect(stderr).toMatch(/^error \[broken\.yaml:\d+\] .*\(read\/yaml\)\n$/);
  });

  it('does not take a folder that is not there', () => {
    const { status, stderr } = run(resolve(emptyFolder()), ['nowhere']);

    expect(status).toBe(2);
    expect(stderr).toBe("error 'path' (nowhere) does not exist. Name a folder or a file. (cli/bad-use)\n");
  });
});
