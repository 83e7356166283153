import { spawnSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { CdkAksError } from '../../core/errors';
import { numbersOf, toDot } from './dot';
import type { Picture } from './picture';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Area extends Point {
  readonly width: number;
  readonly height: number;
}

/** A line as Bézier curves: its start, and three points for each curve. */
export type Curve = readonly Point[];

/** Where the parts of a picture are, in pixels from the upper left corner. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly boxes: ReadonlyMap<string, Area>;
  readonly frames: ReadonlyMap<string, Area>;
  /** By the number of the line in the picture. */
  readonly lines: ReadonlyMap<number, Curve>;
}

/** More than the largest picture takes on a slow machine: pictures are folded before they come here. */
const LONGEST_MS = 120_000;
const MOST_OUTPUT = 2 ** 28;

/**
 * Lays out pictures with Graphviz. It is WebAssembly that can only be loaded asynchronously, and a program is synthesized
 * synchronously: it runs in a process of its own, all pictures in one, which also ends it where it takes too long.
 *
 * @throws CdkAksError `report/layout` where Graphviz can't run or does not come to an end
 */
export function layOut(pictures: readonly Picture[]): readonly Layout[] {
  if (pictures.length === 0) return [];
  const module = pathToFileURL(require.resolve('@hpcc-js/wasm-graphviz')).href;
  const { status, stdout, stderr, error } = spawnSync(
    process.execPath,
    ['--input-type=module', '--eval', program(module)],
    {
      input: JSON.stringify(pictures.map(toDot)),
      encoding: 'utf8',
      timeout: LONGEST_MS,
      maxBuffer: MOST_OUTPUT,
      env: { ...process.env, NODE_OPTIONS: '' },
    },
  );
  if (status !== 0) {
    const because = error?.message ?? stderr.trim().split('\n').at(-1) ?? '';
    throw new CdkAksError([
      {
        rule: `Graphviz cannot lay out the picture: ${because}`,
        fix: 'Run npm ci, and check that Node may start a process',
        code: 'report/layout',
      },
    ]);
  }
  const drawn = JSON.parse(stdout) as readonly Drawn[];
  return pictures.map((picture, index) => layoutOf(picture, drawn[index] as Drawn));
}

/** The quick compiler of WebAssembly alone: the other one takes longer than it wins in a process that lives so shortly. */
const QUICK = '--liftoff-only';

function program(module: string): string {
  return `
    import { setFlagsFromString } from 'node:v8';
    setFlagsFromString('${QUICK}');
    const { Graphviz } = await import(${JSON.stringify(module)});
    let input = '';
    for await (const chunk of process.stdin) input += chunk;
    const graphviz = await Graphviz.load();
    const drawn = JSON.parse(input).map((dot) => graphviz.layout(dot, 'json0', 'dot'));
    process.stdout.write('[' + drawn.join(',') + ']');
  `;
}

/** What is read of Graphviz's answer. Its y goes upwards. */
interface Drawn {
  readonly bb: string;
  readonly objects?: readonly {
    readonly name: string;
    readonly pos?: string;
    readonly bb?: string;
    readonly width?: string;
    readonly height?: string;
  }[];
  readonly edges?: readonly { readonly id: string; readonly pos?: string }[];
}

function layoutOf(picture: Picture, { bb, objects = [], edges = [] }: Drawn): Layout {
  const [, , width = 0, height = 0] = bb.split(',').map(Number);
  const byName = new Map(objects.map((object) => [object.name, object]));
  const numbers = numbersOf(picture);
  const boxes = new Map<string, Area>();
  for (const [id, number] of numbers.boxes) {
    const object = byName.get(`b${number}`);
    const [x = 0, y = 0] = (object?.pos ?? '').split(',').map(Number);
    const [w, h] = [Number(object?.width ?? 0) * 72, Number(object?.height ?? 0) * 72];
    boxes.set(id, { x: x - w / 2, y: height - y - h / 2, width: w, height: h });
  }
  const frames = new Map<string, Area>();
  for (const [id, number] of numbers.frames) {
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = (byName.get(`cluster_${number}`)?.bb ?? '').split(',').map(Number);
    frames.set(id, { x: x1, y: height - y2, width: x2 - x1, height: y2 - y1 });
  }
  const lines = new Map(edges.map(({ id, pos = '' }) => [Number(id.slice(1)), curveOf(pos, height)]));
  return { width, height, boxes, frames, lines };
}

/** `x,y x,y …`: arrows are drawn by us, so that no ends stand in front. */
function curveOf(pos: string, height: number): Curve {
  return pos.split(' ').map((pair) => {
    const [x = 0, y = 0] = pair.split(',').map(Number);
    return { x, y: height - y };
  });
}
