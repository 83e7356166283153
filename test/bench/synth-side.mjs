// One side of the synth benchmark, in a process of its own: `node synth-side.mjs ours|cdk8s SERVICES`.
// Prints the seconds of the synth phase alone and the peak memory of the process.
import { createRequire } from 'node:module';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { objectsOf } from './objects.mjs';

const require = createRequire(import.meta.url);
const [side, count] = [process.argv[2], Number(process.argv[3])];
const { ApiObject, App, Chart } = require('cdk8s');
const { Construct } = require('constructs');
const folder = mkdtempSync(join(tmpdir(), 'cdk-aks-bench-'));
const names = Array.from({ length: count }, (_, index) => `service-${index}`);
const fill = (scope, name) => objectsOf(name).forEach((object) => new ApiObject(scope, object.kind, object));

let synth;
if (side === 'ours') {
  const { AksApp } = require('../../dist/platform/aks-app.js');
  const app = new AksApp({ directory: folder });
  const chart = new Chart(app.kubernetes, 'shop', { namespace: 'shop' });
  names.forEach((name) => fill(new Construct(chart, name), name));
  synth = () => app.synth();
} else {
  const app = new App({ outdir: folder });
  // A chart for each service, since that is how cdk8s gives each a file of its own.
  names.forEach((name) => fill(new Chart(app, name, { namespace: 'shop' }), name));
  synth = () => app.synth();
}
const start = process.hrtime.bigint();
synth();
const seconds = Number(process.hrtime.bigint() - start) / 1e9;
console.log(JSON.stringify({ seconds, megabytes: process.resourceUsage().maxRSS / 1024 }));
rmSync(folder, { recursive: true, force: true });
