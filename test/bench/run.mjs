// Every benchmark, both sides in one run: `npm run bench -- [--only NAME] [--runs N] [--json]`.
// Exits with 1 where a bound is missed.
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { compileExample } from './examples.mjs';
import { compare, runPairs } from './measure.mjs';
import { writePlatform } from './outages.mjs';
import { writePolicies } from './policies.mjs';
import { writeRepository } from './repository.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

const WITHOUT_GATE = here('without-gate.cjs');

/**
 * A program of examples/ against the same written by hand; the whole process, from its start to its end. What is written
 * by hand is proved by nobody, so that what only emits is measured against it; the same with the proof stands beside it.
 */
function wholeProcess(example) {
  return (runs) => [
    ...againstByHand(example, runs, { preload: [WITHOUT_GATE] }, 'whole process, nothing proved', 1.25),
    ...againstByHand(example, runs, {}, 'whole process, proved'),
  ];
}

function againstByHand(example, runs, options, what, bound) {
  const ours = { ...compileExample(example), ...options };
  try {
    const theirs = { file: here(`by-hand/${example}.cjs`), cwd: here('by-hand') };
    const pairs = runPairs(ours, theirs, runs, ({ seconds, cpuSeconds, megabytes }) => ({
      seconds,
      cpuSeconds,
      megabytes,
    }));
    return [
      { what, unit: 's', ...compare(pairs, 'seconds'), ...(bound === undefined ? {} : { bound }) },
      { what: 'its CPU time', unit: 's', ...compare(pairs, 'cpuSeconds') },
      { what: 'peak memory', unit: 'MB', ...compare(pairs, 'megabytes') },
    ];
  } finally {
    rmSync(ours.cwd, { recursive: true, force: true });
  }
}

const synth = (side, layout, services) => ({
  file: here('synth-side.mjs'),
  preload: [WITHOUT_GATE],
  args: [side, layout, String(services)],
  cwd: here('.'),
});
const lastLine = ({ stdout }) => JSON.parse(stdout.trim().split('\n').at(-1));

/** The synth phase alone, of 1,000 services of seven objects: ours against cdk8s's own. */
function synthPhase(side, layout, what, bound) {
  return (runs) => {
    const pairs = runPairs(synth(side, layout, 1000), synth('cdk8s', layout, 1000), runs, lastLine);
    return [
      { what, unit: 's', ...compare(pairs, 'seconds'), bound },
      { what: 'its CPU time', unit: 's', ...compare(pairs, 'cpuSeconds') },
      { what: 'peak memory', unit: 'MB', ...compare(pairs, 'megabytes'), most: 500 },
    ];
  };
}

/** Of what takes long. */
const MOST_LONG_RUNS = 3;

/** Time per object of 10,000 services against that of 1,000: both ours. */
function growth(runs) {
  const perObject = (result) => {
    const { seconds, services } = lastLine(result);
    return { microseconds: (seconds * 1e6) / (services * 7) };
  };
  const [many, few] = [10_000, 1000].map((services) => synth('microservices', 'file-each', services));
  const pairs = runPairs(many, few, Math.min(runs, MOST_LONG_RUNS), perObject);
  return [{ what: 'an object of 70,000 against 7,000', unit: 'µs', ...compare(pairs, 'microseconds'), bound: 1.3 }];
}

const COMMAND_LINE = here('../../dist/cli/main.js');
const LARGE = { objects: 10_000, resources: 500 };
const SMALL = { objects: 1000, resources: 50 };

