import { App as CdktfApp, TerraformStack } from 'cdktf';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runChecks } from '../../lib/core/checks';
import { CdkAksError, formatProblem } from '../../lib/core/errors';
import { Registry } from '../../lib/core/image';
import { Images } from '../../lib/platform/images';
import { plainStack, smallApp } from '../support/world';

const registry = Registry.external({ server: 'ghcr.io/contoso' });
const digest = (digit: string): string => `sha256:${digit.repeat(64)}`;

/** A stack of a program with this lock beside it. */
function locked(lock: string | Readonly<Record<string, string>> | undefined) {
  const app = smallApp();
  const text = typeof lock === 'string' ? lock : JSON.stringify(lock);
  if (lock !== undefined) writeFileSync(join(app.directory, 'images.prod.json'), text);
  const stack = plainStack(app, 'prod');
  return { app, stack, problems: () => app.node.findAll().flatMap(runChecks).map(formatProblem) };
}

function messageOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof CdkAksError) return error.message;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('Images', () => {
  it('are what the lock beside the program says', () => {
    const { stack, problems } = locked({ 'shop/cart': digest('a'), 'shop/web': `2.1.0@${digest('b')}` });
    const images = Images.fromLock(stack, 'prod', registry);

    expect(images.of('shop/cart')).toEqual({ reference: `ghcr.io/contoso/shop/cart@${digest('a')}`, registry });
    expect(images.of('shop/web').reference).toBe(`ghcr.io/contoso/shop/web:2.1.0@${digest('b')}`);
    expect(problems()).toEqual([]);
  });

  it('are all of one build where only its tag is given', () => {
    const images = Images.ofBuild('2026.11.2', registry);
    expect(images.of('shop/cart').reference).toBe('ghcr.io/contoso/shop/cart:2026.11.2');
    expect(messageOf(() => Images.ofBuild('latest', registry).of('shop/cart'))).toContain('(image/moving-tag)');
  });

  it('tells all that is run and not locked, and all that is locked and not run', () => {
    const { stack, problems } = locked({ 'shop/cart': digest('a'), 'shop/coupons': digest('b') });
    const images = Images.fromLock(stack, 'prod', registry);
    images.of('shop/carts');
    images.of('payments');

    expect(problems()).toEqual([
      "[prod] 'images.prod.json' (shop/carts) is run, and not locked. Did you mean 'shop/cart'? (images/not-locked)",
      "[prod] 'images.prod.json' (payments) is run, and not locked. Add it with 'npx cdk-aks images set prod --add payments=sha256:…'. (images/not-locked)",
      "[prod] 'images.prod.json' (shop/cart) is locked, and nothing of the program runs it. Did you mean 'shop/carts'? (images/unknown-service)",
      "[prod] 'images.prod.json' (shop/coupons) is locked, and nothing of the program runs it. Remove it with 'npx cdk-aks images remove prod shop/coupons'. (images/unknown-service)",
    ]);
    expect(() => stack.node.root.node.validate()).not.toThrow();
  });

  it('may be asked for from several places of a program, which together run what is locked', () => {
    const { app, stack, problems } = locked({ cart: digest('a'), web: digest('b') });
    Images.fromLock(stack, 'prod', registry).of('cart');
    Images.fromLock(plainStack(app, 'preview'), 'prod', registry).of('web');
    expect(problems()).toEqual([]);
  });

  it('tells a lock that is missing or broken, with the file and the way out', () => {
    const message = (lock: string | undefined): string =>
      messageOf(() => Images.fromLock(locked(lock).stack, 'prod', registry));
    expect(message(undefined)).toBe(
      "[prod] 'images.prod.json' is missing in the program's folder. Write it with 'npx cdk-aks images set prod --add shop/cart=sha256:…' and check it in. (images/no-lock)",
    );
    expect(message('{"cart": ')).toBe(
      "[prod] 'images.prod.json' is no whole JSON, as if its writing had been cut short. Restore the file from version control: it maps each repository to its digest. (images/lock-unreadable)",
    );
    expect(message('{"cart": "1.2"}')).toContain("[prod] 'images.prod.json' (1.2) is what 'cart' is locked to");
    expect(messageOf(() => Images.fromLock(locked({}).stack, 'a/b', registry))).toContain('(images/environment)');
  });

  it('is read relative to the folder of the program in a plain App too', () => {
    const stack = new TerraformStack(new CdktfApp(), 'prod');
    expect(messageOf(() => Images.fromLock(stack, 'nowhere', registry))).toContain('(images/no-lock)');
  });
});
