// Rewrites data/schemas/azurerm/*.json.gz so that each entry of their tables stands on a line of its own: still JSON, and
// readable entry by entry (`readTables` in lib/core/data-files.ts). The same input gives the same bytes.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';

const folder = join('data', 'schemas', 'azurerm');

for (const file of readdirSync(folder).filter((name) => name.endsWith('.json.gz'))) {
  const content = JSON.parse(gunzipSync(readFileSync(join(folder, file))).toString('utf8'));
  const parts = Object.entries(content).map(([name, value]) => {
    if (value === null || typeof value !== 'object') return `${JSON.stringify(name)}:${JSON.stringify(value)}`;
    const entries = Object.entries(value).map(([key, entry]) => `${JSON.stringify(key)}:${JSON.stringify(entry)}`);
    return `${JSON.stringify(name)}:{\n${entries.join(',\n')}\n}`;
  });
  writeFileSync(join(folder, file), gzipSync(`{\n${parts.join(',\n')}\n}\n`, { level: 9 }));
  console.log(`${file}: ${parts.length} parts`);
}
