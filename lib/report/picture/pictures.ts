import { grouped } from '../groups';
import type { Markup } from '../page/markup';
import type { PlatformReport } from '../page/platform';
import { azurePicture } from './azure';
import { layOut, type Layout } from './layout';
import { boxesOf, type Picture } from './picture';
import { type HrefOf, toSvg } from './svg';
import { workloadPicture } from './workloads';

/** A picture with its places found. */
export interface Drawn {
  readonly picture: Picture;
  readonly layout: Layout;
  svgOf(hrefOf: HrefOf): Markup;
}

/** The pictures of a platform: of each module, and of what runs on each cluster. Empty ones are left out. */
export function picturesOf({ artifacts, workloads, reach }: PlatformReport): readonly Picture[] {
  const byCluster = new Map(
    grouped(workloads, ({ object }) => object.cluster ?? '').map((own) => [own[0]?.object.cluster, own]),
  );
  return [
    ...artifacts.modules.map((module) => azurePicture(module, artifacts)),
    ...reach.map((answer) => workloadPicture(answer, byCluster.get(answer.reach.cluster) ?? [], artifacts)),
  ].filter((picture) => boxesOf(picture).length > 0);
}

const known = new WeakMap<PlatformReport, readonly Drawn[]>();

/** Laid out once for each report. */
export function drawn(report: PlatformReport): readonly Drawn[] {
  let found = known.get(report);
  if (!found) {
    const pictures = picturesOf(report);
    const layouts = layOut(pictures);
    found = pictures.map((picture, index): Drawn => {
      const layout = layouts[index] as Layout;
      return { picture, layout, svgOf: (hrefOf) => toSvg(picture, layout, hrefOf) };
    });
    known.set(report, found);
  }
  return found;
}
