import { isSame } from '../../analysis/cluster/fields';
import { all, any, holds } from '../../analysis/cluster/truth';
import type { Rule } from '../rule';
import { clusterExamples } from '../cluster/examples';
import { eachPool, named } from '../cluster/judge';

function settings(fields: object): { pools: Record<string, Record<string, unknown>> } {
  return { pools: { apps: { upgrade_settings: fields } } };
}

/** An upgrade replaces nodes a few at a time; nothing at a time is no upgrade. */
export const upgradeSettings: Rule = {
  id: 'pool/upgrade-settings',
  severity: 'error',
  what: 'has settings for upgrades that AKS does not take, or that make none possible',
  why: 'AKS refuses the setting, or upgrades never move on',
  fix: "Set max_surge to '33%' or a number above 0, drain_timeout_in_minutes between 5 and 1440, node_soak_duration_in_minutes between 0 and 30",
  sources: ['Azure: Configure rolling upgrades for AKS node pools'],
  facts: ['UP11', 'UP20'],
  examples: clusterExamples(settings({ max_surge: '0' }), settings({ max_surge: '33%' }), {
    notApplicable: {},
    unknown: settings({ max_surge: '${var.surge}' }),
  }),
  check: eachPool((pool) => {
    const { fields, mode, at } = pool;
    const applies = fields.has('upgrade_settings');
    const name = 'upgrade_settings';
    const surge = fields.text(name, 'max_surge');
    const away = fields.text(name, 'max_unavailable');
    const isSome = (text: string): boolean => !/^0+%?$/.test(text);
    const who = named(pool);
    return [
      {
        applies,
        wrong: all(
          holds(surge, (text) => !isSome(text)),
          away === undefined ? true : holds(away, (text) => !isSome(text)),
        ),
        at: at(name, 'max_surge'),
        detail: `${who} may neither add nor lose a node while it is upgraded`,
      },
      {
        applies,
        wrong: any(holds(surge, isMalformed), holds(away, isMalformed)),
        at: at(name, holds(surge, isMalformed) === true ? 'max_surge' : 'max_unavailable'),
        detail: `${who} counts its nodes by what is neither a number nor a percentage`,
        fix: "Write '33%' or '1'",
      },
      {
        applies,
        wrong: holds(away, (text) => /^[1-9]\d{2,}%$/.test(text)),
        at: at(name, 'max_unavailable'),
        severity: 'warning',
        detail: `${who} may lose all of its nodes at once while it is upgraded`,
        fix: 'Let it lose a third at most',
      },
      {
        applies,
        wrong: all(isSame(mode, 'System'), holds(away, isSome)),
        at: at(name, 'max_unavailable'),
        detail: `${who} is a system pool that may lose nodes while it is upgraded`,
      },
      {
        applies,
        wrong: all(holds(surge, isSome), holds(away, isSome)),
        at: at(name, 'max_unavailable'),
        severity: 'warning',
        detail: `${who} both adds and loses nodes while it is upgraded, which is a preview`,
      },
      {
        applies,
        wrong: holds(fields.number(name, 'drain_timeout_in_minutes'), (minutes) => minutes < 5 || minutes > 1440),
        at: at(name, 'drain_timeout_in_minutes'),
        detail: `${who} waits for its pods outside 5 to 1440 minutes`,
      },
      {
        applies,
        wrong: holds(fields.number(name, 'node_soak_duration_in_minutes'), (minutes) => minutes < 0 || minutes > 30),
        at: at(name, 'node_soak_duration_in_minutes'),
        detail: `${who} waits after each node outside 0 to 30 minutes`,
      },
      {
        applies,
        wrong: isSame(fields.text(name, 'undrainable_node_behavior'), 'Cordon'),
        at: at(name, 'undrainable_node_behavior'),
        severity: 'note',
        detail: `${who} leaves nodes that cannot be drained behind, cordoned, with a surge node each`,
      },
    ];
  }),
};

function isMalformed(text: string): boolean {
  return !/^\d+%?$/.test(text);
}
