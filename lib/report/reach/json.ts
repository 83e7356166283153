import { formatField } from '../../artifact/field-path';
import { why } from '../../analysis/reachability/why';
import type { Artifacts } from '../../artifact/read/artifacts';
import type { ReachChange } from '../../analysis/reachability/difference';
import type { Connection, Reachability } from '../../analysis/reachability/reachability';
import type { ReachAnswer } from './answer';
import { sidesOf } from './words';

/** The fields that programs may rely on, in this order. `cluster` stands where the files hold several. */
export function reachJson(answers: readonly ReachAnswer[], artifacts: Artifacts, withReasons: boolean): object {
  const isOne = answers.length === 1;
  const each = (list: (answer: ReachAnswer) => readonly object[]): readonly object[] =>
    answers.flatMap((answer) =>
      list(answer).map((item) => (isOne ? { ...item } : { cluster: answer.reach.cluster ?? null, ...item })),
    );
  return {
    connections: each(({ reach, connections }) =>
      connections.map((one) => ({
        from: one.from,
        to: one.to,
        ports: one.ports.text,
        ...(withReasons ? { why: reasons(reach, one, artifacts) } : {}),
      })),
    ),
    entrances: each(({ entrances }) =>
      entrances.map(({ through, to, ports, blocked }) => ({ through, to, ports: ports.text, blocked: blocked.text })),
    ),
    coverage: {
      selectNothing: each(({ coverage }) => coverage.selectNothing.map(({ id }) => ({ policy: id }))),
      matchNothing: each(({ coverage }) =>
        coverage.matchNothing.map(({ policy, field }) => ({ policy: policy.id, rule: formatField(field) })),
      ),
      open: each(({ coverage }) => coverage.open.map(({ workload, direction }) => ({ workload, direction }))),
    },
    notEnforced: each(({ notEnforced }) => notEnforced),
    notUnderstood: each(({ notUnderstood }) => notUnderstood.map(({ id }) => ({ policy: id }))),
    engines: answers.map(({ reach }) => ({ cluster: reach.cluster ?? null, engine: reach.engine ?? null })),
  };
}

export function reachChangesJson(changes: readonly ReachChange[]): object {
  return {
    changes: changes.map(({ from, to, opened, closed }) => ({ from, to, opened: opened.text, closed: closed.text })),
  };
}

function reasons(reach: Reachability, { ends }: Connection, artifacts: Artifacts): readonly string[] {
  return sidesOf(why(reach, ends.from, ends.to), artifacts);
}
