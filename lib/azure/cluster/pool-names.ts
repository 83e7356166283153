import type { OperatingSystem } from '../../core/contracts';
import type { HasPath, Problems } from '../../core/errors';
import { pathOf } from '../../core/errors';
import { deriveName } from '../../core/names';

export const poolNameType = (os: OperatingSystem) => (os === 'windows' ? 'windowsNodePool' : 'linuxNodePool');

/** The names of a cluster's pools, those included that a pool bears while it rotates. */
export class PoolNames {
  private readonly taken = new Map<string, { readonly path: string; readonly temporary: boolean }>();

  /** Takes a pool's name. Adds `pool/duplicate-name` to `problems` where it is taken. */
  claim(name: string, pool: HasPath, problems: Problems, property = 'name'): void {
    const holder = this.taken.get(name);
    if (holder) {
      problems.add({
        property,
        value: name,
        rule: holder.temporary
          ? `is the name that the pool at ${holder.path} bears while it rotates`
          : `is the name of the pool at ${holder.path} already`,
        fix: 'Give each pool of a cluster a name of its own',
        code: 'pool/duplicate-name',
      });
      return;
    }
    this.taken.set(name, { path: pathOf(pool), temporary: false });
  }

  /**
   * A name for the time in which a pool rotates; without one azurerm stops half-way. It depends on the pool's name alone,
   * unless that is taken.
   */
  temporary(name: string, os: OperatingSystem, pool: HasPath): string {
    for (let attempt = 1; ; attempt += 1) {
      const candidate = deriveName(poolNameType(os), [attempt === 1 ? 'tmp' : `t${attempt}`, name]);
      if (this.taken.has(candidate)) continue;
      this.taken.set(candidate, { path: pathOf(pool), temporary: true });
      return candidate;
    }
  }
}
