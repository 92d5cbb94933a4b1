import { type Among, type Atom, type Tree, visitReads } from '../../core/language/tree.js';
import { gaugeTrees } from '../../core/program/game.js';
import { listed, numeral } from '../../core/text.js';
import { type Finding, finding } from './finding.js';
import { type Given, type Reached, reach, reachOpen, type Verdict } from './possible.js';
import {
  assuming,
  NOT_EVER,
  type Possible,
  phasesIn,
  rangeIn,
  steadyPart,
  traitsIn,
  type Worlds,
  worldsAt,
} from './reasoning.js';
import type { Happening, HappeningKind, Script } from './script.js';

/** What can never happen: conditions that no game can meet, and what comes too late in its list to be reached. */

const CODES: Readonly<Record<HappeningKind, string>> = {
  way: 'W404',
  enter: 'W406',
  action: 'W502',
  trigger: 'W503',
  ending: 'W504',
  effect: 'W505',
  doctrine: 'W506',
  property: 'W507',
  outcome: 'W508',
  upkeep: '',
};

const WHAT: Readonly<Record<HappeningKind, string>> = {
  way: 'this way can never be taken',
  enter: 'these effects never come',
  action: 'can never be ordered',
  trigger: 'can never fire',
  ending: 'can never come',
  effect: 'this effect never happens',
  doctrine: 'this rule never applies',
  property: 'can never be so',
  outcome: 'can never come',
  upkeep: '',
};

const isFound = (verdict: Verdict): boolean => verdict !== 'possible' && verdict !== 'blocked';

/** Of the happenings at one place (an action that actors share is one for each) all must be found, or none is. */
const foundTogether = (script: Script, { verdicts }: Reached): Happening[] => {
  const byPlace = new Map<string, Happening[]>();
  for (const happening of script.happenings) {
    const group = byPlace.get(happening.key);
    if (group) group.push(happening);
    else byPlace.set(happening.key, [happening]);
  }
  return [...byPlace.values()].flatMap((group) => {
    const judged = group.filter((happening) => verdicts.get(happening) !== 'blocked');
    return judged.length > 0 && judged.every((happening) => isFound(verdicts.get(happening)!)) ? [judged[0]!] : [];
  });
};

/** Findings in a model: only what contradicts itself, whatever a scenario adds. */
export const neverInModel = (script: Script): Finding[] => {
  const reached = reachOpen(script);
  return foundTogether(script, reached).map((happening) => explain(script, happening, reached));
};

interface NeverFound {
  readonly findings: readonly Finding[];
  /** What can be, with everything forced that was found: for the rules that look for witnesses. */
  readonly possible: Possible;
}

/** More causes than this are not looked for: a file with so many faults is fixed in steps. */
const MOST_CAUSES = 40;

/**
 * Findings in a scenario. First what cannot happen even if everything else does. Then, with that forced, what still cannot:
 * things that wait for one another, of which the first is named. So one fault gives one finding, and not one for each of its
 * consequences.
 */
export const neverInScenario = (script: Script, given: Omit<Given, 'forced'>): NeverFound => {
  const atBest = reach(script, { ...given, forced: 'all' });
  const roots = foundTogether(script, atBest);
  const findings = roots.map((happening) => explain(script, happening, atBest));
  const forced = new Set(roots.flatMap((root) => sameAs(script, root)));
  let reached = reach(script, { ...given, forced });
  for (let causes = 0; causes < MOST_CAUSES; causes += 1) {
    const next = foundTogether(script, reached).find((happening) => !forced.has(happening));
    if (!next) break;
    findings.push(explain(script, next, reached));
    for (const same of sameAs(script, next)) forced.add(same);
    reached = reach(script, { ...given, forced });
  }
  return { findings: [...findings, ...neverEntered(script, reached)], possible: reached.possible };
};

const sameAs = ({ happenings }: Script, { key }: Happening): Happening[] =>
  happenings.filter((other) => other.key === key);

/** The phase in which a track begins is not entered then; its effects need a way back to it. */
const neverEntered = (script: Script, { possible, verdicts }: Reached): Finding[] =>
  script.happenings.flatMap((happening) => {
    const { kind, path, entered } = happening;
    if (kind !== 'enter' || !entered || verdicts.get(happening) !== 'blocked') return [];
    const stands = [...entered.leaves].some((leaf) => possible.phases[entered.track]!.has(leaf));
    const message = 'these effects never come: the track begins in this phase, and no way leads back to it';
    const hint = 'Effects of `enter` come when a phase is entered during play. Put them into the start values.';
    return stands ? [{ ...finding(CODES.enter, [...path], message, hint), what: 'key' as const }] : [];
  });

const subject = ({ kind, name }: Happening): string =>
  kind === 'action' || kind === 'trigger' || kind === 'ending' || kind === 'property' || kind === 'outcome'
    ? `\`${name}\` ${WHAT[kind]}`
    : WHAT[kind];

