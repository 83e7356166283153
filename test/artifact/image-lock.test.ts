import fc from 'fast-check';
import { environmentOf, imageLockFile, parseImageLock, printImageLock } from '../../lib/artifact/image-lock';
import { CdkAksError } from '../../lib/core/errors';

const DIGEST = `sha256:${'a'.repeat(64)}`;

function messageOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof CdkAksError) return error.message;
    throw error;
  }
  throw new Error('nothing was thrown');
}
const refusal = (text: string): string => messageOf(() => parseImageLock(text, 'images.prod.json'));

describe('a lock of images', () => {
  it('is sorted, and read as it was written', () => {
    const names = fc.stringMatching(/^[a-z0-9]{1,8}(\/[a-z0-9]{1,8})?$/);
    const versions = fc
      .tuple(fc.option(fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,9}$/)), fc.stringMatching(/^[0-9a-f]{64}$/))
      .filter(([tag]) => tag !== 'latest')
      .map(([tag, digest]) => `${tag === null ? '' : `${tag}@`}sha256:${digest}`);
    fc.assert(
      fc.property(fc.array(fc.tuple(names, versions)), (entries) => {
        const lock = new Map(entries);
        const text = printImageLock(lock);
        const read = parseImageLock(text, 'images.prod.json');
        expect(Object.fromEntries(read)).toEqual(Object.fromEntries(lock));
        expect(printImageLock(read)).toBe(text);
        expect(text.endsWith('}\n')).toBe(true);
      }),
    );
    const lock = new Map([
      ['web', DIGEST],
      ['cart', DIGEST],
    ]);
    expect(printImageLock(lock)).toBe(`{\n  "cart": "${DIGEST}",\n  "web": "${DIGEST}"\n}\n`);
  });

  it('has a file for each environment', () => {
    expect(imageLockFile('prod-weu')).toBe('images.prod-weu.json');
    expect(environmentOf('images.prod-weu.json')).toBe('prod-weu');
    expect(environmentOf('addresses.lock.json')).toBeUndefined();
    expect(messageOf(() => imageLockFile('../prod'))).toBe(
      "'environment' (../prod) is not the name of an environment: it becomes a part of the name of a file. Use letters, digits, '-', '_' and '.', such as prod. (images/environment)",
    );
  });

  it('is told what it is not', () => {
    const fix =
      'Restore the file from version control: it maps each repository to its digest. (images/lock-unreadable)';
    expect(refusal('{"cart": "sha256:')).toBe(
      `'images.prod.json' is no whole JSON, as if its writing had been cut short. ${fix}`,
    );
    expect(refusal('{\n<<<<<<< HEAD\n  "cart": "x"\n')).toBe(`'images.prod.json' holds a conflict of a merge. ${fix}`);
    for (const text of ['[]', 'null', '3']) expect(refusal(text)).toBe(`'images.prod.json' is no JSON object. ${fix}`);
  });

  it('tells every entry that no registry knows', () => {
    const digest = (repository: string) =>
      `is what '${repository}' is locked to, and it has no digest: 'sha256:' and 64 lower-case hexadecimal digits. Copy the digest whole, as the registry or the build shows it; a tag may stand in front: '1.4.2@sha256:…'. (images/digest)`;
    const text = JSON.stringify({
      Cart: DIGEST,
      web: '1.4.2',
      shop: 'sha256:abc',
      orders: 3,
      stock: `latest@${DIGEST}`,
    });
    expect(refusal(text).split('\n')).toEqual([
      "'images.prod.json' (Cart) is not the name of a repository: lower-case letters, digits and single '.', '_' or '-' between, parts divided by '/', 255 characters with the registry. Did you mean 'cart'? (image/repository)",
      `'images.prod.json' (1.4.2) ${digest('web')}`,
      `'images.prod.json' (sha256:abc) ${digest('shop')}`,
      `'images.prod.json' (3) ${digest('orders')}`,
      `'images.prod.json' (latest@${DIGEST}) moves: what runs would differ from what was reviewed. Name a version such as 1.4.2, or a digest. (image/moving-tag)`,
    ]);
  });
});
