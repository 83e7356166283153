// Lists the attributes that the azurerm schema marks sensitive, so that a manifest never holds one.
// Reads data/schemas/azurerm/4.55.0.json.gz; writes data/azurerm-sensitive.json.
import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

const schema = JSON.parse(gunzipSync(readFileSync('data/schemas/azurerm/4.55.0.json.gz')));
const lines = [];
for (const [prefix, kinds] of [
  ['', schema.resources],
  ['data.', schema.dataSources],
]) {
  for (const [type, { attributes }] of Object.entries(kinds)) {
    const sensitive = find(attributes, '');
    if (sensitive.length > 0) lines.push(`${JSON.stringify(prefix + type)}:${JSON.stringify(sensitive.sort())}`);
  }
}
writeFileSync('data/azurerm-sensitive.json', `{\n${lines.join(',\n')}\n}\n`);

function find(attributes, prefix) {
  return Object.entries(attributes).flatMap(([name, attribute]) => [
    ...(attribute.sensitive ? [prefix + name] : []),
    ...(attribute.block ? find(attribute.block, `${prefix}${name}.`) : []),
  ]);
}
