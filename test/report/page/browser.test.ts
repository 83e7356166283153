import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { toPage } from '../../../lib/report/page/page';
import { emptyFolder } from '../../support/world';
import { deployment, exampleReport, platformFiles, reportOfFiles } from './worlds';

const CANDIDATES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const executablePath = [process.env.CHROMIUM ?? '', ...CANDIDATES].find((path) => path !== '' && existsSync(path));

jest.setTimeout(60_000);

// Where there is no browser the reason stands in the title: `apt-get install chromium`, or CHROMIUM=/path/to/it.
const described = executablePath === undefined ? describe.skip : describe;
described(`the page in a browser (${executablePath ?? 'skipped: no Chromium is installed'})`, () => {
  let browser: Browser;
  const folder = emptyFolder();
  const tailwind = join(folder, 'tailwind.html');

  beforeAll(async () => {
    writeFileSync(tailwind, toPage(exampleReport('tailwind-traders')));
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  });
  afterAll(async () => browser?.close());

  /** A page that is open, and what it said and asked for besides itself. */
  async function open(file: string, options: BrowserContextOptions = {}): Promise<{ page: Page; noise: string[] }> {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, ...options });
    const noise: string[] = [];
    page.on('console', (message) => noise.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => noise.push(`error: ${error.message}`));
    page.on('dialog', (dialog) => {
      noise.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    const address = pathToFileURL(file).href;
    page.on('request', (request) => {
      const own = request.url().split('#')[0] === address || request.url() === 'data:,';
      if (!own) noise.push(`request: ${request.url()}`);
    });
    await page.goto(address);
    return { page, noise };
  }

  it('says nothing and asks for nothing, on light and on dark screens', async () => {
    const grounds = await Promise.all(
      (['light', 'dark'] as const).map(async (colorScheme) => {
        const { page, noise } = await open(tailwind, { colorScheme });
        expect(noise).toEqual([]);
        return page.evaluate('getComputedStyle(document.body).backgroundColor');
      }),
    );
    expect(grounds).toEqual(['rgb(255, 255, 255)', 'rgb(18, 24, 31)']);
  });

  it('finds what is searched for, unfolds it, and folds it back', async () => {
    const { page, noise } = await open(tailwind);
    const shown = (text: string) => page.locator('#platform tbody tr:visible', { hasText: text }).count();
    const before = await page.locator('details[open]').count();

    await page.keyboard.press('/');
    await page.keyboard.type('imageclassifier-identity');
    await page.locator('#found:not(:empty)').waitFor();
    expect(await shown('imageclassifier-identity')).toBeGreaterThan(0);
    expect(await shown('webbff')).toBe(0);

    await page.keyboard.press('Escape');
    expect(await page.locator('#found').textContent()).toBe('');
    expect(await page.locator('details[open]').count()).toBe(before);
    expect(noise).toEqual([]);
  });

  it('folds and unfolds everything', async () => {
    const { page } = await open(tailwind);
    const all = await page.locator('main details').count();

    await page.click('#unfold');
    expect(await page.locator('main details[open]').count()).toBe(all);
    await page.click('#fold');
    expect(await page.locator('main details[open]').count()).toBe(0);
  });

  it('leads from a cell of the matrix to the reason, which unfolds', async () => {
    const { page } = await open(tailwind);
    const cell = page
      .locator('#reach td[title="shop/Deployment/webbff may call shop/Deployment/stock: TCP 8080"] a')
      .first();

    await cell.click();
    const target = page.locator(`[id="${(await cell.getAttribute('href'))?.slice(1)}"]`);
    expect(await target.getAttribute('open')).not.toBeNull();
    expect(await target.locator('tbody tr').first().textContent()).toContain('caller: NetworkPolicy shop/');
  });

  it('leads from a box of the picture to its row', async () => {
    const { page } = await open(tailwind);

    await page.locator('svg a', { hasText: 'popularproducts' }).first().click();
    expect(await page.locator(':target code').first().textContent()).toBe('popularproducts');
    expect(await page.locator(':target').isVisible()).toBe(true);
  });

  it('lacks nothing but search and folding of all without scripts', async () => {
    const { page, noise } = await open(tailwind, { javaScriptEnabled: false });

    expect(await page.locator('.tools').isVisible()).toBe(false);
    const fold = page.locator('#creation details').first();
    expect(await fold.locator('tbody tr').first().isVisible()).toBe(false);
    await fold.locator('summary').click();
    expect(await fold.locator('tbody tr').first().isVisible()).toBe(true);
    expect(noise).toEqual([]);
  });

  it('can be walked through by keyboard, and leaves its tools out on paper', async () => {
    const { page } = await open(tailwind);

    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Summary');
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await page.locator('nav').isVisible()).toBe(false);
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
  });

  it('runs nothing of what names and labels say', async () => {
    const file = join(folder, 'hostile.html');
    const name = '"><script>alert(1)</script><img src=x onerror=alert(2)>';
    const report = reportOfFiles(platformFiles([deployment({ name, namespace: '</svg><script>alert(3)</script>' })]));
    writeFileSync(file, toPage(report));

    const { page, noise } = await open(file);
    expect(noise).toEqual([]);
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.locator('#platform').textContent()).toContain(name);
  });
});
