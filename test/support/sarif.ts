import Ajv from 'ajv';
import { readFileSync } from 'node:fs';

const read = (module: string): object => JSON.parse(readFileSync(require.resolve(module), 'utf8')) as object;

const ajv = new Ajv({ schemaId: 'auto', allErrors: true });
ajv.addMetaSchema(read('ajv/lib/refs/json-schema-draft-04.json'));
/** The schema of the standard, as this package ships it; its matchers do not load. */
const isSarif = ajv.compile(read('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'));

/** Where a log is no SARIF 2.1.0; empty where it is. */
export function sarifProblems(log: unknown): readonly string[] {
  return isSarif(log) ? [] : (isSarif.errors ?? []).map(({ dataPath, message }) => `${dataPath} ${message}`);
}
