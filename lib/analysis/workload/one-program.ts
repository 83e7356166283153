import type { Workload } from './workloads';

/** Labels by which people call a program: versions of one have one name. */
const NAMES = ['app.kubernetes.io/name', 'app', 'k8s-app'];

/** Whether workloads are versions or roles of one program: they share one of its names, or an image. */
export function isOneProgram(workloads: readonly Workload[]): boolean {
  const [first, ...others] = workloads as readonly [Workload, ...Workload[]];
  const isNamedAlike = NAMES.some(
    (name) => first.labels[name] !== undefined && others.every(({ labels }) => labels[name] === first.labels[name]),
  );
  const images = [...repositoriesOf(first)];
  return isNamedAlike || images.some((image) => others.every((other) => repositoriesOf(other).has(image)));
}

function repositoriesOf({ containers }: Workload): ReadonlySet<string> {
  const images = containers.filter(({ kind }) => kind === 'container').map(({ body }) => String(body.image));
  return new Set(images.map((image) => image.replace(/@.*$/, '').replace(/:[^/:]*$/, '')));
}
