// Rewrites a few files of dist, each a door to hundreds of small ones, with all that they load: finding, opening and
// compiling these takes longer than running them. What others hold too, classes of errors and data, stays where it is.
import { build } from 'esbuild';
import { readFileSync, renameSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';

const DOORS = [
  'platform/gate.js',
  'cli/check.js',
  'cli/diff.js',
  'cli/reach.js',
  'cli/report.js',
  'cli/outage.js',
  'cli/capacity.js',
];
const CORE = resolve('dist/core');
const RULES = resolve('dist/rules');

/** Everything of core is shared: an error made here is caught elsewhere, by its class. */
const shareCore = {
  name: 'share-core',
  setup({ onResolve }) {
    onResolve({ filter: /^\./ }, ({ path, resolveDir }) => {
      const target = resolve(resolveDir, path);
      return target.startsWith(`${CORE}/`)
        ? { path: `../core/${target.slice(CORE.length + 1)}`, external: true }
        : undefined;
    });
  },
};

/** Examples are for those who ask for an explanation: made when they are read. */
const lazyExamples = {
  name: 'lazy-examples',
  setup({ onLoad }) {
    onLoad({ filter: /\.js$/ }, ({ path }) => {
      if (!path.startsWith(`${RULES}/`)) return undefined;
      return { contents: withLazyExamples(readFileSync(path, 'utf8')), loader: 'js' };
    });
  },
};

function withLazyExamples(source) {
  const file = ts.createSourceFile('rule.js', source, ts.ScriptTarget.Latest, true);
  const edits = [];
  const visit = (node) => {
    if (ts.isPropertyAssignment(node) && node.name.getText() === 'examples') {
      edits.push([node.getStart(), node.end, `get examples() { return ${node.initializer.getText()}; }`]);
    } else ts.forEachChild(node, visit);
  };
  visit(file);
  return edits.reduceRight((text, [from, to, by]) => text.slice(0, from) + by + text.slice(to), source);
}

for (const door of DOORS) {
  const file = join('dist', door);
  await build({
    entryPoints: [file],
    outfile: `${file}.bundle`,
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
    minifyWhitespace: true,
    keepNames: false,
    logLevel: 'warning',
    plugins: [shareCore, lazyExamples],
  });
  renameSync(`${file}.bundle`, file);
}
