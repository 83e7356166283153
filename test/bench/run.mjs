// Every benchmark, both sides in one run: `npm run bench -- [--only NAME] [--runs N] [--json]`.
// Exits with 1 where a bound is missed.
import { rmSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { compileExample } from './examples.mjs';
import { compare, runPairs } from './measure.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** A program of examples/ against the same written by hand; the whole process, from its start to its end. */
function wholeProcess(example) {
  return (runs) => {
    const ours = compileExample(example);
    try {
      const theirs = { file: here(`by-hand/${example}.cjs`), cwd: here('by-hand') };
      const pairs = runPairs(ours, theirs, runs, ({ seconds, cpuSeconds, megabytes }) => ({
        seconds,
        cpuSeconds,
        megabytes,
      }));
      return [
        { what: 'whole process', unit: 's', ...compare(pairs, 'seconds'), bound: 1.25 },
        { what: 'its CPU time', unit: 's', ...compare(pairs, 'cpuSeconds') },
        { what: 'peak memory', unit: 'MB', ...compare(pairs, 'megabytes') },
      ];
    } finally {
      rmSync(ours.cwd, { recursive: true, force: true });
    }
  };
}

const synth = (side, layout, services) => ({
  file: here('synth-side.mjs'),
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

const BENCHMARKS = {
  quickstart: wholeProcess('quickstart'),
  'tailwind-traders': wholeProcess('tailwind-traders'),
  synth: synthPhase('microservices', 'file-each', 'synth of 1,000 Microservices', 0.5),
  objects: synthPhase('objects', 'file-each', 'synth of 7,000 ApiObjects', 0.5),
  // cdk8s is at its best with a single chart, which makes a single file of everything.
  'one-file': synthPhase('objects', 'one-file', 'synth of 7,000 ApiObjects, one file', 0.5),
  growth,
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
