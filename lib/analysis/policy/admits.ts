import type { KubernetesObject } from '../../artifact/read/model';
import type { Artifacts } from '../../artifact/read/artifacts';
import { unknown, type Unknown } from '../../artifact/read/values';
import { closing, type Direction, hasOtherPolicies, type PolicyRule, rulesOf } from '../isolation';
import { asBody, type Workload } from '../workload/workloads';
import { meansPeer, type Peer } from './peers';

/** A port of pods, as policies see it: not that of the Service before them. */
export interface PodPort {
  readonly protocol: string;
  readonly number: number | undefined;
  readonly name: string | undefined;
}

/**
 * Whether the policies of a workload let a call through: from the peer where it is called, to the peer where it calls.
 * Unknown where addresses, labels or policies of other kinds decide that the files don't tell.
 *
 * @param port of the pods that are called; undefined for any
 */
export function admits(
  workload: Workload,
  direction: Direction,
  peer: Peer,
  port: PodPort | undefined,
  artifacts: Artifacts,
): boolean | Unknown {
  if (workload.pod.hostNetwork === true) return true;
  const policies = closing(workload, direction, artifacts);
  if (policies.length === 0) return true;
  let open = hasOtherPolicies(artifacts);
  for (const policy of policies) {
    for (const rule of rulesOf(policy, direction)) {
      const answer = ruleAdmits(rule, policy, peer, port, artifacts);
      if (answer === true) return true;
      if (answer === unknown) open = true;
    }
  }
  return open ? unknown : false;
}

/** Whether one rule lets a call of a peer through. */
export function ruleAdmits(
  { peers, ports }: PolicyRule,
  policy: KubernetesObject,
  peer: Peer,
  port: PodPort | undefined,
  artifacts: Artifacts,
): boolean | Unknown {
  if (port && ports.length > 0 && !ports.some((item) => meansPort(item, port))) return false;
  if (peers.length === 0) return true;
  const answers = peers.map((item) => meansPeer(item, peer, policy, artifacts));
  return answers.includes(true) ? true : answers.includes(unknown) ? unknown : false;
}

/** Whether an item of `ports` means a port. */
export function meansPort(item: unknown, { protocol, number, name }: PodPort): boolean {
  const { port, endPort, protocol: asked = 'TCP' } = asBody(item) ?? {};
  if (asked !== protocol) return false;
  if (port === undefined) return true;
  if (typeof port === 'string') return port === name;
  return (
    number === port ||
    (typeof endPort === 'number' && number !== undefined && number >= Number(port) && number <= endPort)
  );
}
