// Writes docs/compatibility.md from the constructs and rules themselves. `npm run compatibility`; with --check it writes
// nothing and fails where it differs.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { compatibilityPage } from '../lib/report/compatibility-page/page.ts';

const PAGE = 'docs/compatibility.md';
const page = compatibilityPage();

if (process.argv.includes('--check')) {
  if (readFileSync(PAGE, 'utf8') !== page) {
    console.error(`${PAGE} is not what the constructs say. Run 'npm run compatibility' and check the diff in.`);
    process.exitCode = 1;
  }
} else {
  mkdirSync('docs', { recursive: true });
  writeFileSync(PAGE, page);
}
