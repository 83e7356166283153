import { printScope } from '../../../artifact/acknowledgement';
import { reasonText } from '../../groups';
import { markup } from '../markup';
import { code, row, table } from '../parts';
import type { SectionOf } from '../section';

/** What was accepted on purpose, and what was set past the typed surface. */
export const acceptedSection: SectionOf = ({ verdict, artifacts }) => {
  const { acknowledgements, findings } = verdict;
  const accepted = acknowledgements.map((one) => {
    const uses = findings.filter(({ acknowledgement }) => acknowledgement === one).length;
    return row([code(printScope(one.scope)), code(one.rule), reasonText(one), one.from, uses]);
  });
  const overrides = artifacts.overrides.map(({ path, property, reason }) => row([code(path), code(property), reason]));
  return {
    id: 'accepted',
    title: 'Accepted on purpose',
    body: markup`<h3>Acknowledgements</h3>
${accepted.length === 0 ? markup`<p>Nothing was accepted.</p>` : table(['where', 'rule', 'reason', 'written in', 'findings'], accepted)}<h3>Overrides</h3>
${overrides.length === 0 ? markup`<p>Nothing was set past the typed surface.</p>` : table(['construct', 'property', 'reason'], overrides)}`,
  };
};
