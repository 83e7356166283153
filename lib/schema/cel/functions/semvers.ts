import { EvaluationError } from '../errors';
import { fn, member } from '../overloads';
import { Semver } from '../semver';

/** `semver('1.2.3')`, since Kubernetes 1.33. */
export const SEMVERS = [
  fn('semver', ['string'], (text) => semver(text, false)),
  fn('semver', ['string', 'bool'], (text, tolerant) => semver(text, tolerant)),
  fn('isSemver', ['string'], (text) => Semver.parse(text) !== undefined),
  fn('isSemver', ['string', 'bool'], (text, tolerant) => Semver.parse(text, tolerant) !== undefined),
  member('major', ['kubernetes.Semver'], ({ major }) => major),
  member('minor', ['kubernetes.Semver'], ({ minor }) => minor),
  member('patch', ['kubernetes.Semver'], ({ patch }) => patch),
  member('isLessThan', ['kubernetes.Semver', 'kubernetes.Semver'], (a, b) => a.compare(b) < 0),
  member('isGreaterThan', ['kubernetes.Semver', 'kubernetes.Semver'], (a, b) => a.compare(b) > 0),
  member('compareTo', ['kubernetes.Semver', 'kubernetes.Semver'], (a, b) => BigInt(a.compare(b))),
];

function semver(text: string, tolerant: boolean): Semver {
  const version = Semver.parse(text, tolerant);
  if (version === undefined) throw new EvaluationError(`semver ${JSON.stringify(text)} can't be read`);
  return version;
}
