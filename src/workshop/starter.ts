/** The scenario that `firebreak new` writes: small enough to read at once, whole enough to play, study and break. */

/** `two-straits` is titled `Two straits`. */
const titleOf = (id: string): string => {
  const words = id.replaceAll(/[-_]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** A word as YAML reads it as text, whatever it looks like: `no`, `12`. */
const asText = (word: string): string =>
  /^[A-Za-z][\w -]*$/.test(word) && !YAML_WORDS.test(word) ? word : `"${word}"`;
const YAML_WORDS = /^(true|false|null|yes|no|on|off)$/i;

/**
 * The text of a starter scenario. `id` is in small letters, digits, - and _; `schema` is the path of the JSON Schema from
 * the new file, for editors, where there is one to point to.
 */
export const starterScenario = (id: string, schema?: string): string =>
  `${schema === undefined ? '' : `# yaml-language-server: $schema=${schema}\n`}${TEMPLATE.replace('ID', () => asText(id)).replace('TITLE', () => asText(titleOf(id)))}`;

const TEMPLATE = `firebreak: 1   # the version of the format
id: ID
title: TITLE
summary: Two neighbours and the islands between them. Be firm enough to be believed and careful enough to stop.
briefing: You and your neighbour claim the same islands. Both order at once, and nobody knows which week is the last.
clock: { unit: week, start: 2026-01-05, turns: [6, 8] }   # the last turn is drawn from 6 to 8, and hidden
provenance: design   # where the numbers come from: sourced, computed, illustrative, or a design of the author
parameters:    # numbers that somebody may argue about; studies try the whole range
  - { id: collision, value: 0.2, range: [0, 0.5], provenance: design, text: chance a week that ships collide in a crisis }
dials:         # what is measured, from 0 to 100; upkeep moves a dial at the beginning of each turn
  - { id: tension, label: Tension, text: How close both are to shooting., start: 45, good: down, upkeep: 0.1 * (40 - tension) }
  - { id: grip, label: Grip, text: How firmly Northland holds the islands., start: 60, good: up }
actors:        # who plays; goals score the seat at the end, the doctrine is how the computer plays it
  - id: north
    name: Northland
    short: North
    brief: You hold the islands and want to keep them without a war.
    goals: [{ id: hold, label: Hold the islands, weight: 50, score: grip }, { id: calm, label: Calm, weight: 50, score: 100 - tension }]
    doctrine: [{ order: offer-talks, when: tension >= 50 }, { order: patrol, odds: { base: 0.7 } }]
  - id: south
    name: Southland
    short: South
    brief: You want the islands, and your people expect you to show it.
    goals: [{ id: gain, label: Loosen their grip, weight: 70, score: 100 - grip }, { id: calm, label: Calm, weight: 30, score: 100 - tension }]
    doctrine: [{ order: seize-islands, when: tension >= 65, odds: { base: 0.3 } }, { order: send-boats, odds: { base: 0.7 } }, { order: offer-talks }]
tracks:        # what moves through phases; a firebreak is crossed only by an order that has been confirmed
  - id: ladder
    label: Crisis ladder
    text: How far the quarrel has climbed.
    ladder: true
    initial: quarrel
    phases:    # go: the ways out, tried in order at the end of the turn, or of the step that \`at\` names
      - { id: quarrel, text: Words and protests., rung: 0, go: [{ to: crisis, when: tension >= 60 }] }
      - id: crisis
        text: Ships face one another.
        rung: 1
        go: [{ to: war, when: ordered("seize-islands"), at: resolution, firebreak: true }, { to: quarrel, when: tension < 50 }]
      - { id: war, text: The shooting has begun., rung: 2, final: true }
actions:       # what actors may order with three action points a turn; the kind decides when it is carried out
  - id: offer-talks
    actors: all
    label: Offer talks
    text: A quiet message through a third party.
    kind: diplomatic
    odds: { base: 0.55, factors: [{ label: tempers, logit: 0.2 * (50 - tension) / 10 }] }   # logit: 0.2 nudges, 1.0 is strong
    outcomes: [{ id: success, effects: [{ do: adjust, dial: tension, by: -10 }] }, { id: failure }]
  - { id: patrol, actor: north, label: Patrol the islands, text: Grey ships that mean to be seen., kind: posture, cost: 2,
      effects: [{ do: adjust, dial: grip, by: 4 }, { do: adjust, dial: tension, by: 5 }] }
  - { id: send-boats, actor: south, label: Send fishing boats, text: Boats with flags and few nets., kind: covert, cost: 2,
      effects: [{ do: adjust, dial: grip, by: -6 }, { do: adjust, dial: tension, by: 6 }] }
  - { id: seize-islands, actor: south, label: Seize the islands, text: Troops land., kind: force, cost: 3, when: ladder == "crisis" }
triggers:      # what happens by itself: when the condition holds, with this chance
  - { id: ships-collide, label: Ships collide, text: Nobody meant it., at: chance, when: ladder == "crisis", chance: collision,
      effects: [{ do: adjust, dial: tension, by: 10 }] }
endings:       # how the game ends: the first that holds at the end of a turn
  - { id: war, label: War, text: Nobody wins it., when: ladder == "war", replaces_scores: true }
  - { id: quiet, label: Quiet waters, text: The islands leave the front pages., when: last_turn && tension < 45 }
  - { id: uneasy, label: Uneasy peace, text: Nothing is settled and nobody has fired., when: last_turn }
properties:    # claims about all games; \`check --explore 500\` tries to refute them
  - { id: no-war-unordered, text: No war without an order., never: ladder == "war" && count("seize-islands") == 0 }
`;
