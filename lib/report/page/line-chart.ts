import { amount as told } from '../burst/words';
import { type Markup, markup } from './markup';

/** One line of a chart. */
export interface Series {
  readonly name: string;
  /** In the order of the chart's times. */
  readonly values: readonly number[];
}

export interface ChartProps {
  readonly title: string;
  /** Seconds of every point, from the first to the last. */
  readonly times: readonly number[];
  readonly series: readonly Series[];
  /** How a time is told at the axis. */
  readonly timeText: (time: number) => string;
}

const WIDTH = 620;
const HEIGHT = 190;
const LEFT = 60;
const RIGHT = 150;
const TOP = 14;
const BOTTOM = 26;
/** Points of a line: more can't be told apart. */
const MOST_POINTS = 300;

/** A few lines over time, as SVG: an axis from nothing to a round number above the most, and each line with its name. */
export function lineChart({ title, times, series, timeText }: ChartProps): Markup {
  const [first = 0, last = 1] = [times[0], times.at(-1)];
  const most = roundUp(Math.max(0, ...series.flatMap(({ values }) => values)));
  const [width, height] = [WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM];
  const x = (time: number): string => tenth(LEFT + ((time - first) / (last - first || 1)) * width);
  const y = (value: number): string => tenth(TOP + height - (value / (most || 1)) * height);
  const step = Math.max(1, Math.ceil(times.length / MOST_POINTS));
  const chosen = times.flatMap((_, index) => (index % step === 0 || index === times.length - 1 ? [index] : []));
  const lines = series.map(({ name, values }, index) => {
    const points = chosen.map((at) => `${x(times[at] ?? 0)},${y(values[at] ?? 0)}`).join(' ');
    const row = TOP + 12 + index * 16;
    return markup`<polyline class="series-${index}" points="${points}"/><line class="series-${index}" x1="${WIDTH - RIGHT + 12}" x2="${WIDTH - RIGHT + 30}" y1="${row - 4}" y2="${row - 4}"/><text x="${WIDTH - RIGHT + 36}" y="${row}">${name}</text>
`;
  });
  const ticks = roundTimes(first, last).map(
    (time) => markup`<text class="time" x="${x(time)}" y="${HEIGHT - 8}">${timeText(time)}</text>`,
  );
  const levels = [0, 0.5, 1].map((share) => {
    const at = y(share * most);
    return markup`<line class="grid" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${at}" y2="${at}"/><text class="value" x="${LEFT - 6}" y="${Number(at) + 4}">${amount(share * most)}</text>`;
  });
  return markup`<svg xmlns="http://www.w3.org/2000/svg" class="chart" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}">
<title>${title}</title>
${levels}${ticks}
${lines}</svg>
`;
}

const MINUTE = 60;
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 360].map((minutes) => minutes * MINUTE);
const MOST_TICKS = 8;

/** Whole minutes at even distances. */
function roundTimes(first: number, last: number): readonly number[] {
  const step = STEPS.find((one) => (last - first) / one < MOST_TICKS) ?? last - first;
  const start = Math.ceil(first / step) * step;
  return Array.from({ length: Math.floor((last - start) / step) + 1 }, (_, index) => start + index * step);
}

/** 1, 2 or 5 and noughts: the least that is not below. */
function roundUp(value: number): number {
  if (value <= 1) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].map((factor) => factor * power).find((round) => round >= value) ?? value;
}

function amount(value: number): string {
  return Number.isInteger(value) ? told(value) : value.toFixed(1);
}

function tenth(value: number): string {
  return String(Math.round(value * 10) / 10);
}
