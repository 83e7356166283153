import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { runHere } from '../support/command-line';
import { emptyFolder, readFiles } from '../support/world';

const ROOT = resolve(__dirname, '../..');
const COMMAND = [join(ROOT, 'node_modules/tsx/dist/cli.mjs'), join(ROOT, 'lib/cli/main.ts')];
const OPTIONS = { encoding: 'utf8', env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' } } as const;
const digest = (digit: string): string => `sha256:${digit.repeat(64)}`;
const LOCK = `{\n  "shop/cart": "${digest('a')}",\n  "shop/web": "2.1.0@${digest('b')}"\n}\n`;

const images = runHere;

/** The folder of a program with a lock for `prod`. */
function program(lock = LOCK): string {
  const folder = emptyFolder();
  writeFileSync(join(folder, 'cdktf.json'), '{}');
  writeFileSync(join(folder, 'images.prod.json'), lock);
  return folder;
}
const lockIn = (folder: string, environment = 'prod'): string =>
  readFileSync(join(folder, `images.${environment}.json`), 'utf8');

describe('cdk-aks images set', () => {
  it('changes several images in one file, sorted, and says what it did', async () => {
    const folder = program();
    const { status, stdout, stderr } = await images(
      folder,
      ...['images', 'set', 'prod', '--add', `shop/web=2.2.0@${digest('c')}`, `orders=${digest('d')}`],
    );
    expect([status, stdout]).toEqual([0, '']);
    expect(stderr).toBe(
      `orders: not locked -> ${digest('d')}\nshop/web: 2.1.0@${digest('b')} -> 2.2.0@${digest('c')}\nwrote images.prod.json; 'cdk-aks synth' renders it\n`,
    );
    expect(lockIn(folder)).toBe(
      `{\n  "orders": "${digest('d')}",\n  "shop/cart": "${digest('a')}",\n  "shop/web": "2.2.0@${digest('c')}"\n}\n`,
    );
    expect(Object.keys(readFiles(folder))).toEqual(['cdktf.json', 'images.prod.json']);
  });

  it('finds the folder of the program from below it, or is told', async () => {
    const folder = program();
    mkdirSync(join(folder, 'src'));
    expect((await images(join(folder, 'src'), 'images', 'set', 'prod', `shop/cart=${digest('e')}`)).status).toBe(0);
    expect(lockIn(folder)).toContain(digest('e'));
    expect((await images(ROOT, 'images', 'set', 'prod', '--in', folder, `shop/cart=${digest('f')}`)).status).toBe(0);
    expect(lockIn(folder)).toContain(digest('f'));
  });

  it('writes nothing where nothing changes, and tells a program what changed', async () => {
    const folder = program();
    expect(await images(folder, 'images', 'set', 'prod', `shop/cart=${digest('a')}`)).toEqual({
      status: 0,
      stdout: '',
      stderr: 'images.prod.json says so already\n',
    });
    const { stdout } = await images(folder, '--json', 'images', 'set', 'prod', `shop/cart=${digest('c')}`);
    expect(JSON.parse(stdout)).toEqual({
      file: 'images.prod.json',
      changes: [{ image: 'shop/cart', from: digest('a'), to: digest('c') }],
    });
  });

  it('begins a lock with --add', async () => {
    const folder = program();
    expect((await images(folder, 'images', 'set', 'staging', '--add', `shop/cart=${digest('a')}`)).status).toBe(0);
    expect(lockIn(folder, 'staging')).toBe(`{\n  "shop/cart": "${digest('a')}"\n}\n`);
    expect(lockIn(folder)).toBe(LOCK);
  });

  it('loses nothing when builds end at once', async () => {
    const folder = program();
    const names = Array.from({ length: 4 }, (_, index) => `service-${index}`);
    const statuses = await Promise.all(
      names.map(
        (name) =>
          new Promise((done) => {
            const args = ['images', 'set', 'prod', '--add', `${name}=${digest('a')}`];
            spawn(process.execPath, [...COMMAND, ...args], { cwd: folder, stdio: 'ignore' }).on('exit', done);
          }),
      ),
    );
    expect(statuses).toEqual([0, 0, 0, 0]);
    expect(Object.keys(JSON.parse(lockIn(folder)) as object)).toEqual([...names, 'shop/cart', 'shop/web']);
  }, 60_000);

  it('refuses all at once what is no image, and leaves the file as it is', async () => {
    const folder = program();
    const result = await images(
      folder,
      ...['images', 'set', 'prod', 'cart', 'shop/cart=1.2', `shop/web=${digest('a')}`, `shop/web=${digest('b')}`],
    );
    expect(result).toEqual({
      status: 2,
      stdout: '',
      stderr: [
        "error 'image' (cart) names no digest. Write the repository and its digest, such as shop/cart=sha256:…. (cli/bad-use)",
        "error 'image' (1.2) is what 'shop/cart' is locked to, and it has no digest: 'sha256:' and 64 lower-case hexadecimal digits. Copy the digest whole, as the registry or the build shows it; a tag may stand in front: '1.4.2@sha256:…'. (images/digest)",
        "error 'image' (shop/web) is given twice. Give it once. (cli/bad-use)",
        '',
      ].join('\n'),
    });
    expect(lockIn(folder)).toBe(LOCK);
  });

  it('refuses a service that the lock does not have', async () => {
    const folder = program();
    expect(
      await images(folder, 'images', 'set', 'prod', `shop/carts=${digest('a')}`, `payments=${digest('a')}`),
    ).toEqual({
      status: 2,
      stdout: '',
      stderr:
        "error 'images.prod.json' (shop/carts) is not in it. Did you mean 'shop/cart'? (images/unknown-service)\n" +
        "error 'images.prod.json' (payments) is not in it. Add it with --add. (images/unknown-service)\n",
    });
    expect(lockIn(folder)).toBe(LOCK);
  });

  it.each([
    ['a half-written lock', '{\n  "shop/cart": "sha', 'is no whole JSON, as if its writing had been cut short'],
    ['a lock with a malformed digest', '{ "shop/cart": "sha256:12" }', 'and it has no digest'],
  ])('refuses %s, and leaves it as it is', async (_, text, message) => {
    const folder = program(text);
    const { status, stderr } = await images(folder, 'images', 'set', 'prod', '--add', `shop/cart=${digest('a')}`);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
    expect(lockIn(folder)).toBe(text);
  });

  it('refuses an environment without a lock, and one that is no name', async () => {
    const folder = program();
    expect(await images(folder, 'images', 'set', 'staging', `shop/cart=${digest('a')}`)).toEqual({
      status: 2,
      stdout: '',
      stderr:
        "error 'images.staging.json' is missing in the folder of the program. Begin it with 'cdk-aks images set staging --add shop/cart=sha256:…', or name the folder with --in. (images/no-lock)\n",
    });
    expect((await images(folder, 'images', 'set', 'prd', `shop/cart=${digest('a')}`)).stderr).toContain(
      "Did you mean 'prod'?",
    );
    expect((await images(folder, 'images', 'set', '../x', `shop/cart=${digest('a')}`)).stderr).toContain(
      '(images/environment)',
    );
    expect((await images(folder, 'images', 'set', 'prod')).status).toBe(2);
  });

  it('says so where the folder is not writable', async () => {
    const folder = program();
    chmodSync(folder, 0o555);
    const { status, stderr } = await images(folder, 'images', 'set', 'prod', `shop/cart=${digest('c')}`);
    chmodSync(folder, 0o755);
    if (process.getuid?.() === 0) return; // root may write anywhere
    expect([status, stderr]).toEqual([
      2,
      "error 'images.prod.json.lock' cannot be made (EACCES). Name the folder of the program with --in, and make it writable. (cli/bad-use)\n",
    ]);
    expect(lockIn(folder)).toBe(LOCK);
  });

  it('goes on after a run that was killed', async () => {
    const folder = program();
    mkdirSync(join(folder, 'images.prod.json.lock'));
    const past = new Date(Date.now() - 60_000);
    spawnSync('touch', ['-d', past.toISOString(), join(folder, 'images.prod.json.lock')]);
    expect((await images(folder, 'images', 'set', 'prod', `shop/cart=${digest('c')}`)).status).toBe(0);
    expect(existsSync(join(folder, 'images.prod.json.lock'))).toBe(false);
  });
});

describe('cdk-aks images list', () => {
  it('lists an environment, or all', async () => {
    const folder = program();
    writeFileSync(join(folder, 'images.dev.json'), '{}\n');
    expect(await images(folder, 'images', 'list', 'prod')).toEqual({
      status: 0,
      stdout: `prod\n  shop/cart  ${digest('a')}\n  shop/web   2.1.0@${digest('b')}\n`,
      stderr: '',
    });
    expect((await images(folder, 'images', 'list')).stdout).toMatch(/^dev\nprod\n {2}shop\/cart/);
    expect(JSON.parse((await images(folder, '--json', 'images', 'list')).stdout)).toEqual({
      environments: { dev: {}, prod: JSON.parse(LOCK) as unknown },
    });
  });

  it('ends quietly where its reader has had enough', () => {
    const entries = Array.from({ length: 2000 }, (_, index) => [`service-${index}`, digest('a')]);
    const folder = program(JSON.stringify(Object.fromEntries(entries)));
    const command = [process.execPath, ...COMMAND].map((part) => JSON.stringify(part)).join(' ');
    const { stdout, stderr } = spawnSync(`${command} images list prod | head -1`, {
      ...OPTIONS,
      cwd: folder,
      shell: true,
    });
    expect([stdout, stderr]).toEqual(['prod\n', '']);
  });

  it('refuses an environment without a lock', async () => {
    expect((await images(program(), 'images', 'list', 'dev')).status).toBe(2);
  });
});

describe('cdk-aks images remove', () => {
  it('takes images out, and refuses those that are not there', async () => {
    const folder = program();
    expect((await images(folder, 'images', 'remove', 'prod', 'shop/web')).status).toBe(0);
    expect(lockIn(folder)).toBe(`{\n  "shop/cart": "${digest('a')}"\n}\n`);
    expect(await images(folder, 'images', 'remove', 'prod', 'shop/cart', 'zzzzzz')).toEqual({
      status: 2,
      stdout: '',
      stderr:
        "error 'images.prod.json' (zzzzzz) is not in it. List them with cdk-aks images list. (images/unknown-service)\n",
    });
    expect(lockIn(folder)).toContain('shop/cart');
  });
});

describe('cdk-aks synth with a lock that is broken', () => {
  it.each([
    ['{ "shop/cart": "sha', 'is no whole JSON'],
    [`{ "shop/carts": "${digest('a')}" }`, "Did you mean 'shop/cart'? (images/unknown-service)"],
  ])('says so with exit code 2, and leaves it as it is: %s', async (lock, message) => {
    const folder = program(lock);
    const lib = JSON.stringify(join(ROOT, 'lib/index.ts'));
    writeFileSync(
      join(folder, 'main.ts'),
      `import { AksApp, Environment, Images, Registry } from ${lib};
       const app = new AksApp();
       const prod = new Environment(app, 'prod', { location: 'westeurope' });
       Images.fromLock(prod, 'prod', Registry.external({ server: 'ghcr.io/contoso' })).of('shop/cart');
       app.synth();`,
    );
    const run = `${JSON.stringify(process.execPath)} ${JSON.stringify(COMMAND[0])} main.ts`;
    const { status, stderr } = await images(folder, 'synth', '--app', run);
    expect([status, stderr]).toEqual([2, expect.stringContaining(message)]);
    expect(lockIn(folder)).toBe(lock);
    expect(existsSync(join(folder, 'deploy'))).toBe(false);
  });
});
