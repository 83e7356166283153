import fc from 'fast-check';
import { changedFields } from '../../../lib/analysis/change/kubernetes/fields';
import { resourceChange } from '../../../lib/analysis/change/resource-change';
import { attributesOf } from '../../../lib/analysis/change/terraform/provider-schema';

const TYPES = ['azurerm_kubernetes_cluster', 'azurerm_application_gateway', 'azurerm_storage_account'] as const;

/** A few arguments of a type with any JSON in them, as a program may hand them over. */
const configuration = fc.constantFrom(...TYPES).chain((type) => {
  const names = Object.keys(attributesOf(type, '4.55.0') ?? {});
  const values = fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.constantFrom('${var.x}', [{}], [], true, '1'));
  return fc.record({
    type: fc.constant(type),
    config: fc.dictionary(fc.constantFrom(...names), values, { maxKeys: 6 }),
  });
});

describe('resourceChange', () => {
  it('answers for whatever JSON, and sees no change where there is none', () => {
    fc.assert(
      fc.property(configuration, configuration, ({ type, config }, { config: other }) => {
        expect(['none', 'refused']).toContain(resourceChange(type, config, config).action);
        expect(resourceChange(type, config, other).action).toEqual(expect.any(String));
      }),
      { numRuns: 300, seed: 1 },
    );
  });

  it('names what it replaces for among what changes, or above or below it', () => {
    fc.assert(
      fc.property(configuration, configuration, ({ type, config }, { config: other }) => {
        const { replacePaths, changed } = resourceChange(type, config, other);
        for (const path of replacePaths) {
          expect(changed.some((one) => `${path}.`.startsWith(`${one}.`) || `${one}.`.startsWith(`${path}.`))).toBe(
            true,
          );
        }
      }),
      { numRuns: 300, seed: 2 },
    );
  });
});

describe('changedFields', () => {
  const json = fc.jsonValue({ maxDepth: 4 });

  it('finds nothing between a value and itself, and something between two that print differently', () => {
    fc.assert(
      fc.property(json, json, (a, b) => {
        expect(changedFields(a, structuredClone(a))).toEqual([]);
        const isPlain = (value: unknown): boolean => typeof value === 'string' || typeof value === 'number';
        if (isPlain(a) && isPlain(b) && a !== b) expect(changedFields({ x: a }, { x: b })).toHaveLength(1);
      }),
      { numRuns: 300, seed: 3 },
    );
  });

  it('names fields whose values are those of the two sides', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), json), fc.dictionary(fc.string(), json), (a, b) => {
        for (const { path, to } of changedFields(a, b)) {
          const value =
            path.reduce<unknown>((part, step) => (part as Record<string, unknown> | null)?.[step], b) ?? null;
          if (!Array.isArray(value) && !Array.isArray(to) && to !== null) expect(value).toEqual(to);
        }
      }),
      { numRuns: 300, seed: 4 },
    );
  });
});
