import type { Acknowledgement } from '../core/join';
import type { Finding } from './finding';

/** The acknowledgement that accepts a finding: of the same rule, at its construct or one above. */
export function acknowledgementOf(
  { rule, path }: Finding,
  acknowledgements: readonly Acknowledgement[],
): Acknowledgement | undefined {
  if (path === undefined) return undefined;
  return acknowledgements.find((one) => one.rule === rule && (path === one.path || path.startsWith(`${one.path}/`)));
}
