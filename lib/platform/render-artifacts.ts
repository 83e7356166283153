import { App as CdktfApp } from 'cdktf';
import { type Artifacts, readArtifacts } from '../artifact/read/artifacts';
import type { AksApp } from './aks-app';
import { render } from './render';

const rendered = new WeakMap<AksApp, Artifacts>();

/**
 * What a program would write, read as `cdk-aks check` reads it. Nothing is written; asked again, it is the same.
 *
 * @throws SynthFailed with every problem of every construct
 */
export function renderArtifacts(app: AksApp): Artifacts {
  let artifacts = rendered.get(app);
  if (artifacts === undefined) {
    const files = render(app, () => CdktfApp.prototype.synth.call(app));
    const outputs = files.filter(({ root }) => root !== 'program');
    artifacts = readArtifacts(outputs.map(({ root, path, content }) => ({ path: `${root}/${path}`, content })));
    rendered.set(app, artifacts);
  }
  return artifacts;
}
