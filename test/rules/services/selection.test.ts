import { stopTooShort } from '../../../lib/rules/availability/stop-too-short';
import { selectsSeveral } from '../../../lib/rules/services/selects-several';
import { service } from '../../../lib/rules/services/examples';
import { documents, object, workload } from '../../../lib/rules/sample';
import { cronJobNeverRuns } from '../../../lib/rules/workload/cron-job-never-runs';
import { ask } from '../ask';

const team = (more = '') => service(more).replace('app: cart', 'team: shop');

describe('a Service of several workloads', () => {
  it('is left alone where they are versions of one program, or share an image', () => {
    const versions = ['v1', 'v2'].map((version) =>
      workload(`reviews-${version}`, { labels: `team: shop, app.kubernetes.io/name: reviews, version: ${version}` }),
    );
    expect(ask(selectsSeveral, documents(...versions, team()))).toEqual(['compliant']);
    const image = 'contoso.azurecr.io/redis@sha256:aaaa';
    const roles = ['primary', 'replica'].map((role) => workload(role, { labels: 'team: shop', image }));
    expect(ask(selectsSeveral, documents(...roles, team()))).toEqual(['compliant']);
  });

  it('is told with the names of what it selects', () => {
    const pods = ['cart', 'stock'].map((name) => workload(name, { labels: 'team: shop' }));
    expect(ask(selectsSeveral, documents(...pods, team()))).toEqual([
      "spec.selector: hands calls to the pods of 'cart', 'stock', which are different programs",
    ]);
    expect(ask(selectsSeveral, documents(...pods, team('clusterIP: None')))).toEqual(['not-applicable']);
  });
});

describe('the time to stop', () => {
  const cart = (command: string) =>
    workload('cart', { container: `lifecycle: { preStop: { exec: { command: [sh, -c, "${command}"] } } }` });

  it('is used up by the waits of a command', () => {
    expect(ask(stopTooShort, cart('sleep 20; nginx -s quit; sleep 15s'))).toEqual([
      "spec.template.spec.containers[0].lifecycle.preStop.exec.command: has container 'cart', which waits 35 s before it stops and is killed after 30 s",
    ]);
    expect(ask(stopTooShort, cart('Start-Sleep -Seconds 45'))).toEqual([
      "spec.template.spec.containers[0].lifecycle.preStop.exec.command: has container 'cart', which waits 45 s before it stops and is killed after 30 s",
    ]);
  });

  it('is not known of a command that waits for something, or in other units', () => {
    expect(ask(stopTooShort, cart('while pgrep nginx; do sleep 40; done'))).toEqual(['not-applicable']);
    expect(ask(stopTooShort, cart('sleep 0.5'))).toEqual(['not-applicable']);
    expect(ask(stopTooShort, cart('nginx -s quit'))).toEqual(['not-applicable']);
  });
});

describe('schedules', () => {
  const nightly = (schedule: string) =>
    object('batch/v1', 'CronJob', 'nightly', [`spec: { schedule: "${schedule}", jobTemplate: { spec: {} } }`]);

  it.each(['0 3 29 2 *', '0 3 31 2 1', '0 3 31 2,3 *', '0 3 */30 2 *', '@daily', '0 3 31 jan *', '0 3 * * 0'])(
    'run by %s',
    (schedule) => {
      expect(ask(cronJobNeverRuns, nightly(schedule))).toEqual(['compliant']);
    },
  );

  it.each(['0 3 30 2 *', '0 3 31 feb,apr *', '0 3 31 4-4 ?'])('never run by %s', (schedule) => {
    expect(ask(cronJobNeverRuns, nightly(schedule))).toEqual([
      `spec.schedule: runs by '${schedule}', and none of its months has such a day`,
    ]);
  });
});
