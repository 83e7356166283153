import { cronProblem } from '../../../core/cron';
import { isObject, printed, type Report } from '../../report';
import { checkTemplateMounts } from './pod';
import { isSet } from './values';

export function checkJob({ template, completionMode, completions }: Record<string, unknown>, report: Report): void {
  checkTemplateMounts(template, [], report);
  const pod = isObject(template) && isObject(template.spec) ? template.spec : undefined;
  if (pod && pod.restartPolicy !== 'Never' && pod.restartPolicy !== 'OnFailure') {
    const what = isSet(pod.restartPolicy) ? `is ${printed(pod.restartPolicy)}` : 'is required';
    report.add(
      isSet(pod.restartPolicy) ? 'schema/enum' : 'schema/required',
      `${what} and must be Never or OnFailure in a Job`,
      {
        at: ['template', 'spec', 'restartPolicy'],
        fix: 'Write Never or OnFailure',
      },
    );
  }
  if (completionMode === 'Indexed' && !isSet(completions)) {
    report.add('schema/required', "is required with the completion mode 'Indexed'", { at: ['completions'] });
  }
}

export function checkCronJob({ schedule, timeZone }: Record<string, unknown>, report: Report): void {
  if (typeof schedule === 'string') {
    const problem = cronProblem(schedule);
    if (problem)
      report.add('schema/format', `is "${schedule}": ${problem}`, {
        at: ['schedule'],
        fix: 'Write five fields such as 0 3 * * *',
      });
  }
  if (typeof timeZone === 'string' && !/^[A-Za-z][\w+-]*(?:\/[\w+-]+)*$/.test(timeZone)) {
    report.add('schema/format', `is "${timeZone}" but must be a time zone such as Europe/Amsterdam`, {
      at: ['timeZone'],
    });
  }
}
