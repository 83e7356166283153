// Keeps README.md's first program equal to examples/quickstart/main.ts. `node scripts/readme.mjs [--check]`.
import { readFileSync, writeFileSync } from 'node:fs';

const readme = readFileSync('README.md', 'utf8');
const program = readFileSync('examples/quickstart/main.ts', 'utf8');
const updated = readme.replace(
  /(<!-- quickstart -->\n)[\s\S]*?(<!-- \/quickstart -->)/,
  (_, open, close) => `${open}\n\`\`\`ts\n${program}\`\`\`\n\n${close}`,
);

if (process.argv.includes('--check')) {
  if (updated !== readme) {
    console.error("README.md shows another program than examples/quickstart/main.ts: run 'node scripts/readme.mjs'");
    process.exitCode = 1;
  }
} else {
  writeFileSync('README.md', updated);
}
