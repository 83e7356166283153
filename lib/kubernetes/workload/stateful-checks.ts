import { dnsLabel } from '../../core/dns-names';
import type { Problems } from '../../core/errors';
import { checkClaim } from '../storage/claim';
import type { StatefulServiceProps } from './stateful-props';
import { Volume } from './volume';
import type { WorkloadProps } from './workload-props';

/** The group of volumes where nobody says which: any but root's will do. */
const SOME_GROUP = 1000;

/**
 * Pods are labelled with the name and a hash of eleven characters. Kubernetes: `controller-revision-hash`, a label of at
 * most 63.
 */
const LONGEST_NAME = 52;

/** The props of the workload with what its claims add: mounts, and a group that may write to them. */
export function withClaims(props: StatefulServiceProps): WorkloadProps {
  const claims = Object.entries(props.claims ?? {});
  if (claims.length === 0) return props;
  const mounts = claims.map(([name, { path }]) => [path, Volume.ofTemplate(name)] as const);
  const os = props.os ?? props.on?.placement.os ?? 'linux';
  const fsGroup = props.fsGroup ?? props.runAsGroup ?? props.runAsUser ?? SOME_GROUP;
  return { ...props, volumes: { ...props.volumes, ...Object.fromEntries(mounts) }, ...(os === 'linux' && { fsGroup }) };
}

/**
 * Adds a name that leaves no room for the hash of a revision (name/stateful-set), and everything wrong with the claims
 * (name/dns-label, storage/access-mode, storage/size, volume/duplicate).
 */
export function checkStateful(
  workload: { readonly workloadName: string },
  { claims = {}, volumes = {} }: StatefulServiceProps,
  problems: Problems,
): void {
  if (workload.workloadName.length > LONGEST_NAME) {
    problems.add({
      property: 'id',
      value: workload.workloadName,
      rule: `has ${workload.workloadName.length} characters; the name of a StatefulSet has at most ${LONGEST_NAME}, or its pods can't be labelled`,
      fix: 'Shorten it',
      code: 'name/stateful-set',
    });
  }
  const paths = new Set(Object.keys(volumes));
  for (const [name, claim] of Object.entries(claims)) {
    problems.attempt('claims', () => dnsLabel(name, 'claims'));
    problems.attempt('claims', () => checkClaim(claim, `claims.${name}`));
    if (paths.has(claim.path)) {
      problems.add({
        property: `claims.${name}.path`,
        value: claim.path,
        rule: 'is also the path of another volume',
        fix: 'Choose another path',
        code: 'volume/duplicate',
      });
    }
    paths.add(claim.path);
  }
}
