import { once, readData } from './data-files';
import type { KubernetesVersion } from './kubernetes-version';

/** When AKS supports a minor. Months as `2026-11`, days as `2025-11-01`, as far as they are published. */
export interface AksSupport {
  readonly ga: string;
  readonly endOfLife: string;
  /** End of long-term support (Premium tier). */
  readonly ltsEnd: string;
}

const calendar = once(() => readData<Record<string, AksSupport>>('azure', 'kubernetes-versions.json'));

/** When AKS supports the version's minor, or undefined where that is not in the data. */
export function aksSupport(version: KubernetesVersion): AksSupport | undefined {
  return calendar()[version.majorMinor];
}
