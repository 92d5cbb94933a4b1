import { type Atom, type NumberTree, nodesOf, type Tree } from './tree.js';

/** What an expression reads of a world: who may know it, and what has to be kept for it, follow from this. */
export interface Reads {
  /** Dials, counters and flags, those whose mean or peak is read among them. */
  readonly slots: ReadonlySet<number>;
  readonly parameters: ReadonlySet<number>;
  /** Tracks whose phase, rung or time is read, in whatever way. */
  readonly tracks: ReadonlySet<number>;
  readonly traits: ReadonlySet<number>;
  /** Events of which anything is read. */
  readonly events: ReadonlySet<number>;
  /** Of the events, those of which it matters whether they happened this turn. */
  readonly now: ReadonlySet<number>;
  /** Of the events, those of which it matters how long ago they happened. */
  readonly since: ReadonlySet<number>;
  /** Of the events, those of which it matters how often they happened. */
  readonly count: ReadonlySet<number>;
  /** Of the tracks, those of which it matters when they entered their phase. */
  readonly entered: ReadonlySet<number>;
  /** Of slots and tracks, those of which a mean is read. */
  readonly means: Watched;
  readonly peaks: Watched;
  /** Of the slots, those of which a mean or a peak is read. */
  readonly watched: ReadonlySet<number>;
  readonly days: boolean;
  readonly lastTurn: boolean;
}

export interface Watched {
  readonly slots: ReadonlySet<number>;
  readonly tracks: ReadonlySet<number>;
}

/** Collects what a tree reads; `gauges` are the formulas by position. */
export const readsOf = (tree: Tree, gauges: readonly NumberTree[]): Reads => {
  const reads = noReads();
  for (const node of nodesOf(tree, gauges)) noteNode(reads, node);
  return reads;
};

type Noting = { -readonly [K in keyof Reads]: Reads[K] extends ReadonlySet<number> ? Set<number> : Reads[K] } & {
  readonly means: { readonly slots: Set<number>; readonly tracks: Set<number> };
  readonly peaks: { readonly slots: Set<number>; readonly tracks: Set<number> };
};

const noReads = (): Noting => ({
  slots: new Set(),
  parameters: new Set(),
  tracks: new Set(),
  traits: new Set(),
  events: new Set(),
  now: new Set(),
  since: new Set(),
  count: new Set(),
  entered: new Set(),
  means: { slots: new Set(), tracks: new Set() },
  peaks: { slots: new Set(), tracks: new Set() },
  watched: new Set(),
  days: false,
  lastTurn: false,
});

const noteNode = (reads: Noting, node: Tree): void => {
  switch (node.is) {
    case 'atom':
      noteAtom(reads, node.atom);
      break;
    case 'flag':
      reads.slots.add(node.index);
      break;
    case 'last-turn':
      reads.lastTurn = true;
      break;
    case 'happened':
      reads.events.add(node.index);
      reads.now.add(node.index);
      break;
    case 'among':
      (node.kind === 'track' ? reads.tracks : reads.traits).add(node.index);
      break;
    default:
      // All others read what their parts read.
      break;
  }
};

const noteAtom = (reads: Noting, atom: Atom): void => {
  switch (atom.is) {
    case 'slot':
      reads.slots.add(atom.index);
      break;
    case 'parameter':
      reads.parameters.add(atom.index);
      break;
    case 'since':
    case 'count':
      reads.events.add(atom.index);
      reads[atom.is].add(atom.index);
      break;
    case 'turns-in':
      reads.tracks.add(atom.index);
      reads.entered.add(atom.index);
      break;
    case 'rung':
      reads.tracks.add(atom.index);
      break;
    case 'mean':
    case 'peak': {
      const watched = atom.is === 'mean' ? reads.means : reads.peaks;
      if (atom.of === 'track') {
        reads.tracks.add(atom.index);
        watched.tracks.add(atom.index);
      } else {
        reads.slots.add(atom.index);
        reads.watched.add(atom.index);
        watched.slots.add(atom.index);
      }
      break;
    }
    case 'days':
      reads.days = true;
      break;
    case 'last-turn':
      reads.lastTurn = true;
      break;
    case 'turn':
    case 'period':
      break;
  }
};
