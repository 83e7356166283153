import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const ROOT = resolve(__dirname, '..');

describe('the public API', () => {
  it('is what the golden file says, and changes on purpose only', () => {
    const { status, stderr } = spawnSync(process.execPath, ['scripts/api-report.mjs', '--check'], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    expect(status).toBe(0);
  }, 60_000);

  it('holds no class of cdktf, its provider or cdk8s-plus in props', () => {
    const lines = readFileSync(resolve(ROOT, 'test/api.golden.txt'), 'utf8').split('\n');
    const blocks = lines.reduce<string[][]>((all, line) => {
      if (line.startsWith('  ')) all.at(-1)?.push(line);
      else all.push([line]);
      return all;
    }, []);
    const props = blocks.filter(([head]) => /^interface \w*Props\b/.test(head ?? ''));
    expect(props.length).toBeGreaterThan(20);
    const foreign = props
      .flat()
      .filter((line) => /\b(Terraform\w+|Azurerm\w+|IResolvable|ApiObject\w*|kplus)\b/.test(line));
    expect(foreign).toEqual([]);
  });
});
