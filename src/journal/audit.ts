import { RuleFault } from '../core/faults.js';
import { seatOf } from '../core/program/game.js';
import type { Order, World } from '../core/program/world.js';
import { listed, oneLine } from '../core/text.js';
import { scriptedOrders } from '../players/script.js';
import { policyOrders, type Table, tableOf } from '../players/table.js';
import type { Entry, Header } from './lines.js';
import type { MoveWatcher } from './read.js';
import type { Reading } from './reading.js';

/**
 * What a journal proves beyond the rules: whether the orders of programs and scripts are what these would give, and who
 * decided dice that were not rolled. A reader has checked the rest by then: rules, rolls, and what the header says.
 */

/** Something that a journal says and that is not so. */
export interface AuditFinding {
  readonly line: number;
  readonly sentence: string;
}

/** A die that was not rolled: somebody said how it came out. */
export interface DecidedDie {
  readonly line: number;
  /** Address of the die. */
  readonly die: string;
  readonly outcome: string;
}

/** What was found so far. */
export interface Audit {
  /** Dice that the seed rolled. */
  rolled: number;
  /** Line of the first of them; 0 without. */
  firstRoll: number;
  readonly decided: DecidedDie[];
  /** Moves of orders, by who gave them. */
  readonly orders: { programs: number; script: number; people: number };
  readonly findings: AuditFinding[];
}

type ChanceEntry = Extract<Entry, { readonly chance: string }>;
type OrdersEntry = Exclude<Entry, ChanceEntry>;

/** Begins an audit: `watch` takes each move as it is read, and `audit` grows. */
export const beginAudit = (): { readonly audit: Audit; readonly watch: MoveWatcher } => {
  const audit: Audit = {
    rolled: 0,
    firstRoll: 0,
    decided: [],
    orders: { programs: 0, script: 0, people: 0 },
    findings: [],
  };
  let table: Table | undefined;
  const watch: MoveWatcher = ({ world, entry, line }, reading) => {
    table ??= tableAt(reading);
    if ('chance' in entry) noteDie(audit, entry, line);
    else noteOrders(audit, table, world, entry, line);
  };
  return { audit, watch };
};

const tableAt = ({ game, header, players }: Reading): Table => tableOf(game, header.seed, players, header.script);

const noteDie = (audit: Audit, { chance, outcome, face }: ChanceEntry, line: number): void => {
  if (face === undefined) audit.decided.push({ line, die: chance, outcome });
  else {
    audit.rolled += 1;
    audit.firstRoll ||= line;
  }
};

const noteOrders = (
  audit: Audit,
  table: Table,
  world: World,
  { seat: id, orders }: OrdersEntry,
  line: number,
): void => {
  const { game, players, script } = table;
  const seat = seatOf(game, id);
  const { short } = game.actors[seat]!;
  const compare = (who: string, expected: readonly Order[]): void => {
    if (JSON.stringify(expected) !== JSON.stringify(orders))
      audit.findings.push({
        line,
        sentence: `${short} ordered ${ordersText(orders)} in turn ${world.turn}, and ${who} gives ${ordersText(expected)}.`,
      });
  };
  const scripted = scriptedOrders(game, script, world, seat);
  const player = players[seat]!;
  if (scripted) {
    audit.orders.script += 1;
    compare('the script of the game', scripted);
  } else if (player === 'human') audit.orders.people += 1;
  else {
    audit.orders.programs += 1;
    try {
      compare(`its policy \`${player}\``, policyOrders(table, player, world, seat));
    } catch (error) {
      if (!(error instanceof RuleFault)) throw error;
      const sentence = `${short} ordered in turn ${world.turn}, where its policy \`${player}\` cannot decide: ${error.message}.`;
      audit.findings.push({ line, sentence });
    }
  }
};

/** Orders in words, with all that tells two lists apart. */
const ordersText = (orders: readonly Order[]): string =>
  orders.length === 0
    ? 'nothing'
    : listed(
        orders.map(({ action, replyTo, confirmed, authority }) =>
          [
            `"${oneLine(action, 60)}"`,
            ...(replyTo === undefined ? [] : [`after "${oneLine(replyTo, 60)}"`]),
            ...(confirmed === undefined ? [] : [confirmed ? 'confirmed' : 'unconfirmed']),
            ...(authority === undefined ? [] : [`on the authority of "${oneLine(authority, 60)}"`]),
          ].join(' '),
        ),
      );

/**
 * Dice that nobody may decide. A game without control rolls every die. One that a record or a proof decided has its name
 * for a seed and decides them all, unless somebody went on from its end: from there on they are rolled.
 */
export const controlFindings = (header: Header, audit: Audit): AuditFinding[] => {
  const { control } = header;
  if (control !== undefined && header.seed !== control)
    return [
      {
        line: 1,
        sentence: `the header says that a ${control} decided the dice, and the seed is that of another game.`,
      },
    ];
  const { decided, firstRoll } = audit;
  const allowed = control === undefined ? 0 : firstRoll || Number.POSITIVE_INFINITY;
  return decided
    .filter(({ line }) => line >= allowed)
    .map(({ line, die, outcome }) => ({
      line,
      sentence: `${die} came out as "${oneLine(outcome, 60)}" without a roll: that is a decision of control, and nobody has it here.`,
    }));
};
