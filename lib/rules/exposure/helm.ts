import type { Artifacts } from '../../artifact/read/artifacts';
import type { KubernetesObject } from '../../artifact/read/model';
import { objectIndex } from '../../analysis/objects';

/** True where charts are installed whose objects the files do not have: what seems to be missing may come from them. */
export function hasCharts({ cluster }: KubernetesObject, artifacts: Artifacts): boolean {
  const objects = objectIndex(artifacts);
  return (
    ['HelmRelease', 'HelmChart', 'Application', 'Kustomization'].some((kind) =>
      objects.ofKind(kind).some((one) => one.cluster === cluster),
    ) || artifacts.modules.some(({ blocks }) => blocks.some(({ type }) => type === 'helm_release'))
  );
}
