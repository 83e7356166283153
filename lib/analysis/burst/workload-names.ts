import { CdkAksError } from '../../core/errors';
import { didYouMean } from '../../core/suggest';
import type { Workload } from '../workload/workloads';
import type { World } from '../world';

/**
 * The workload that is meant by `shop/orders`, `orders` or `shop/Deployment/orders`; a cluster may stand in front: `prod:shop/orders`.
 * @throws CdkAksError where none or several are
 */
export function namedWorkload(text: string, world: World): Workload {
  const scaled = world.workloads.filter(({ object }) => object.kind !== 'DaemonSet' && object.kind !== 'PodTemplate');
  const found = scaled.filter((workload) => namesOf(workload).includes(text));
  const [only] = found;
  if (only && found.length === 1) return only;
  const problem = { property: '--workload', value: text, code: 'cli/bad-use' };
  if (only) {
    const names = found.map((workload) => namesOf(workload).at(-1)).join(', ');
    throw new CdkAksError([{ ...problem, rule: 'is the name of several', fix: `Write one of ${names}` }]);
  }
  const known = scaled.map(shortName);
  const hint = didYouMean(text, scaled.flatMap(namesOf)).trim();
  const fix =
    hint ||
    (known.length > 0
      ? `Write one of ${[...new Set(known)].sort().slice(0, 10).join(', ')}`
      : 'Name a folder with manifests');
  throw new CdkAksError([{ ...problem, rule: 'is no workload of these files', fix }]);
}

/** From short to long. */
function namesOf(workload: Workload): readonly string[] {
  const { object, namespace } = workload;
  const whole = `${namespace}/${object.kind}/${object.name}`;
  return [
    object.name,
    shortName(workload),
    whole,
    ...(object.cluster === undefined ? [] : [`${object.cluster}:${shortName(workload)}`, `${object.cluster}:${whole}`]),
  ];
}

function shortName({ object, namespace }: Workload): string {
  return `${namespace}/${object.name}`;
}
