// Writes docs/rules.md from the rules themselves. `npm run rules`; with --check it writes nothing and fails where it differs.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { rulesPage } from '../lib/report/rules-page/page.ts';

const PAGE = 'docs/rules.md';
const page = rulesPage();

if (process.argv.includes('--check')) {
  if (readFileSync(PAGE, 'utf8') !== page) {
    console.error(`${PAGE} is not what the rules say. Run 'npm run rules' and check the diff in.`);
    process.exitCode = 1;
  }
} else {
  mkdirSync('docs', { recursive: true });
  writeFileSync(PAGE, page);
}
