import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { deployment, stream } from '../report/page/worlds';
import { runHere } from '../support/command-line';
import { emptyFolder } from '../support/world';

/** What the command does with its arguments, in this process. */
function run(folder: string, folders: readonly string[], flags: Readonly<Record<string, string>> = {}) {
  const given = Object.entries(flags).flatMap(([name, value]) => [`--${name}`, value]);
  return runHere(folder, 'report', ...folders, ...given);
}

function shop(): string {
  const folder = emptyFolder();
  writeFileSync(join(folder, 'shop.yaml'), stream([deployment({ name: 'web' }), deployment({ name: 'cart' })]));
  return folder;
}

describe('cdk-aks report', () => {
  it('writes a page beside where it is run, and says what was found', async () => {
    const folder = shop();
    const { status, stdout, stderr } = await run(folder, ['.']);

    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
    expect(stderr).toMatch(/^report\.html: \d+ errors?, \d+ warnings?, \d+ notes?/);
    expect(readFileSync(join(folder, 'report.html'), 'utf8')).toMatch(/^<!DOCTYPE html>\n<html lang="en">/);
  });

  it('prints the page where it is asked to', async () => {
    const { status, stdout } = await run(shop(), ['.'], { output: '-' });

    expect(status).toBe(0);
    expect(stdout).toMatch(/^<!DOCTYPE html>/);
  });

  it('writes each format to a file of its own', async () => {
    const folder = shop();

    expect((await run(folder, ['.'], { format: 'svg' })).stderr).toMatch(/^topology\.svg: /);
    expect((await run(folder, ['shop.yaml'], { format: 'mermaid' })).stderr).toMatch(/^topology\.mermaid: /);
    expect((await run(folder, ['shop.yaml'], { format: 'markdown', output: 'summary.md' })).stderr).toMatch(
      /^summary\.md: /,
    );
    expect(readdirSync(folder).sort()).toEqual(['shop.yaml', 'summary.md', 'topology.mermaid', 'topology.svg']);
  });

  it('tells what changes, compared with a folder', async () => {
    const [before, after] = [shop(), emptyFolder()];
    writeFileSync(join(after, 'shop.yaml'), stream([deployment({ name: 'web' })]));

    const { status, stdout } = await run(after, ['.'], { format: 'markdown', output: '-', against: before });

    expect(status).toBe(0);
    expect(stdout).toMatch(/\| destroy \| <code>\S*apps\/v1\/Deployment\/shop\/cart<\/code> \|/);
  });

  it('tells of nothing where a file cannot be read', async () => {
    const folder = shop();
    writeFileSync(join(folder, 'broken.yaml'), 'apiVersion: v1\nkind: Service\nmetadata: { name: [\n');

    const { status, stderr } = await run(folder, ['.']);

    expect(status).toBe(2);
    expect(stderr).toMatch(/^error \[broken\.yaml:\d+\] .*\(read\/yaml\)\n$/);
  });

  it('does not take a folder that is not there', async () => {
    const { status, stderr } = await run(resolve(emptyFolder()), ['nowhere']);

    expect(status).toBe(2);
    expect(stderr).toBe("error 'path' (nowhere) does not exist. Name a folder or a file. (cli/bad-use)\n");
  });
});
