// Rewrites dist/**/*.js so that a provider module loads when a resource of its kind is created, not when a construct
// that might create one is imported: a cluster without logs, say, then loads no data collection rules.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const REQUIRE = /^const (\w+) = require\("(@cdktf\/provider-[\w-]+\/lib\/[\w-]+)"\);$/gm;

for (const file of readdirSync('dist', { recursive: true }).map(String)) {
  if (!file.endsWith('.js')) continue;
  const path = join('dist', file);
  const source = readFileSync(path, 'utf8');
  // One line stays one line, so that source maps hold.
  const lazy = source.replace(REQUIRE, (_, variable, module) => {
    const names = new Set([...source.matchAll(new RegExp(`\\b${variable}\\.(\\w+)`, 'g'))].map(([, name]) => name));
    const getters = [...names].map((name) => `get ${name}() { return require("${module}").${name}; }`);
    return `const ${variable} = { ${getters.join(', ')} };`;
  });
  if (lazy !== source) writeFileSync(path, lazy);
}
