import type { BurstPoint, BurstResult } from '../../../lib/analysis/burst/result';
import type { BurstReport } from '../../../lib/report/burst/report';
import { burstText } from '../../../lib/report/burst/text';
import { amount, clock, table } from '../../../lib/report/burst/words';
import { NO_PAINT } from '../../../lib/report/paint';

const point = (second: number, backlog: number, ready: number): BurstPoint => ({
  second,
  backlog,
  oldest: 0,
  lost: 0,
  done: 0,
  replicas: 9,
  ready,
  virtual: 0,
  nodes: 4,
});

const RESULT: BurstResult = {
  arrived: 33_400,
  done: 33_000,
  dropped: 300,
  expired: 100,
  backlog: 0,
  peakBacklog: { count: 12_345, second: 200 },
  oldest: { age: 65, second: 200 },
  absorbedAt: 60,
  firstNode: { askedAt: 10, readyAt: 190, arrived: 30_000 },
  peakNodes: 7,
  nodeHours: 8.25,
  virtualHours: 0,
  mostVirtual: 0,
  quotaHit: false,
  fullPools: [],
  refusedPools: [],
  stages: [{ name: 'orders', peakReplicas: 9, turns: 1, saturatedAt: undefined, hitMaximum: false }],
  firstSaturated: undefined,
  points: [point(-10, 0, 0), point(0, 100, 0), point(10, 1200, 3), point(60, 0, 9)],
};

const report = (change: Partial<BurstReport> = {}): BurstReport => ({
  workload: 'apps/v1/Deployment/shop/orders',
  arrivals: '10000/min for 10m',
  perReplicaPerSecond: 5,
  runs: [{ name: 'as it is', told: '', result: RESULT }],
  notes: [],
  warnings: [],
  ...change,
});

describe('a burst as text', () => {
  it('is a summary and the curve from its start', () => {
    expect(burstText(report(), NO_PAINT)).toBe(
      [
        'apps/v1/Deployment/shop/orders: 10000/min for 10m, 5/s a pod',
        '',
        'arrived                                   33,400',
        'done                                      33,000',
        'lost                                         400',
        'left over                                      0',
        'most that waits                   12,345 at 3:20',
        'longest wait                                1:05',
        'absorbed at                                 1:00',
        'came while the first node booted          30,000',
        'most pods                                      9',
        'most nodes                                     7',
        'node hours                                   8.3',
        '',
        'time  backlog  pods  ready  nodes',
        '0:00      100     9      0      4',
        '0:10    1,200     9      3      4',
        '1:00        0     9      9      4',
      ].join('\n'),
    );
  });

  it('tells what held it up, what does not fit together and what is left out', () => {
    const result: BurstResult = {
      ...RESULT,
      absorbedAt: undefined,
      firstNode: undefined,
      quotaHit: true,
      fullPools: ['apps1', 'apps2'],
      refusedPools: ['apps3'],
      stages: [
        { name: 'orders', peakReplicas: 9, turns: 7, saturatedAt: undefined, hitMaximum: true },
        { name: 'payments', peakReplicas: 2, turns: 0, saturatedAt: 75, hitMaximum: true },
      ],
      firstSaturated: 'payments',
    };
    const text = burstText(
      report({ runs: [{ name: 'as it is', told: '', result }], notes: ['a note'], warnings: ['too many connections'] }),
      NO_PAINT,
    );

    expect(text).toMatch(/^absorbed at +never$/m);
    expect(text).toMatch(/^came while the first node booted +-$/m);
    expect(text.split('\n').slice(-11)).toEqual([
      '',
      "payments is the first that can't keep up, from 1:15",
      'orders has its most pods (9) while work waits',
      'orders goes up and down: its pods turn 7 times',
      'pods wait while pools have their most nodes: apps1, apps2',
      'Azure has no more nodes for apps3',
      'a quota of container groups puts pods off',
      '',
      'warning too many connections',
      '',
      'not simulated: a note',
    ]);
  });

  it('keeps words of files from being obeyed', () => {
    const text = burstText(report({ notes: ['##vso[task.complete]\u001b[31m'] }), NO_PAINT);

    expect(text).toContain('not simulated: # #vso[task.complete] [31m');
  });
});

describe('the words of a burst', () => {
  it.each([
    [0, '0:00'],
    [65, '1:05'],
    [3661, '61:01'],
    [-300, '-5:00'],
  ])('tell %d s as %s', (second, text) => {
    expect(clock(second)).toBe(text);
  });

  it('tell large numbers in threes', () => {
    expect([0, 999, 1000, 1_234_567.4].map(amount)).toEqual(['0', '999', '1,000', '1,234,567']);
  });

  it('stand in columns', () => {
    expect(
      table([
        ['a', 'bbb'],
        ['cc', 'd'],
      ]),
    ).toEqual(['a   bbb', 'cc    d']);
  });
});
