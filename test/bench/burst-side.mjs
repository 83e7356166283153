// Simulates a burst of so many seconds and prints what the first run took, compilation included.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { simulateBurst } = require('../../dist/analysis/burst/simulate.js');
const { ratedArrivals } = require('../../dist/analysis/burst/arrivals.js');
const { DEFAULT_ASSUMPTIONS } = require('../../dist/analysis/burst/assumptions.js');
const { DEFAULT_BEHAVIOR } = require('../../dist/analysis/burst/hpa-behavior.js');

const seconds = Number(process.argv[2]);
const room = { cpu: 3860, memory: 12_000, pods: 30 };
const metrics = [{ kind: 'backlog', target: 5, per: 'pod', activation: 0 }];
const model = {
  arrivals: ratedArrivals('10000/min', 10_000 / 60, seconds / 2),
  buffer: { most: 20_000, expireSeconds: undefined },
  stages: [
    {
      name: 'orders',
      size: { cpu: 500, memory: 512 },
      pools: [0, 1, 2],
      onVirtualNodes: true,
      startSeconds: 5,
      perReplicaPerSecond: 1,
      callsPerMessage: 1,
      scaler: {
        kind: 'scaled-object',
        min: 0,
        idle: undefined,
        pollingInterval: 5,
        cooldownPeriod: 30,
        hpa: { kind: 'hpa', min: 1, max: 200, metrics, behavior: DEFAULT_BEHAVIOR },
      },
    },
  ],
  fillers: [],
  pools: ['1', '2', '3'].map((zone) => ({
    name: `apps${zone}`,
    room,
    nodes: [room],
    min: 1,
    max: 8,
    autoscaled: true,
    obtainable: Infinity,
  })),
  hasVirtualNodes: true,
  assumptions: { ...DEFAULT_ASSUMPTIONS, balance: true },
  before: 0,
  after: seconds,
  every: 10,
};

const start = process.hrtime.bigint();
const { done } = simulateBurst(model);
console.log(JSON.stringify({ milliseconds: Number(process.hrtime.bigint() - start) / 1e6, done }));
