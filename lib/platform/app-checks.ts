import type { IConstruct } from 'constructs';
import { isDate } from '../artifact/acknowledgement';
import { SEVERITIES } from '../artifact/finding';
import { invalid, Problems } from '../core/errors';
import { meantOr } from '../core/suggest';
import { PROFILES } from '../rules/profiles';
import type { AksAppProps } from './aks-app';

/** @throws CdkAksError `app/invalid-choice` for a profile or severity that there is not, as from plain JavaScript */
export function checkChoices(app: IConstruct, { profile, failOn }: AksAppProps): void {
  const problems = new Problems(app);
  const check = (property: string, value: string | undefined, choices: readonly string[]): void => {
    if (value === undefined || choices.includes(value)) return;
    const rule = `is none of ${choices.join(', ')}`;
    const fix = meantOr(value, choices, 'Write one of these');
    problems.add({ property, value, rule, fix, code: 'app/invalid-choice' });
  };
  check('profile', profile, PROFILES);
  check('failOn', failOn, SEVERITIES);
  problems.throwIfAny();
}

/** @throws CdkAksError `app/report-name` for a report that is no page below the folder of the output */
export function checkReport(app: IConstruct, { report }: AksAppProps): void {
  if (typeof report !== 'string' || /^(?:[\w-][\w.-]*\/)*[\w-][\w.-]*\.html$/.test(report)) return;
  throw invalid(app, {
    property: 'report',
    value: report,
    rule: 'is no name of a page below the folder of the Terraform output',
    fix: 'Write true for report.html, or a name such as platform.html',
    code: 'app/report-name',
  });
}

/** @throws CdkAksError `acknowledgement/invalid` */
export function checkAcknowledgement(
  construct: IConstruct,
  { rule, reason, until }: { readonly rule: string; readonly reason: string; readonly until?: string },
): void {
  const problems = new Problems(construct);
  const code = 'acknowledgement/invalid';
  if (!/^[a-z][a-z0-9-]*\/[a-z0-9-]+$/.test(rule)) {
    const fix = 'Write one such as zones/spread-not-enforced; cdk-aks explain lists them';
    problems.add({ property: 'rule', value: rule, rule: 'is no id of a rule', fix, code });
  }
  if (reason.trim() === '') {
    problems.add({ property: 'reason', rule: 'is empty', fix: `Say why ${rule} does not matter here`, code });
  }
  if (until !== undefined && !isDate(until)) {
    problems.add({ property: 'until', value: until, rule: 'is no date', fix: 'Write one such as 2027-01-31', code });
  }
  problems.throwIfAny();
}
