import fc from 'fast-check';
import { readDocuments } from '../../lib/artifact/read/yaml-document';
import { updateAt } from '../../lib/fix/body';
import { fixing } from './mend';
import { LEGACY } from './legacy';

/** Every object and block of the old shop, by the file it stands in. */
const DOCUMENTS = Object.entries(LEGACY).flatMap(([path, text]) =>
  readDocuments(text, () => undefined).map(({ value }) => ({ path, value })),
);

/** Every place in a value. */
function placesIn(value: unknown, at: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [at];
  const isList = Array.isArray(value);
  return [at, ...Object.entries(value).flatMap(([key, part]) => placesIn(part, [...at, isList ? Number(key) : key]))];
}

const odd = fc.constantFrom<unknown>(
  null,
  '',
  'text',
  7,
  true,
  [],
  [[]],
  [null],
  {},
  { a: 1 },
  'constructor',
  '${X}',
  '10%',
);

describe('fixFiles, with objects that are not as they should be', () => {
  it('never throws, and changes nothing the second time', () => {
    const broken = fc.constantFrom(...DOCUMENTS).chain(({ path, value }) =>
      fc
        .array(fc.tuple(fc.constantFrom(...placesIn(value).slice(1)), odd), { minLength: 1, maxLength: 3 })
        .map((faults) => ({
          path: path.replace(/ya?ml$/, 'json'),
          text: JSON.stringify(faults.reduce((now, [at, fault]) => updateAt(now, at, () => fault), value)),
        })),
    );
    fc.assert(
      fc.property(broken, ({ path, text }) => {
        const files = { [path]: text };
        const once = fixing(files).fixed;
        const again = fixing({ ...files, ...Object.fromEntries(once.map(({ file, after }) => [file, after])) });
        expect(again.fixed).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });
});
