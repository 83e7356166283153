import { cronNeverComes, cronProblem } from '../../lib/core/cron';
import { timeZoneName } from '../../lib/core/time-zone';

describe('cronProblem', () => {
  it.each([
    '0 3 * * *',
    '*/5 0-6,22 1,15 JAN-mar MON-FRI',
    '0 0 ? * sun',
    '5/10 * * * *',
    '0 0 29 2 *',
    '0 0 31 2 MON',
    '@daily',
    '@every 1h30m',
  ])('takes %s', (schedule) => {
    expect(cronProblem(schedule)).toBeUndefined();
  });

  it.each([
    ['', 'it has 1 fields and needs 5'],
    ['0 3 * *', 'it has 4 fields and needs 5'],
    ['0 0 3 * * *', 'it has 6 fields and needs 5'],
    ['60 3 * * *', "'60' is no minute"],
    ['0 24 * * *', "'24' is no hour"],
    ['0 0 0 * *', "'0' is no day of the month"],
    ['0 0 * 13 *', "'13' is no month"],
    ['0 0 * * 7', "'7' is no day of the week"],
    ['0 0 * * fry', "'fry' is no day of the week"],
    ['5-1 * * * *', "'5-1' is no minute"],
    ['*/0 * * * *', "'*/0' is no minute"],
    ['@noon', 'there is no such shorthand'],
    ['TZ=Europe/Amsterdam 0 3 * * *', "a time zone belongs into 'timeZone'"],
  ])('refuses %s', (schedule, problem) => {
    expect(cronProblem(schedule)).toBe(problem);
  });
});

describe('cronNeverComes', () => {
  it.each([
    ['0 0 30 2 *', 'no year has a day 30 of month 2'],
    ['0 0 31 2,4,JUN ?', 'no year has a day 31 of month 2,4,JUN'],
  ])('knows that %s never comes', (schedule, why) => {
    expect(cronProblem(schedule)).toBeUndefined();
    expect(cronNeverComes(schedule)).toBe(why);
  });

  it.each(['0 0 29 2 *', '0 0 31 2 MON', '0 0 30,1 2 *', '0 0 30 2-3 *', '@daily', 'no schedule'])(
    'says nothing of %s',
    (schedule) => {
      expect(cronNeverComes(schedule)).toBeUndefined();
    },
  );
});

describe('timeZoneName', () => {
  it.each(['Europe/Amsterdam', 'UTC', 'Etc/UTC', 'Asia/Kolkata'])('takes %s', (name) => {
    expect(timeZoneName(name, 'timeZone', 'job/time-zone')).toBe(name);
  });

  it.each([
    ['Europe/Amsterdan', "Did you mean 'Europe/Amsterdam'?"],
    ['europe/amsterdam', "Did you mean 'Europe/Amsterdam'?"],
    ['+02:00', "Write it as 'Europe/Amsterdam'."],
    ['Local', "Write it as 'Europe/Amsterdam'."],
  ])('refuses %s', (name, fix) => {
    expect(() => timeZoneName(name, 'timeZone', 'job/time-zone')).toThrow(
      `'timeZone' (${name}) is no time zone of the IANA database. ${fix} (job/time-zone)`,
    );
  });
});
