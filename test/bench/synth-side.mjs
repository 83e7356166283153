// One side of a synth benchmark, in a process of its own:
//   node synth-side.mjs microservices|objects|cdk8s file-each|one-file SERVICES
// `microservices` are ours; `objects` are the same as ApiObjects in an AksApp, `cdk8s` in cdk8s's own App.
// Prints the seconds of the synth phase alone, its CPU time, and the peak memory of the process.
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const require = createRequire(import.meta.url);
const { addMicroservices, objectsOf } = require('./services.cjs');
const [side, layout] = process.argv.slice(2);
const services = Number(process.argv[4]);
const folder = mkdtempSync(join(tmpdir(), 'cdk-aks-bench-'));
const names = Array.from({ length: services }, (_, index) => `service-${index}`);

const app = { microservices, objects, cdk8s }[side]();
const [start, cpuStart] = [process.hrtime.bigint(), process.cpuUsage()];
app.synth();
const seconds = Number(process.hrtime.bigint() - start) / 1e9;
const { user, system } = process.cpuUsage(cpuStart);
const cpuSeconds = (user + system) / 1e6;
console.log(JSON.stringify({ services, seconds, cpuSeconds, megabytes: process.resourceUsage().maxRSS / 1024 }));
rmSync(folder, { recursive: true, force: true });

function microservices() {
  const lib = require('../../dist/index.js');
  const app = new lib.AksApp({ directory: folder });
  addMicroservices(lib, app, names);
  return app;
}

function objects() {
  const { AksApp } = require('../../dist/index.js');
  const app = new AksApp({ directory: folder });
  addObjects(app.kubernetes);
  return app;
}

function cdk8s() {
  const { App } = require('cdk8s');
  const app = new App({ outdir: folder });
  addObjects(app);
  return app;
}

function addObjects(charts) {
  const { ApiObject, Chart } = require('cdk8s');
  const { Construct } = require('constructs');
  const all = layout === 'one-file' && new Chart(charts, 'shop');
  for (const name of names) {
    // A chart for each service, since that is how cdk8s gives each a file of its own.
    const scope = all ? new Construct(all, name) : new Chart(charts, name);
    for (const object of objectsOf(name)) new ApiObject(scope, object.kind, object);
  }
}
