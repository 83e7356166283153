import { parseXml } from '@rgrove/parse-xml';
import { lineChart } from '../../../lib/report/page/line-chart';

describe('a chart of lines', () => {
  const times = Array.from({ length: 121 }, (_, index) => index * 10);
  const { text } = lineChart({
    title: 'Backlog <of> cart',
    times,
    timeText: (second) => `${second / 60} min`,
    series: [
      { name: 'waits', values: times.map((time) => time * 3) },
      { name: 'ready', values: times.map(() => 7) },
    ],
  });

  it('has an axis up to a round number, and times at whole minutes', () => {
    const texts = [...text.matchAll(/<text class="(\w+)"[^>]*>([^<]*)</g)].map(([, kind, inside]) => [kind, inside]);

    expect(texts.filter(([kind]) => kind === 'value').map(([, inside]) => inside)).toEqual(['0', '2,500', '5,000']);
    expect(texts.filter(([kind]) => kind === 'time').map(([, inside]) => inside)).toEqual([
      '0 min',
      '5 min',
      '10 min',
      '15 min',
      '20 min',
    ]);
  });

  it('draws each line from the first time to the last, with its name', () => {
    const points = [...text.matchAll(/<polyline class="series-(\d)" points="([^"]*)"/g)].map(([, index, list]) => [
      index,
      list?.split(' ').at(0),
      list?.split(' ').at(-1),
    ]);

    expect(points).toEqual([
      ['0', '60,164', '470,56'],
      ['1', '60,163.8', '470,163.8'],
    ]);
    expect(text).toContain('>ready</text>');
  });

  it('is well-formed, whatever it is called, and holds for nothing at all', () => {
    expect(parseXml(text).root?.name).toBe('svg');
    const empty = lineChart({ title: '', times: [], timeText: String, series: [{ name: 'x', values: [] }] });
    expect(empty.text).not.toMatch(/NaN|Infinity/);
  });
});
