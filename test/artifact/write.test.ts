import fs, { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { RenderedFile } from '../../lib/artifact/files';
import { INDEX_FILE, renderIndex } from '../../lib/artifact/index-file';
import { writeFiles } from '../../lib/artifact/write';
import { emptyFolder, readFiles } from '../support/world';

function output(content: Record<string, string>): RenderedFile[] {
  const files = Object.entries(content).map(([path, text]) => ({ root: 'kubernetes' as const, path, content: text }));
  return [...files, renderIndex('kubernetes', files, {})];
}

function folders(folder: string) {
  return { kubernetes: join(folder, 'kubernetes'), terraform: join(folder, 'terraform'), program: folder };
}

function put(folder: string, path: string, content: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

describe('writeFiles', () => {
  it('writes every file and an index of their digests', () => {
    const folder = emptyFolder();
    const result = writeFiles(output({ 'a/x.yaml': 'x', 'b.yaml': 'b' }), folders(folder));

    const files = readFiles(folder);
    expect(Object.keys(files)).toEqual(['kubernetes/a/x.yaml', 'kubernetes/b.yaml', 'kubernetes/cdk-aks.json']);
    expect(JSON.parse(files['kubernetes/cdk-aks.json'] as string)).toEqual({
      format: 1,
      files: {
        'a/x.yaml': 'sha256:2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881',
        'b.yaml': 'sha256:3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d',
      },
    });
    expect(result.written).toHaveLength(3);
  });

  it('touches nothing when nothing changed', () => {
    const folder = emptyFolder();
    writeFiles(output({ 'a.yaml': 'a' }), folders(folder));
    const before = fs.statSync(join(folder, 'kubernetes/a.yaml')).mtimeMs;

    expect(writeFiles(output({ 'a.yaml': 'a' }), folders(folder))).toEqual({
      written: [],
      unchanged: 2,
      removed: [],
      kept: [],
    });
    expect(fs.statSync(join(folder, 'kubernetes/a.yaml')).mtimeMs).toBe(before);
  });

  it('removes what an earlier run wrote and this one does not render, with folders left empty', () => {
    const folder = emptyFolder();
    writeFiles(output({ 'a.yaml': 'a', 'old/deep/b.yaml': 'b' }), folders(folder));

    const result = writeFiles(output({ 'a.yaml': 'a' }), folders(folder));

    expect(result.removed).toEqual([join(folder, 'kubernetes/old/deep/b.yaml')]);
    expect(existsSync(join(folder, 'kubernetes/old'))).toBe(false);
  });

  it('keeps a stale file that somebody changed, and says so', () => {
    const folder = emptyFolder();
    writeFiles(output({ 'a.yaml': 'a', 'b.yaml': 'b' }), folders(folder));
    put(folder, 'kubernetes/b.yaml', 'changed by hand');

    const result = writeFiles(output({ 'a.yaml': 'a' }), folders(folder));

    expect(result.kept).toEqual([join(folder, 'kubernetes/b.yaml')]);
    expect(readFileSync(join(folder, 'kubernetes/b.yaml'), 'utf8')).toBe('changed by hand');
  });

  it("leaves files that are none of ours alone, Terraform's own among them", () => {
    const folder = emptyFolder();
    put(folder, 'kubernetes/README.md', 'mine');
    put(folder, 'kubernetes/.terraform.lock.hcl', 'lock');
    writeFiles(output({ 'a.yaml': 'a' }), folders(folder));
    writeFiles(output({ 'b.yaml': 'b' }), folders(folder));

    expect(Object.keys(readFiles(folder))).toEqual([
      'kubernetes/.terraform.lock.hcl',
      'kubernetes/README.md',
      'kubernetes/b.yaml',
      'kubernetes/cdk-aks.json',
    ]);
  });

  it('never removes a file that a forged index places outside the folder', () => {
    const folder = emptyFolder();
    put(folder, 'precious', 'b');
    writeFiles(output({ 'b.yaml': 'b' }), folders(folder));
    const index = readFileSync(join(folder, 'kubernetes', INDEX_FILE), 'utf8').replace('b.yaml', '../precious');
    put(folder, `kubernetes/${INDEX_FILE}`, index);

    expect(writeFiles(output({ 'c.yaml': 'c' }), folders(folder)).removed).toEqual([]);
    expect(existsSync(join(folder, 'precious'))).toBe(true);
  });

  it('refuses a file of somebody else in the way, and writes nothing', () => {
    const folder = emptyFolder();
    put(folder, 'kubernetes/a.yaml', 'mine');

    expect(() => writeFiles(output({ 'a.yaml': 'a', 'b.yaml': 'b' }), folders(folder))).toThrow(
      "'path' (a.yaml) exists already and no earlier run wrote it. Move the file away, or choose another output folder. (output/foreign-file)",
    );
    expect(readFiles(folder)).toEqual({ 'kubernetes/a.yaml': 'mine' });
  });

  it.each(['../x.yaml', 'a/../../x.yaml', '/etc/x.yaml'])('refuses the path %s, which leaves the folder', (path) => {
    const folder = emptyFolder();

    expect(() => writeFiles(output({ [path]: 'x', 'b.yaml': 'b' }), folders(folder))).toThrow(/\(output\/outside\)/);
    expect(readFiles(folder)).toEqual({});
  });

  it('writes a lock file before what was made of it, so that a killed run is planned alike by the next', () => {
    const folder = emptyFolder();
    const lock = { root: 'program' as const, path: 'addresses.lock.json', content: '{}' };

    const { written } = writeFiles([...output({ 'a.yaml': 'a' }), lock], folders(folder));

    expect(written).toEqual([
      join(folder, 'addresses.lock.json'),
      join(folder, 'kubernetes/a.yaml'),
      join(folder, 'kubernetes', INDEX_FILE),
    ]);
  });

  it('keeps a script a script, also where only that was lost', () => {
    const folder = emptyFolder();
    const files = [{ ...(output({ 'run.sh': '#!/bin/sh' })[0] as RenderedFile), executable: true }];
    const isScript = (): boolean => (statSync(join(folder, 'kubernetes/run.sh')).mode & 0o111) !== 0;
    writeFiles(files, folders(folder));
    expect(isScript()).toBe(true);
    chmodSync(join(folder, 'kubernetes/run.sh'), 0o644);
    writeFiles(files, folders(folder));
    expect(isScript()).toBe(true);
  });

  it('leaves every file old or new wherever it is killed, and the next run repairs', () => {
    const before = { 'a.yaml': 'a1', 'b/b.yaml': 'b1', 'gone.yaml': 'g1' };
    const after = { 'a.yaml': 'a2', 'b/b.yaml': 'b2', 'c/new.yaml': 'c2' };
    const steps = ['writeFileSync', 'renameSync', 'rmSync'] as const;

    for (let killedAt = 1; ; killedAt++) {
      const folder = emptyFolder();
      writeFiles(output(before), folders(folder));
      let calls = 0;
      const spies = steps.map((step) => {
        const real = fs[step] as (...args: unknown[]) => unknown;
        return jest.spyOn(fs, step).mockImplementation(((...args: unknown[]) => {
          if (++calls === killedAt) throw new Error('killed');
          return real(...args);
        }) as never);
      });
      let finished = false;
      try {
        writeFiles(output(after), folders(folder));
        finished = true;
      } catch (error) {
        expect((error as Error).message).toBe('killed');
      }
      spies.forEach((spy) => spy.mockRestore());

      for (const [path, content] of Object.entries(readFiles(join(folder, 'kubernetes')))) {
        if (path.includes('.cdk-aks.') || path === INDEX_FILE) continue;
        const known = [(before as Record<string, string>)[path], (after as Record<string, string>)[path]];
        expect(known).toContain(content);
      }
      writeFiles(output({ ...after, 'a.yaml': 'a3' }), folders(folder));
      const repaired = readFiles(join(folder, 'kubernetes'));
      delete repaired[INDEX_FILE];
      expect(repaired).toEqual({ ...after, 'a.yaml': 'a3' });
      if (finished) return expect(killedAt).toBeGreaterThan(8);
    }
  });
});
