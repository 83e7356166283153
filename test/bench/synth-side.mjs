// One side of the synth benchmark, in a process of its own: `node synth-side.mjs ours|cdk8s file-each|one-file SERVICES`.
// Prints the seconds of the synth phase alone, its CPU time, and the peak memory of the process.
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { objectsOf } from './objects.mjs';

const require = createRequire(import.meta.url);
const [side, layout] = process.argv.slice(2);
const services = Number(process.argv[4]);
const { ApiObject, App, Chart } = require('cdk8s');
const { Construct } = require('constructs');
const folder = mkdtempSync(join(tmpdir(), 'cdk-aks-bench-'));
const names = Array.from({ length: services }, (_, index) => `service-${index}`);
const namespace = 'shop';

const { app, charts } = side === 'ours' ? ours() : cdk8s();
if (layout === 'file-each') {
  // A chart for each service, since that is how cdk8s gives each a file of its own.
  for (const name of names) fill(new Chart(charts, name, { namespace }), name);
} else {
  const chart = new Chart(charts, namespace, { namespace });
  for (const name of names) fill(new Construct(chart, name), name);
}
const [start, cpuStart] = [process.hrtime.bigint(), process.cpuUsage()];
app.synth();
const seconds = Number(process.hrtime.bigint() - start) / 1e9;
const { user, system } = process.cpuUsage(cpuStart);
const cpuSeconds = (user + system) / 1e6;
console.log(JSON.stringify({ services, seconds, cpuSeconds, megabytes: process.resourceUsage().maxRSS / 1024 }));
rmSync(folder, { recursive: true, force: true });

function ours() {
  const { AksApp } = require('../../dist/platform/aks-app.js');
  const app = new AksApp({ directory: folder });
  return { app, charts: app.kubernetes };
}

function cdk8s() {
  const app = new App({ outdir: folder });
  return { app, charts: app };
}

function fill(scope, name) {
  for (const object of objectsOf(name)) new ApiObject(scope, object.kind, object);
}
