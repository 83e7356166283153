// Runs programs, each in a process of its own, and tells what they took.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

// In memory where the machine has a file system for it: what a disk takes to create a file varies more than anything
// that is measured here.
const MEMORY = '/dev/shm';
const ENOUGH = 512 * 1024 * 1024;
const FOLDERS = existsSync(MEMORY) && freeBytes(MEMORY) >= ENOUGH ? MEMORY : tmpdir();

const USAGE = fileURLToPath(new URL('./usage.cjs', import.meta.url));

/** Runs one program with empty output folders: seconds of the whole process, CPU, peak memory, and what it printed. */
export function runOnce({ file, args = [], cwd, preload = [], statuses = [0] }) {
  const folder = mkdtempSync(join(FOLDERS, 'cdk-aks-bench-'));
  const usage = join(folder, 'usage.json');
  const env = {
    ...process.env,
    BENCH_USAGE: usage,
    CDKTF_OUTDIR: join(folder, 'terraform'),
    CDK8S_OUTDIR: join(folder, 'kubernetes'),
    TMPDIR: folder,
  };
  try {
    const requires = [USAGE, ...preload].flatMap((module) => ['--require', module]);
    const start = process.hrtime.bigint();
    const { status, stdout, stderr } = spawnSync(process.execPath, [...requires, file, ...args], {
      cwd,
      env,
      encoding: 'utf8',
      maxBuffer: 1024 * 1024 * 1024,
    });
    const seconds = Number(process.hrtime.bigint() - start) / 1e9;
    if (!statuses.includes(status)) throw new Error(`${file} ${args.join(' ')} exited with ${status}:\n${stderr}`);
    return { seconds, ...JSON.parse(readFileSync(usage, 'utf8')), stdout };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Both sides in turn, A B A B, so that whatever else the machine does falls on both. The first pair warms up the disk's
 * cache and is not counted.
 */
export function runPairs(ours, theirs, count, read) {
  const pairs = [];
  for (let round = 0; round <= count; round++) {
    const pair = { ours: read(runOnce(ours)), theirs: read(runOnce(theirs)) };
    if (round > 0) pairs.push(pair);
  }
  return pairs;
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Medians of both sides and of the ratios of the pairs, for one of the numbers that were read. */
export function compare(pairs, number) {
  const ratios = pairs.map(({ ours, theirs }) => ours[number] / theirs[number]);
  return {
    ours: median(pairs.map(({ ours }) => ours[number])),
    theirs: median(pairs.map(({ theirs }) => theirs[number])),
    ratio: median(ratios),
    ratios,
  };
}

function freeBytes(folder) {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}
