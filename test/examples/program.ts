import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunReport } from '../../lib/platform/run-report';
import { readTree } from '../support/files';

/** One of the examples, with the output that is checked in. */
export interface Example {
  readonly folder: string;
  /** Path from `deploy/` to text. */
  readonly files: ReadonlyMap<string, string>;
}

export function example(name: string): Example {
  const folder = join(__dirname, '../../examples', name);
  return { folder, files: readTree(join(folder, 'deploy')) };
}

/** Runs the program as its readers do, and tells what it would write otherwise than it is checked in. */
export function differences({ folder }: Example): readonly string[] {
  const temporary = mkdtempSync(join(tmpdir(), 'cdk-aks-example-'));
  const report = join(temporary, 'report.jsonl');
  const env = { ...process.env, CDK_AKS_REPORT: report, CDK_AKS_CHECK: '1', CDKTF_OUTDIR: '', CDK8S_OUTDIR: '' };
  try {
    const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'main.ts'], { cwd: folder, env });
    if (status !== 0) throw new Error(`main.ts failed: ${stderr}`);
    const { differences: found = [] } = JSON.parse(readFileSync(report, 'utf8')) as RunReport;
    return found.map(({ root, path, kind }) => `${kind}: ${root}/${path}`);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}
