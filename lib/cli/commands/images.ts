import type { Command } from 'commander';
import type { ImagesCommand } from '../images';
import type { Terminal } from '../terminal';

/** `cdk-aks images` */
export function addImages(program: Command, terminal: () => Terminal): void {
  const images = program
    .command('images')
    .description('lock what each environment runs, in images.<environment>.json')
    .addHelpText(
      'after',
      `
Examples:
  $ npx cdk-aks images set prod shop/cart=sha256:… shop/web=2.1.0@sha256:…   # at the end of a build
  $ npx cdk-aks images set staging --add shop/orders=sha256:…                 # one that is new
  $ npx cdk-aks images list prod
  $ npx cdk-aks images remove prod shop/coupons`,
    );
  const inFolder = [
    '--in <folder>',
    'folder of the program (default: the nearest one with cdktf.json or cdk8s.yaml)',
  ] as const;
  images
    .command('set')
    .description('lock images to their digests')
    .argument('<environment>', 'such as prod, for images.prod.json')
    .argument('<image=digest...>', 'repository and digest, with a tag in front of it if you like')
    .option('--add', 'take images that are not in the lock yet, and begin one where there is none')
    .option(...inFolder)
    .action(async (environment: string, entries: string[], options: ImagesCommand) => {
      const { setImages } = await import('../images.js');
      process.exitCode = setImages(environment, entries, options, terminal());
    });
  images
    .command('list')
    .description('list what is locked')
    .argument('[environment]', 'such as prod (default: all)')
    .option(...inFolder)
    .action(async (environment: string | undefined, options: ImagesCommand) => {
      const { listImages } = await import('../images.js');
      process.exitCode = listImages(environment, options, terminal());
    });
  images
    .command('remove')
    .description('take images out of the lock')
    .argument('<environment>', 'such as prod, for images.prod.json')
    .argument('<image...>', 'repositories that nothing runs any more')
    .option(...inFolder)
    .action(async (environment: string, repositories: string[], options: ImagesCommand) => {
      const { removeImages } = await import('../images.js');
      process.exitCode = removeImages(environment, repositories, options, terminal());
    });
}
