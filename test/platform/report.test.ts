import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ContainerRegistry, Environment } from '../../lib';
import { AksApp, type AksAppProps } from '../../lib/platform/aks-app';
import { emptyFolder } from '../support/world';

function synthesized(directory: string, props: AksAppProps = {}) {
  const app = new AksApp({ directory, ...props });
  const prod = new Environment(app, 'prod', { location: 'westeurope' });
  new ContainerRegistry(prod, 'registry', { name: 'contosoreport' });
  return app.synth();
}

const indexOf = (folder: string): { readonly files: Record<string, string> } =>
  JSON.parse(readFileSync(join(folder, 'deploy/terraform/cdk-aks.json'), 'utf8')) as ReturnType<typeof indexOf>;

describe('the report of a program', () => {
  it('is not written where nobody asks', () => {
    const folder = emptyFolder();
    synthesized(folder);
    expect(Object.keys(indexOf(folder).files).filter((path) => path.endsWith('.html'))).toEqual([]);
  });

  it('is a file that the index owns, the same each time, and goes when nobody asks any more', () => {
    const folder = emptyFolder();
    synthesized(folder, { report: true });
    const file = join(folder, 'deploy/terraform/report.html');
    const page = readFileSync(file, 'utf8');

    expect(page).toContain('contosoreport');
    expect(indexOf(folder).files['report.html']).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(synthesized(folder, { report: true }).written?.written).toEqual([]);
    synthesized(folder);
    expect(existsSync(file)).toBe(false);
  });

  it('says the same wherever output goes this time', () => {
    const [folder, elsewhere] = [emptyFolder(), emptyFolder()];
    synthesized(folder, { report: 'docs/platform.html' });
    process.env.CDKTF_OUTDIR = elsewhere;
    try {
      synthesized(folder, { report: 'docs/platform.html' });
    } finally {
      delete process.env.CDKTF_OUTDIR;
    }
    const page = (root: string): string => readFileSync(join(root, 'docs/platform.html'), 'utf8');
    expect(page(elsewhere)).toBe(page(join(folder, 'deploy/terraform')));
  });

  it.each(['../report.html', '/tmp/report.html', 'report.txt', ''])('is not taken as %p', (report) => {
    expect(() => synthesized(emptyFolder(), { report })).toThrow(
      `[app] 'report' (${report}) is no name of a page below the folder of the Terraform output. Write true for report.html, or a name such as platform.html. (app/report-name)`,
    );
  });
});
