import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import * as library from '../../lib';
import { addMicroservices, objectsOf } from './services.cjs';

describe('the services of the synth benchmarks', () => {
  it('are the same objects on both sides', () => {
    const folder = mkdtempSync(join(tmpdir(), 'cdk-aks-services-'));
    const app = new library.AksApp({ directory: folder });
    addMicroservices(library, app, ['service-0']);
    app.synth();
    const written = readFileSync(join(folder, 'deploy/kubernetes/bench-aks/shop/service-0.yaml'), 'utf8');
    rmSync(folder, { recursive: true, force: true });

    const checksum = '0'.repeat(64);
    const objects = loadAll(written.replace(/(?<=checksum\/config: )\w+/, JSON.stringify(checksum)));
    expect(objects.map(withoutPartOf)).toEqual(objectsOf('service-0').map(withoutPartOf));
  });
});

/** An autoscaler says less of what it belongs to. */
function withoutPartOf(object: unknown): unknown {
  return JSON.parse(JSON.stringify(object).replace(/,?"app\.kubernetes\.io\/part-of":"shop"/g, '')) as unknown;
}
