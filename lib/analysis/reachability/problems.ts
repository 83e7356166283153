import type { Artifacts } from '../../artifact/read/artifacts';
import { type FieldPath, formatField } from '../../artifact/field-path';
import type { Problem } from '../../core/errors';
import { directionsOf, rulesOf } from '../isolation';
import { objectIndex } from '../objects';
import { asBody, asList } from '../workload/workloads';
import { contains, parseInterval } from './intervals';
import { PROTOCOLS } from './port-set';

/** What the API server refuses in policies, and nothing can be worked out from: told all at once, by place. */
export function policyProblems(artifacts: Artifacts): readonly Problem[] {
  const policies = objectIndex(artifacts)
    .ofKind('NetworkPolicy')
    .filter(({ apiVersion }) => apiVersion.startsWith('networking.k8s.io/'));
  return policies.flatMap((policy) =>
    directionsOf(policy).flatMap((direction) =>
      rulesOf(policy, direction).flatMap(({ peers, ports, field }) => {
        const list = direction === 'Ingress' ? 'from' : 'to';
        const slips = [
          ...peers.flatMap((peer, index) => peerSlips(asBody(peer) ?? {}, [...field, list, index])),
          ...ports.flatMap((port, index) => portSlips(asBody(port) ?? {}, [...field, 'ports', index])),
        ];
        return slips.map(({ at, value, rule, fix }): Problem => {
          const { file, line } = artifacts.position(policy.source, at);
          return { path: `${file}:${line}`, property: formatField(at), value, rule, fix, code: 'reach/invalid-policy' };
        });
      }),
    ),
  );
}

interface Slip {
  readonly at: FieldPath;
  readonly value: string;
  readonly rule: string;
  readonly fix: string;
}

function peerSlips({ ipBlock }: Readonly<Record<string, unknown>>, field: FieldPath): readonly Slip[] {
  if (ipBlock === undefined) return [];
  const { cidr, except } = asBody(ipBlock) ?? {};
  const at = [...field, 'ipBlock'];
  const range = rangeOf(cidr);
  if (!range) return [{ at: [...at, 'cidr'], value: String(cidr), rule: 'is no range of addresses', fix: FIX }];
  return asList(except).flatMap((one, index): Slip[] => {
    const place = [...at, 'except', index];
    const hole = rangeOf(one);
    if (!hole) return [{ at: place, value: String(one), rule: 'is no range of addresses', fix: FIX }];
    if (contains(range, hole)) return [];
    const fix = `Write a part of ${String(cidr)}, or leave it out`;
    return [{ at: place, value: String(one), rule: `does not lie in ${String(cidr)}`, fix }];
  });
}

const FIX = 'Write one such as 10.0.0.0/8, without bits beyond its mask';

function rangeOf(text: unknown) {
  return typeof text === 'string' && text.includes('/') ? parseInterval(text) : undefined;
}

function portSlips({ port, endPort, protocol }: Readonly<Record<string, unknown>>, field: FieldPath): readonly Slip[] {
  const slips: Slip[] = [];
  const isPort = (value: unknown): boolean =>
    typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 65_535;
  const say = (name: string, value: unknown, rule: string, fix: string): void => {
    slips.push({ at: [...field, name], value: String(value), rule, fix });
  };
  if (protocol !== undefined && !PROTOCOLS.some((one) => one === protocol)) {
    say('protocol', protocol, 'is no protocol of policies', `Write one of ${PROTOCOLS.join(', ')}`);
  }
  if (port !== undefined && typeof port !== 'string' && !isPort(port)) {
    say('port', port, 'is no port', 'Write a whole number from 1 to 65535, or the name of a port');
  }
  if (endPort === undefined) return slips;
  if (!isPort(endPort)) say('endPort', endPort, 'is no port', 'Write a whole number from 1 to 65535');
  else if (typeof port !== 'number') {
    say('endPort', endPort, 'needs a port by number to start from', 'Write port as a number, or leave endPort out');
  } else if (Number(endPort) < port) {
    say('endPort', endPort, `is below port (${port})`, 'Write the last port of the range');
  }
  return slips;
}
