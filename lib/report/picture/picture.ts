/** What a box stands for: decides how it looks. */
export type BoxKind = 'cluster' | 'pool' | 'network' | 'resource' | 'workload' | 'entrance' | 'outside' | 'more';

/** A box that holds no others. */
export interface Box {
  /** Unique in its picture. */
  readonly id: string;
  readonly kind: BoxKind;
  readonly title: string;
  /** Smaller text below the title. */
  readonly lines: readonly string[];
  /** Everything that it stands for, told where a pointer rests. */
  readonly details?: string;
  /** What it stands for, as the page knows it: `azurerm_subnet.nodes`, `shop/Deployment/web`. */
  readonly subject?: string;
}

/** A frame around boxes. */
export interface Frame {
  readonly id: string;
  readonly kind: 'network' | 'subnet' | 'zone' | 'namespace' | 'cluster';
  readonly title: string;
  readonly frames: readonly Frame[];
  readonly boxes: readonly Box[];
  readonly subject?: string;
}

export interface Line {
  readonly from: string;
  readonly to: string;
  readonly kind: 'uses' | 'allowed' | 'entrance';
  /** Told where a pointer rests: `TCP 8080`. */
  readonly details?: string;
}

/** One drawing, before anybody knows where its parts are. */
export interface Picture {
  readonly id: string;
  readonly title: string;
  readonly frames: readonly Frame[];
  readonly boxes: readonly Box[];
  readonly lines: readonly Line[];
  /** What was left out, so that it stays readable. */
  readonly note?: string;
}

/** Every box of a picture, those in frames included, from top to bottom. */
export function boxesOf({ frames, boxes }: Pick<Picture, 'frames' | 'boxes'>): readonly Box[] {
  return [...boxes, ...frames.flatMap(boxesOf)];
}

/** Every frame of a picture, outer ones first. */
export function framesOf(frames: readonly Frame[]): readonly Frame[] {
  return frames.flatMap((frame) => [frame, ...framesOf(frame.frames)]);
}
