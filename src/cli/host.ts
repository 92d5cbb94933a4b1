import type { Move } from '../core/turn/play.js';
import { apply } from '../core/turn/play.js';
import { FileFault } from '../files/fault.js';
import { readTextFile } from '../files/read.js';
import { savedGames } from '../journal/place.js';
import { glanceAt } from '../journal/read.js';
import { bundledCard, turnsText } from '../scenario/cards.js';
import { ScenarioError } from '../scenario/diagnostics.js';
import { FLAGSHIP } from '../scenario/flagship.js';
import { bundledConcepts, bundledIds } from '../scenario/library.js';
import type { Begun, Host, SaveCard, ScenarioCard, Sink } from '../ui/host.js';
import { begin, freshSeed, resume, resumeCommand, type Session } from './begin.js';
import { commandLine } from './called.js';

/** The outside world of the screens: scenarios, saved games, the disk. */

/** The flagship first, then the others in order of their ids. */
const offeredIds = (): string[] => [...bundledIds()].sort((a, b) => Number(b === FLAGSHIP) - Number(a === FLAGSHIP));

const scenarioCard = (id: string): ScenarioCard => {
  try {
    const card = bundledCard(id);
    const { title, summary, seats, presets, teaches, disguise } = card;
    return {
      ...{ id, title, summary, turns: `${turnsText(card.turns)} turns, a ${card.unit} each`, seats, presets, teaches },
      ...(card.record ? { recordCommand: commandLine('replay', [id], { record: true }) } : {}),
      ...(disguise === undefined ? {} : { disguise }),
    };
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    return {
      id,
      title: id,
      summary: '',
      turns: '',
      seats: [],
      presets: [],
      teaches: [],
      error: `${error.message} Run \`${commandLine('check', [id])}\`.`,
    };
  }
};

/** How many of the newest games the opening screen looks into. */
const SAVES_SHOWN = 12;

const saveCard = (file: string): SaveCard => {
  const name = file.split('/').at(-1) ?? file;
  let glance: ReturnType<typeof glanceAt>;
  try {
    glance = glanceAt(file, readTextFile(file));
  } catch (error) {
    if (error instanceof FileFault) return { file, title: name, detail: 'cannot be read', over: true };
    throw error;
  }
  return { file, ...cardOf(glance) };
};

/** What the list of saved games says of one. People who still play it are not told their seed. */
export const cardOf = (glance: ReturnType<typeof glanceAt>): Omit<SaveCard, 'file'> => {
  const people = Object.entries(glance.seats).flatMap(([seat, player]) => (player === 'human' ? [seat] : []));
  const isOpen = people.length === 0 || glance.over;
  const who = people.length > 0 ? `, ${people.join(' and ')}` : '';
  return {
    title: glance.title,
    detail: `turn ${glance.turn}${isOpen ? `, seed ${glance.seed}` : ''}${who}${glance.over ? ', over' : ''}`,
    over: glance.over,
  };
};

/** A sink follows the game's moves: it needs the world before each to write its line. */
const sinkOf = (session: Session): Sink => {
  const { game } = session.table;
  const { writer } = session;
  let { world } = session.position;
  return {
    get file() {
      return writer.file;
    },
    get resumeCommand() {
      return resumeCommand(writer.file);
    },
    record: (moves: readonly Move[]) => {
      let problem: string | undefined;
      for (const move of moves) {
        const next = apply(game, world, move).world;
        problem = writer.append(world, move, next) ?? problem;
        world = next;
      }
      if (moves.some((move) => move.is === 'orders')) writer.flush();
      return problem;
    },
    saveAs: (file) => writer.saveAs(file),
    close: () => writer.close(),
  };
};

/** A session as the screens want it. */
export const begunOf = (session: Session): Begun => ({
  table: session.table,
  position: session.position,
  sink: sinkOf(session),
  notices: session.notices,
});

/** The outside world as the screens ask for it. */
export const hostOf = (): Host => ({
  scenarioIds: offeredIds,
  scenario: scenarioCard,
  concepts: bundledConcepts,
  saves: () => savedGames().slice(0, SAVES_SHOWN).map(saveCard),
  freshSeed,
  begin: (choice) =>
    begunOf(
      begin({
        scenario: choice.scenario,
        choice: { preset: choice.preset === '' ? undefined : choice.preset },
        seed: choice.seed,
        players: () => choice.players,
        disguise: choice.disguise,
        save: undefined,
      }),
    ),
  resume: (file) => begunOf(resume(file)),
});
