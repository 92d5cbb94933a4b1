import { readsOf } from '../../core/language/reads.js';
import type { ConditionTree } from '../../core/language/tree.js';
import { gaugeTrees, includesSeat, NOBODY, type Seats } from '../../core/program/game.js';
import { knowsAll, sightOf } from '../../core/seat/observe.js';
import { listed } from '../../core/text.js';
import { withPaths } from '../../scenario/compile/declare.js';
import type { EffectSource } from '../../scenario/schema.js';
import type { Path } from '../../scenario/spans.js';
import { type Finding, finding } from './finding.js';
import { conditionTree } from './lookup.js';
import type { Script } from './script.js';

/**
 * What others learn from seeing that something happened: an open order that sets a hidden flag, or that can be given only while
 * a hidden flag is set, tells everybody how the flag stands.
 */

/** Something that seats see happen. */
interface Seen {
  readonly name: string;
  readonly seenBy: Seats;
  /** The actor that `self` stands for; empty without. */
  readonly self: string;
}

/** Of a scenario. */
export const secretFindings = (script: Script): Finding[] => [
  ...actionFindings(script),
  ...triggerFindings(script),
  ...trackFindings(script),
];

const actionFindings = (script: Script): Finding[] => {
  const { formed } = script.loaded;
  const found = script.game.actions.flatMap((action): Finding[] => {
    if (action.covert) return [];
    const i = formed.source.actions.findIndex(({ id }) => id === action.id);
    const { when, effects, unmatched, outcomes } = formed.source.actions[i]!;
    const path = formed.paths.actions[i]!;
    const self = script.game.actors[action.actor]!.id;
    const seen: Seen = { name: `the order \`${action.id}\``, seenBy: ~(1 << action.actor), self };
    return [
      ...(when === undefined ? [] : conditionFindings(script, seen, when, [...path, 'when'])),
      ...effectFindings(script, seen, effects, [...path, 'effects']),
      ...effectFindings(script, seen, unmatched, [...path, 'unmatched']),
      ...(outcomes ?? []).flatMap((outcome, j) =>
        effectFindings(script, seen, outcome.effects, [...path, 'outcomes', j, 'effects']),
      ),
    ];
  });
  return withoutTwice(found);
};

/** An action that several actors share is looked at once for each. */
const withoutTwice = (found: readonly Finding[]): Finding[] => {
  const places = found.map(({ path }) => JSON.stringify(path));
  return found.filter((_, i) => places.indexOf(places[i]!) === i);
};

const triggerFindings = (script: Script): Finding[] => {
  const { formed } = script.loaded;
  return formed.source.triggers.flatMap(({ id, when, effects, outcomes }, i) => {
    const path = formed.paths.triggers[i]!;
    const seen: Seen = { name: `the trigger \`${id}\``, seenBy: script.game.triggers[i]!.seenBy, self: '' };
    return [
      ...(when === undefined ? [] : conditionFindings(script, seen, when, [...path, 'when'])),
      ...effectFindings(script, seen, effects, [...path, 'effects']),
      ...(outcomes ?? []).flatMap((outcome, j) =>
        effectFindings(script, seen, outcome.effects, [...path, 'outcomes', j, 'effects']),
      ),
    ];
  });
};

const trackFindings = (script: Script): Finding[] => {
  const { formed } = script.loaded;
  return formed.source.tracks.flatMap(({ id, phases }, i) => {
    const { seenBy } = script.game.tracks[i]!;
    return withPaths(phases, [...formed.paths.tracks[i]!, 'phases']).flatMap(({ phase, path }) => {
      const seen: Seen = { name: `the phase \`${id}/${phase.id}\``, seenBy, self: '' };
      const ways = (phase.go ?? []).flatMap((go, at) =>
        conditionFindings(script, { ...seen, name: `the way to \`${go.to}\`` }, go.when, [...path, 'go', at, 'when']),
      );
      return [...ways, ...effectFindings(script, seen, phase.enter, [...path, 'enter'])];
    });
  });
};

/** Who of those that see something does not see what it tells. */
const toldTo = (script: Script, { seenBy }: Seen, isHidden: (seat: number) => boolean): string[] =>
  seenBy === NOBODY
    ? []
    : script.game.actors.flatMap(({ short }, seat) => (includesSeat(seenBy, seat) && isHidden(seat) ? [short] : []));

const told = (path: Path, { name }: Seen, what: string, to: readonly string[]): Finding[] =>
  to.length === 0
    ? []
    : [
        finding(
          'W701',
          path,
          `${name} tells ${listed(to)} ${what}, which is hidden from them`,
          'Hide what tells it (`covert: true` of an order, `seen_by`), or let them see it.',
        ),
      ];

// --- conditions -------------------------------------------------------------------------------------------------

/** What must be so for a condition to hold, as far as it is a value and not a bound. */
const pinned = (tree: ConditionTree): readonly ConditionTree[] => {
  switch (tree.is) {
    case 'all':
      return tree.of.flatMap(pinned);
    case 'flag':
      return [tree];
    case 'not':
      return tree.of.is === 'flag' ? [tree] : [];
    case 'among':
      return tree.kind === 'track' && tree.positions.length === 1 ? [tree] : [];
    default:
      return [];
  }
};

const conditionFindings = (script: Script, seen: Seen, when: boolean | string, path: Path): Finding[] => {
  const { game, lookup } = script;
  return pinned(conditionTree(lookup, when, seen.self)).flatMap((tree) => {
    if (tree.is === 'among') {
      const { id, phases, seenBy } = game.tracks[tree.index]!;
      const to = toldTo(script, seen, (seat) => !includesSeat(seenBy, seat));
      return told(path, seen, `that \`${id}\` stands at \`${phases[tree.positions[0]!]!.id}\``, to);
    }
    const flag = tree.is === 'not' ? tree.of : tree;
    if (flag.is !== 'flag') return [];
    const to = toldTo(script, seen, (seat) => sightOf(game, flag.index, seat) === 'hidden');
    return told(path, seen, `that \`${game.slots[flag.index]!.id}\` is ${tree.is === 'not' ? 'not ' : ''}set`, to);
  });
};

// --- effects ----------------------------------------------------------------------------------------------------

const effectFindings = (
  script: Script,
  seen: Seen,
  effects: readonly EffectSource[] | undefined,
  path: Path,
): Finding[] => (effects ?? []).flatMap((effect, i) => effectFinding(script, seen, effect, [...path, i]));

const effectFinding = (script: Script, seen: Seen, effect: EffectSource, path: Path): Finding[] => {
  // A dial that is set moves on; a flag stays as it was seen to be set.
  if (effect.do !== 'flag' || (effect.after ?? 0) > 0) return [];
  const { game, lookup } = script;
  const slot = lookup.slots.get(effect.flag.replace(/\.self$/, `.${seen.self}`));
  if (slot === undefined) return [];
  const reads =
    effect.when === undefined ? undefined : readsOf(conditionTree(lookup, effect.when, seen.self), gaugeTrees(game));
  // Who does not know whether the effect came about is told nothing.
  const isKnown = (seat: number): boolean => reads === undefined || knowsAll(game, reads, seat);
  const to = toldTo(script, seen, (seat) => sightOf(game, slot, seat) === 'hidden' && isKnown(seat));
  const what = `that \`${game.slots[slot]!.id}\` is ${effect.to === false ? 'not ' : ''}set`;
  return told([...path, 'flag'], seen, what, to);
};
