import { addressOf } from '../../artifact/read/expression/links';
import type { TerraformModule } from '../../artifact/read/model';
import { type Part, partsOf } from './parts';

/** Parts that need each other, in order, the first once more at the end left out. */
export type Cycle = readonly Part[];

/**
 * Every circle of blocks and local values of a module. Calls of modules are left out: their inputs and outputs may go
 * back and forth without one.
 */
export function cyclesOf(module: TerraformModule): readonly Cycle[] {
  const parts = new Map(
    partsOf(module)
      .filter(({ subject: { type } }) => !['output', 'provider', 'module'].includes(type))
      .map((part) => [part.subject.address, part]),
  );
  const needs = (part: Part): readonly Part[] =>
    [...new Set(part.links.map(addressOf))].flatMap((address) => parts.get(address) ?? []);
  const state = new Map<Part, 'open' | 'done'>();
  const cycles: Cycle[] = [];
  for (const start of parts.values()) {
    if (state.has(start)) continue;
    // A stack of its own: chains of generated blocks are longer than the engine's.
    const path: { readonly part: Part; readonly left: Part[] }[] = [{ part: start, left: [...needs(start)] }];
    state.set(start, 'open');
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const next = top.left.shift();
      if (next === undefined) {
        state.set(top.part, 'done');
        path.pop();
      } else if (state.get(next) === 'open') {
        cycles.push(path.slice(path.findIndex(({ part }) => part === next)).map(({ part }) => part));
      } else if (!state.has(next)) {
        state.set(next, 'open');
        path.push({ part: next, left: [...needs(next)] });
      }
    }
  }
  return cycles;
}
