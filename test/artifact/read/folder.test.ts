import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { collectFiles } from '../../../lib/artifact/read/folder';
import { emptyFolder } from '../../support/world';

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = emptyFolder();
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

const collect = (...roots: string[]) => {
  const { files, diagnostics } = collectFiles(roots);
  const short = (path: string): string => roots.reduce((text, root) => text.replace(`${root}/`, ''), path);
  return {
    files: files.map(({ path }) => short(path)),
    told: diagnostics.map(({ rule, file, message }) => `${rule} ${short(file)} ${message}`),
  };
};

describe('collectFiles', () => {
  it('gives what may hold artifacts, in order, and nothing of tools', () => {
    const folder = folderWith({
      'b.yaml': '',
      'a/c.yml': '',
      'a/cdk.tf.json': '',
      'a/.terraform.lock.hcl': '',
      'a/main.tf': '',
      'a/Kustomization': '',
      'a/readme.md': '',
      'a/.terraform/modules/x.tf.json': '',
      'node_modules/x/package.json': '',
      '.git/x.json': '',
      '.github/workflow.yml': '',
    });
    expect(collect(folder)).toEqual({
      files: [
        '.github/workflow.yml',
        'a/.terraform.lock.hcl',
        'a/Kustomization',
        'a/c.yml',
        'a/cdk.tf.json',
        'a/main.tf',
        'b.yaml',
      ],
      told: [],
    });
  });

  it('takes single files, and reads folders that overlap once', () => {
    const folder = folderWith({ 'a/x.yaml': '', 'a/notes.txt': '' });
    expect(collectFiles([join(folder, 'a/notes.txt')]).files).toHaveLength(1);
    expect(collectFiles([folder, join(folder, 'a'), join(folder, 'a/x.yaml')]).files).toHaveLength(1);
  });

  it('follows no link out of the folder', () => {
    const outside = folderWith({ 'secret.yaml': 'a', 'deep/x.yaml': '' });
    const folder = folderWith({ 'in/x.yaml': '', 'shared/x.tf.json': '', 'm/y.tf.json': '' });
    symlinkSync(join(outside, 'secret.yaml'), join(folder, 'secret.yaml'));
    symlinkSync(outside, join(folder, 'out'));
    symlinkSync(folder, join(folder, 'in/loop'));
    symlinkSync(join(folder, 'in'), join(folder, 'again'));
    symlinkSync(join(folder, 'nowhere.yaml'), join(folder, 'dangling.yaml'));
    symlinkSync(join(folder, 'self.yaml'), join(folder, 'self.yaml'));
    symlinkSync('../shared/x.tf.json', join(folder, 'm/x.tf.json'));

    expect(collect(folder)).toEqual({
      files: ['in/x.yaml', 'm/x.tf.json', 'm/y.tf.json', 'shared/x.tf.json'],
      told: [
        'read/file dangling.yaml is a link to nothing',
        'read/link out is a link out of the folder, and is not followed',
        'read/link secret.yaml is a link out of the folder, and is not followed',
        'read/file self.yaml is a link that leads to itself',
      ],
    });
  });

  it('does not wait at a pipe', () => {
    const folder = folderWith({ 'a.yaml': '' });
    execFileSync('mkfifo', [join(folder, 'pipe.yaml')]);
    expect(collect(folder)).toEqual({ files: ['a.yaml'], told: ['read/file pipe.yaml is no regular file'] });
  });

  const isRoot = process.getuid?.() === 0;
  (isRoot ? it.skip : it)(`tells what may not be read${isRoot ? ' (skipped: root may read everything)' : ''}`, () => {
    const folder = folderWith({ 'a.yaml': '', 'b/c.yaml': '' });
    chmodSync(join(folder, 'a.yaml'), 0);
    chmodSync(join(folder, 'b'), 0);
    const { told } = collect(folder);
    chmodSync(join(folder, 'b'), 0o700);
    expect(told).toEqual(['read/file a.yaml may not be read by you', 'read/file b may not be read by you']);
  });
});
