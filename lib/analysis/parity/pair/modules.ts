import type { Artifacts } from '../../../artifact/read/artifacts';
import type { TerraformModule } from '../../../artifact/read/model';
import type { Vocabulary } from '../names/vocabulary';
import type { Paired } from './named';

/** Pairs the modules of two environments: by name, then those that have most addresses in common. */
export function pairModules(a: Artifacts, b: Artifacts, vocabulary: Vocabulary): Paired<TerraformModule> {
  const [left, free] = [new Set(a.modules), new Set(b.modules)];
  const pairs: (readonly [TerraformModule, TerraformModule])[] = [];
  const take = (one: TerraformModule, other: TerraformModule): void => {
    left.delete(one);
    free.delete(other);
    pairs.push([one, other]);
    vocabulary.learnEnvironment(one.name, other.name);
  };
  const takeWhere = (isSame: (one: TerraformModule, other: TerraformModule) => boolean): void => {
    for (const one of [...left]) {
      const others = [...free].filter((other) => isSame(one, other));
      const other = others.find(({ folder }) => folder === one.folder) ?? others[0];
      if (other) take(one, other);
    }
  };
  const isEmpty = ({ blocks, calls }: TerraformModule): boolean => blocks.length + calls.length === 0;
  if (left.size !== 1 || free.size !== 1) {
    takeWhere((one, other) => one.folder === other.folder);
    takeWhere((one, other) => one.name === other.name);
    takeWhere((one, other) => vocabulary.same(one.name, other.name));
  }
  const candidates = [...left].flatMap((one, i) =>
    [...free].map((other, j) => ({ one, other, order: i + j, common: commonAddresses(one, other, vocabulary) })),
  );
  candidates.sort((x, y) => y.common - x.common || x.order - y.order);
  for (const { one, other, common } of candidates) {
    const isOnly = a.modules.length === 1 && b.modules.length === 1;
    if (left.has(one) && free.has(other) && (common > 0 || isOnly)) take(one, other);
  }
  const named = (modules: Set<TerraformModule>): readonly TerraformModule[] =>
    [...modules].filter((module) => !isEmpty(module));
  return { pairs, onlyA: named(left), onlyB: named(free) };
}

function commonAddresses(a: TerraformModule, b: TerraformModule, vocabulary: Vocabulary): number {
  const keys = new Set(b.blocks.map(({ address }) => vocabulary.key('b', address)));
  return a.blocks.filter(({ address }) => keys.has(vocabulary.key('a', address))).length;
}
