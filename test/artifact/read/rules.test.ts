import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readArtifacts } from '../../../lib/artifact/read/artifacts';
import { collectFiles } from '../../../lib/artifact/read/folder';
import { LARGEST_FILE } from '../../../lib/artifact/read/limits';
import { READER_RULE_TEXTS } from '../../../lib/artifact/read/rules';
import type { ExampleFiles } from '../../../lib/artifact/rule-text';

const told = (files: ExampleFiles): string[] =>
  readArtifacts(Object.entries(files).map(([path, content]) => ({ path, content }))).diagnostics.map(
    ({ rule, severity }) => `${severity} ${rule}`,
  );
const withExample = READER_RULE_TEXTS.flatMap(({ example, ...rule }) => (example ? [{ ...rule, example }] : []));

describe('rules of reading', () => {
  it.each(withExample)('$id tells of its failing example, alone, and reads the mended one', (rule) => {
    expect(told(rule.example.failing)).toEqual([`${rule.severity} ${rule.id}`]);
    expect(told(rule.example.mended)).toEqual([]);
  });

  it.each(READER_RULE_TEXTS)('$id says what, why, the fix and where it comes from', ({ what, why, fix, sources }) => {
    for (const text of [what, why, fix]) expect(text).toMatch(/^.{8,}[^.]$/);
    expect(sources.length).toBeGreaterThan(0);
  });

  it('show what a text can show', () => {
    const shown = withExample.map(({ id }) => id);
    expect(READER_RULE_TEXTS.map(({ id }) => id).filter((id) => !shown.includes(id))).toEqual([
      'read/encoding',
      'read/too-large',
      'read/too-many',
      'read/file',
      'read/link',
    ]);
  });

  it('tell of what only a folder can show: bytes, size, links', () => {
    const folder = mkdtempSync(join(tmpdir(), 'rules-'));
    try {
      mkdirSync(join(folder, 'in'));
      writeFileSync(join(folder, 'out.yaml'), '');
      const at = (name: string): string => join(folder, 'in', name);
      writeFileSync(at('a.yaml'), Buffer.from([0x61, 0xff]));
      writeFileSync(at('b.yaml'), '');
      truncateSync(at('b.yaml'), LARGEST_FILE + 1);
      symlinkSync('nowhere.yaml', at('c.yaml'));
      symlinkSync(join(folder, 'out.yaml'), at('d.yaml'));
      const { files, diagnostics } = collectFiles([join(folder, 'in')]);
      const all = [...diagnostics, ...readArtifacts(files).diagnostics];
      expect(all.map(({ rule }) => rule).sort()).toEqual(['read/encoding', 'read/file', 'read/link', 'read/too-large']);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