/** Runs with two repositories in a folder of their own. */
function withRepositories(first, second, run) {
  const folder = mkdtempSync(join(tmpdir(), 'cdk-aks-bench-'));
  try {
    writeRepository(join(folder, 'first'), first);
    writeRepository(join(folder, 'second'), second);
    return run(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const command = (cwd, ...args) => ({ file: COMMAND_LINE, args, cwd, statuses: [0, 1] });
const usage = ({ seconds, cpuSeconds, megabytes }) => ({ seconds, cpuSeconds, megabytes });

/** `cdk-aks check` with every rule, of a large repository and of one of a tenth. */
function checkLarge(runs) {
  return withRepositories(LARGE, SMALL, (folder) => {
    const check = (name) => command(folder, 'check', name, '--profile', 'strict', '--format', 'json');
    const pairs = runPairs(check('first'), check('second'), Math.min(runs, MOST_LONG_RUNS), usage);
    return [
      { what: 'check of 10,000 objects, 500 resources', unit: 's', ...compare(pairs, 'seconds'), most: 2 },
      { what: 'against 1,000 objects, 50 resources', unit: 's', ...compare(pairs, 'seconds'), bound: 12 },
      { what: 'its peak memory', unit: 'MB', ...compare(pairs, 'megabytes'), most: 600 },
    ];
  });
}

/** `cdk-aks diff` of a large repository with one of which a service in a hundred has another image. */
function diffLarge(runs) {
  return withRepositories(LARGE, { ...LARGE, changed: 100 }, (folder) => {
    const [changed, same] = [command(folder, 'diff', 'first', 'second'), command(folder, 'diff', 'first', 'first')];
    const pairs = runPairs(changed, same, Math.min(runs, MOST_LONG_RUNS), usage);
    return [{ what: 'diff of 10,000 objects, 1 % changed', unit: 's', ...compare(pairs, 'seconds'), most: 1 }];
  });
}

/** `cdk-aks reach` of 1,000 workloads with a policy each, and of a tenth. */
function reachLarge(runs) {
  const folder = mkdtempSync(join(tmpdir(), 'cdk-aks-bench-'));
  try {
    writePolicies(join(folder, 'first'), 1000);
    writePolicies(join(folder, 'second'), 100);
    const reach = (name) => command(folder, 'reach', name, '--format', 'json');
    const pairs = runPairs(reach('first'), reach('second'), Math.min(runs, MOST_LONG_RUNS), usage);
    return [
      { what: 'reach of 1,000 workloads, 1,000 policies', unit: 's', ...compare(pairs, 'seconds'), most: 1, bound: 12 },
      { what: 'its peak memory', unit: 'MB', ...compare(pairs, 'megabytes') },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** `cdk-aks simulate outage` of 10,000 pods on 1,000 nodes, everything placed first, and of a tenth. */
function outageLarge(runs) {
  const folder = mkdtempSync(join(tmpdir(), 'cdk-aks-bench-'));
  try {
    writePlatform(join(folder, 'first'), { nodes: 1000, pods: 10_000 });
    writePlatform(join(folder, 'second'), { nodes: 100, pods: 1000 });
    const outage = (name) => command(folder, 'simulate', 'outage', name, '--zone', '2', '--format', 'json');
    const pairs = runPairs(outage('first'), outage('second'), Math.min(runs, MOST_LONG_RUNS), usage);
    return [
      { what: 'a zone lost of 10,000 pods, 1,000 nodes', unit: 's', ...compare(pairs, 'seconds'), most: 1 },
      { what: 'its peak memory', unit: 'MB', ...compare(pairs, 'megabytes') },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A simulated hour of a burst on 25 nodes, in one process, and a tenth of it. */
function burstHour(runs) {
  const side = (seconds) => ({ file: here('burst-side.mjs'), args: [String(seconds)], cwd: here('.') });
  const pairs = runPairs(side(3600), side(360), runs, lastLine);
  return [{ what: 'an hour of a burst against six minutes', unit: 'ms', ...compare(pairs, 'milliseconds'), most: 100 }];
}

/** `cdk-aks report` of Tailwind Traders, above a check of the same files. */
function report(runs) {
  const folder = mkdtempSync(join(tmpdir(), 'cdk-aks-bench-'));
  const deploy = here('../../examples/tailwind-traders/deploy');
  try {
    const page = command(folder, 'report', deploy, '--output', join(folder, 'report.html'));
    const check = command(folder, 'check', deploy, '--format', 'json');
    const pairs = runPairs(page, check, runs, usage);
    const above = pairs.map(({ ours, theirs }) => ({
      ours: { milliseconds: (ours.seconds - theirs.seconds) * 1000 },
      theirs: { milliseconds: theirs.seconds * 1000 },
    }));
    return [
      { what: 'report of Tailwind Traders, above check', unit: 'ms', ...compare(above, 'milliseconds'), most: 500 },
      { what: 'its peak memory', unit: 'MB', ...compare(pairs, 'megabytes') },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What the command line takes before it does anything. */
function start(runs) {
  const nothing = { file: here('nothing.cjs'), cwd: here('.') };
  const pairs = runPairs(command(here('.'), '--help'), nothing, runs, ({ seconds }) => ({
    milliseconds: seconds * 1000,
  }));
  const above = pairs.map(({ ours, theirs }) => ({
    ours: { milliseconds: ours.milliseconds - theirs.milliseconds },
    theirs,
  }));
  return [{ what: 'cdk-aks --help, above node', unit: 'ms', ...compare(above, 'milliseconds'), most: 150 }];
}

const BENCHMARKS = {
  quickstart: wholeProcess('quickstart'),
  'tailwind-traders': wholeProcess('tailwind-traders'),
  synth: synthPhase('microservices', 'file-each', 'synth of 1,000 Microservices', 0.5),
  objects: synthPhase('objects', 'file-each', 'synth of 7,000 ApiObjects', 0.5),
  // cdk8s is at its best with a single chart, which makes a single file of everything.
  'one-file': synthPhase('objects', 'one-file', 'synth of 7,000 ApiObjects, one file', 0.5),
  growth,
  check: checkLarge,
  diff: diffLarge,
  reach: reachLarge,
  report,
  outage: outageLarge,
  burst: burstHour,
  start,
};

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    runs: { type: 'string', default: '7' },
    json: { type: 'boolean', default: false },
  },
});
const names = values.only ?? Object.keys(BENCHMARKS);
const runs = Number(values.runs);
const unknown = names.filter((name) => !(name in BENCHMARKS));
if (unknown.length > 0 || !Number.isInteger(runs) || runs < 1) {
  console.error(
    `Usage: npm run bench -- [--only ${Object.keys(BENCHMARKS).join('|')}] [--runs N] [--json]; --only may be repeated.`,
  );
  process.exit(2);
}

const results = names.flatMap((name) => {
  if (!values.json && process.stderr.isTTY) process.stderr.write(`${name} …\n`);
  return BENCHMARKS[name](runs).map((row) => ({ benchmark: name, ...row, ok: isWithin(row) }));
});
if (values.json) {
  console.log(JSON.stringify({ node: process.version, cpu: cpus()[0]?.model, runs, results }, undefined, 2));
} else {
  console.log(table(results));
  console.log(
    `\nMedians of ${runs} runs of each side in turn (growth: ${Math.min(runs, MOST_LONG_RUNS)}); ratio is the median of the pairs' ratios. Node ${process.version}`,
  );
}
process.exitCode = results.every(({ ok }) => ok) ? 0 : 1;

function isWithin({ ratio, ours, bound = Infinity, most = Infinity }) {
  return ratio <= bound && ours <= most;
}

function table(rows) {
  const cells = [
    ['benchmark', 'what', 'ours', 'theirs', 'ratio', '(range)', 'bound', ''],
    ...rows.map(({ benchmark, what, unit, ours, theirs, ratio, ratios, bound, most, ok }) => [
      benchmark,
      what,
      print(ours, unit),
      print(theirs, unit),
      ratio.toFixed(2),
      `(${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)})`,
      bound !== undefined ? `≤ ${bound}` : most !== undefined ? `≤ ${print(most, unit)}` : '',
      bound === undefined && most === undefined ? '' : ok ? 'ok' : 'OVER',
    ]),
  ];
  const widths = cells[0].map((_, column) => Math.max(...cells.map((row) => row[column].length)));
  return cells
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function print(value, unit) {
  return `${unit === 's' ? value.toFixed(2) : Math.round(value)} ${unit}`;
}