const explain = (script: Script, happening: Happening, { possible, verdicts }: Reached): Finding => {
  const { kind, path, cost } = happening;
  const verdict = verdicts.get(happening)!;
  if (verdict === 'unaffordable' && cost) {
    const { short } = script.game.actors[cost.seat]!;
    const message = `${short} can never afford \`${happening.name}\`: it costs more action points than ${short} ever has`;
    return finding('W501', cost.path, message, 'Lower `cost`, or raise the `points` of the actor.');
  }
  if (verdict === 'shadowed')
    return finding(
      kind === 'way' ? 'W405' : CODES[kind],
      path,
      `${subject(happening)}: ${aheadOf(happening, possible)} above it always comes first`,
      shadowHint(kind),
    );
  if (verdict === 'zero')
    return finding(
      CODES[kind],
      chancePath(happening),
      `${subject(happening)}: its probability is 0`,
      'Give it odds above 0, or take it out.',
    );
  return finding(
    CODES[kind],
    path,
    `${subject(happening)}: its condition never holds`,
    reasonOf(script, happening, possible),
  );
};

const chancePath = ({ path, kind }: Happening): Happening['path'] =>
  kind === 'trigger' ? [...path.slice(0, -1), 'id'] : path;

const shadowHint = (kind: HappeningKind): string =>
  kind === 'ending'
    ? 'Endings are tested by priority, then in the order of the file: move it up, or make the one above it narrower.'
    : 'Ways are tried in the order of the file: move it up, or make the one above it narrower.';

/** Which of those above it takes its place, when it is one alone. */
const aheadOf = (happening: Happening, possible: Possible): string => {
  const worlds = placeOf(happening, possible);
  const ahead = happening.before.find(({ when: of }) => {
    const free = assuming(of, worlds, false);
    return !(free && assuming(happening.when ?? { is: 'truth', value: true }, free));
  });
  return ahead ? `\`${ahead.name}\`` : 'something';
};

/** The worlds in which it is looked at: those of what it belongs to, and the phase that it leaves. */
const placeOf = ({ moment, from, part }: Happening, possible: Possible): Worlds => {
  const above = part?.when && assuming(part.when, placeOf(part, possible));
  const worlds = above ? { ...steadyPart(above), moment } : worldsAt(possible, moment);
  return from ? { ...worlds, phases: new Map([[from.track, from.leaves]]) } : worlds;
};

/** Why a condition never holds: what the first part that fails by itself may be. */
const reasonOf = (script: Script, happening: Happening, possible: Possible): string => {
  const { when } = happening;
  if (!when) return '';
  const worlds = placeOf(happening, possible);
  const parts = when.is === 'all' ? when.of : [when];
  const alone = parts.find((part) => !assuming(part, worlds));
  const reasons = describe(script, alone ?? when, worlds);
  if (reasons.length === 0) return 'Its parts contradict each other.';
  return `${alone ? 'As it stands' : 'Its parts contradict each other'}: ${listed(reasons)}.`;
};

const MOST_REASONS = 4;

/** What the parts of a condition may be, in words. */
const describe = (script: Script, tree: Tree, worlds: Worlds): string[] => {
  const words = new Set<string>();
  visitReads(
    tree,
    gaugeTrees(script.game),
    (atom) => words.add(atomText(script, atom, worlds)),
    (among) => words.add(amongText(script, among, worlds)),
  );
  words.delete('');
  return [...words].slice(0, MOST_REASONS);
};

const amongText = ({ game }: Script, { kind, index }: Among, worlds: Worlds): string => {
  if (kind === 'trait') {
    const trait = game.traits[index]!;
    return `${trait.label} is ${[...traitsIn(worlds, index)].map((value) => `"${trait.values[value]!.id}"`).join(' or ')}`;
  }
  const track = game.tracks[index]!;
  const phases = [...phasesIn(worlds, index)].map((leaf) => `"${track.phases[leaf]!.id}"`);
  return phases.length > 5 ? '' : `\`${track.id}\` is ${phases.join(' or ')} there`;
};

const eventText = ({ game }: Script, event: number, { possible, moment }: Worlds): string => {
  const { id } = game.events[event]!;
  const earliest = possible.events[event]!;
  if (earliest === NOT_EVER) return `\`${id}\` never happens`;
  return earliest > moment ? `\`${id}\` happens only later in the turn` : '';
};

const atomText = (script: Script, atom: Atom, worlds: Worlds): string => {
  const { game } = script;
  switch (atom.is) {
    case 'slot': {
      const { id, kind } = game.slots[atom.index]!;
      const { low, high } = worlds.possible.slots[atom.index]!;
      if (kind === 'flag') return low === high ? `\`${id}\` is never ${low === 0 ? 'raised' : 'lowered'}` : '';
      return low === high
        ? `\`${id}\` is always ${numeral(low)}`
        : `\`${id}\` lies between ${numeral(low)} and ${numeral(high)}`;
    }
    case 'parameter':
      return `the parameter \`${game.parameters[atom.index]!.id}\` is ${numeral(game.parameters[atom.index]!.value)}`;
    case 'turn':
      return `a game has at most ${worlds.possible.turns} turns`;
    case 'period':
      return `a game has at most ${worlds.possible.periods} long turns`;
    case 'since':
    case 'count':
      return eventText(script, atom.index, worlds);
    case 'rung': {
      const { low, high } = rangeIn({ is: 'atom', atom }, worlds);
      return `the rung of \`${game.tracks[atom.index]!.id}\` lies between ${numeral(low)} and ${numeral(high)}`;
    }
    case 'turns-in':
      return amongText(script, { is: 'among', kind: 'track', index: atom.index, positions: [] }, worlds);
    default:
      return '';
  }
};
