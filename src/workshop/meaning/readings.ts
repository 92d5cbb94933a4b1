import { readsOf } from '../../core/language/reads.js';
import type { NumberTree, Tree } from '../../core/language/tree.js';
import { gaugeTrees } from '../../core/program/game.js';
import { insertionsIn } from '../../core/program/insert.js';
import type { EffectSource, OddsSource, OutcomeSource } from '../../scenario/schema.js';
import { usedTree } from './lookup.js';
import { ownersOf } from './numbers.js';
import type { Script } from './script.js';

/** What the expressions of a scenario read, all together. */
export interface Readings {
  /** Dials, counters and flags; what only moves by its own value is not read by that. */
  readonly slots: ReadonlySet<number>;
  readonly parameters: ReadonlySet<number>;
  readonly events: ReadonlySet<number>;
  /** Tracks that anything but their own ways reads. */
  readonly tracks: ReadonlySet<number>;
}

interface Reading {
  readonly gauges: readonly NumberTree[];
  readonly slots: Set<number>;
  readonly parameters: Set<number>;
  readonly events: Set<number>;
  readonly tracks: Set<number>;
}

/** What does not count: a dial that an expression only moves, a track whose own way it is. */
interface Except {
  readonly slot?: number;
  readonly track?: number;
}

const note = (reading: Reading, tree: Tree | undefined, except: Except = {}): void => {
  if (!tree) return;
  const reads = readsOf(tree, reading.gauges);
  for (const slot of reads.slots) if (slot !== except.slot) reading.slots.add(slot);
  for (const track of reads.tracks) if (track !== except.track) reading.tracks.add(track);
  for (const parameter of reads.parameters) reading.parameters.add(parameter);
  for (const event of reads.events) reading.events.add(event);
};

/** Everything that is read anywhere in a scenario. */
export const readingsOf = (script: Script): Readings => {
  const reading: Reading = {
    gauges: gaugeTrees(script.game),
    ...{ slots: new Set(), parameters: new Set(), events: new Set(), tracks: new Set() },
  };
  readHappenings(script, reading);
  readActors(script, reading);
  readItems(script, reading);
  readEvents(script, reading);
  return reading;
};

const readHappenings = ({ happenings }: Script, reading: Reading): void => {
  for (const { when, from, chance, cost, gifts } of happenings) {
    note(reading, when, from ? { track: from.track } : {});
    note(reading, chance);
    note(reading, cost?.points);
    for (const gift of gifts)
      if (gift.is === 'adjust' || gift.is === 'points')
        note(reading, gift.by, gift.is === 'adjust' ? { slot: gift.slot } : {});
      else if (gift.is === 'set') note(reading, gift.to, { slot: gift.slot });
  }
};

const readOdds = ({ lookup }: Script, reading: Reading, odds: OddsSource | undefined, self: string): void => {
  if (!odds) return;
  for (const part of [{ logit: odds.base ?? 0, when: undefined }, ...(odds.factors ?? []), ...(odds.against ?? [])]) {
    note(reading, usedTree(lookup, part.logit, self));
    if (part.when !== undefined) note(reading, usedTree(lookup, part.when, self));
  }
};

const readActors = (script: Script, reading: Reading): void => {
  const { lookup } = script;
  for (const { id, points, goals, traits, doctrine } of script.loaded.formed.source.actors) {
    const read = (source: number | string | boolean | undefined): void => {
      if (source !== undefined) note(reading, usedTree(lookup, source, id));
    };
    read(points);
    for (const goal of goals ?? []) read(goal.score);
    for (const value of (traits ?? []).flatMap((trait) => trait.values)) read(value.weight);
    for (const rule of doctrine ?? []) {
      read(rule.when);
      if ('pick' in rule) for (const { weight } of rule.pick) read(weight);
      else readOdds(script, reading, rule.odds, id);
    }
  }
};

const readItems = (script: Script, reading: Reading): void => {
  const { lookup, loaded } = script;
  const { source } = loaded.formed;
  const read = (expression: number | string | boolean | undefined): void => {
    if (expression !== undefined) note(reading, usedTree(lookup, expression));
  };
  for (const { value } of [...source.gauges, ...source.measures]) read(value);
  for (const property of source.properties)
    for (const claim of ['never', 'always', 'reachable', 'eventually', 'share'] as const)
      if (!/^\s*ending\s*==/.test(String(property[claim] ?? ''))) read(property[claim]);
  for (const { blur } of source.dials) for (const part of [blur?.deviation, blur?.prior, blur?.pull]) read(part);
  read(source.clock.crisis?.when);
  for (const { expect } of source.record?.turns ?? [])
    for (const when of Array.isArray(expect) ? expect : [expect]) read(when);
  for (const action of source.actions)
    for (const self of ownersOf(action, source.actors)) {
      readOdds(script, reading, action.odds, self);
      readTexts(
        script,
        reading,
        [...(action.effects ?? []), ...(action.unmatched ?? []), ...effectsIn(action.outcomes)],
        self,
      );
    }
  for (const trigger of source.triggers) {
    readOdds(script, reading, trigger.odds, '');
    readTexts(script, reading, [...(trigger.effects ?? []), ...effectsIn(trigger.outcomes)], '');
  }
};

const effectsIn = (outcomes: readonly OutcomeSource[] | undefined): EffectSource[] =>
  (outcomes ?? []).flatMap(({ effects }) => effects ?? []);

/** A dial that a message tells is read by whoever reads the message. */
const readTexts = ({ lookup }: Script, reading: Reading, effects: readonly EffectSource[], self: string): void => {
  for (const effect of effects)
    for (const name of effect.do === 'tell' ? insertionsIn(effect.text) : []) {
      const slot = lookup.slots.get(name.replace(/\.self$/, `.${self}`));
      if (slot !== undefined) reading.slots.add(slot);
    }
};

/** Events that are waited for by name: by conditional orders, and by the figures that a batch is compared with. */
const readEvents = ({ lookup, loaded }: Script, reading: Reading): void => {
  const { actions, actors, references } = loaded.formed.source;
  const names = [
    ...actions.flatMap(({ reply_to }) => reply_to ?? []),
    ...actors.flatMap(({ doctrine }) =>
      (doctrine ?? []).flatMap((rule) => ('order' in rule ? (rule.reply_to ?? []) : [])),
    ),
    ...references.map(({ of }) => of),
  ];
  for (const name of names) {
    const event = lookup.events.get(name);
    if (event !== undefined) reading.events.add(event);
  }
};
