import { type LocatedPhase, withPaths } from '../../scenario/compile/declare.js';
import { type Finding, finding } from './finding.js';
import type { Readings } from './readings.js';
import type { Script } from './script.js';

/** The shape of the tracks: which phases ways lead to and from, whatever the ways wait for. */

/** Leaves of each track that no chain of ways leads to from where the track begins. */
export const unreachedPhases = (script: Script): readonly (readonly number[])[] =>
  script.game.tracks.map((track, index) => {
    const ways = script.happenings.filter(({ kind, from }) => kind === 'way' && from?.track === index);
    const reached = new Set([script.game.chart.start[index]!]);
    for (let before = 0; before < reached.size; ) {
      before = reached.size;
      for (const { from, gifts } of ways)
        if ([...from!.leaves].some((leaf) => reached.has(leaf)))
          for (const gift of gifts) if (gift.is === 'enter') for (const leaf of gift.leaves) reached.add(leaf);
    }
    return track.phases.flatMap((_, leaf) => (reached.has(leaf) ? [] : [leaf]));
  });

/** Of a scenario; of a model without `readings`, since whoever extends it may read its tracks. */
export const structureFindings = (script: Script, readings: Readings | undefined): Finding[] => {
  const outOfReach = unreachedPhases(script);
  return script.loaded.formed.source.tracks.flatMap((track, index) => {
    const path = script.loaded.formed.paths.tracks[index]!;
    const all = withPaths(track.phases, [...path, 'phases']);
    const unreached = new Set(outOfReach[index]!);
    return [
      ...unreachable(script, index, all, unreached),
      ...deadEnds(script, index, all, unreached),
      ...(readings && !track.ladder ? withoutEffect(script, index, all, readings) : []),
    ];
  });
};

const leavesOf = ({ game }: Script, track: number, id: string): readonly number[] => {
  const { phases, groups } = game.tracks[track]!;
  return groups.find((group) => group.id === id)?.leaves ?? [phases.findIndex((leaf) => leaf.id === id)];
};

/** Of phases inside one another that are all out of reach only the outermost is named. */
const unreachable = (
  script: Script,
  track: number,
  all: readonly LocatedPhase[],
  unreached: ReadonlySet<number>,
): Finding[] => {
  const named: string[] = [];
  return all.flatMap(({ phase, path }) => {
    const place = JSON.stringify(path).slice(0, -1);
    const isOut = leavesOf(script, track, phase.id).every((leaf) => unreached.has(leaf));
    if (!isOut || named.some((around) => place.startsWith(`${around},`))) return [];
    named.push(place);
    const { id } = script.game.tracks[track]!;
    const message = `the phase \`${phase.id}\` is out of reach: no chain of ways leads to it from the beginning of \`${id}\``;
    return [finding('W401', [...path, 'id'], message, `Add a way to it: \`go: [ { to: ${phase.id}, when: … } ]\`.`)];
  });
};

const deadEnds = (
  script: Script,
  track: number,
  all: readonly LocatedPhase[],
  unreached: ReadonlySet<number>,
): Finding[] => {
  const { phases } = script.game.tracks[track]!;
  if (phases.length < 2) return [];
  const ways = script.happenings.filter(({ kind, from }) => kind === 'way' && from?.track === track);
  return phases.flatMap(({ id, final }, leaf) => {
    const out = ways.some(
      ({ from, gifts }) =>
        from!.leaves.has(leaf) && gifts.some((gift) => gift.is === 'enter' && !gift.leaves.includes(leaf)),
    );
    const at = all.find(({ phase }) => phase.id === id);
    if (final || out || unreached.has(leaf) || !at) return [];
    const message = `nobody can leave the phase \`${id}\`, and it is not \`final\``;
    return [
      finding('W402', [...at.path, 'id'], message, 'Add a way out with `go`, or `final: true` if it is meant to last.'),
    ];
  });
};

const withoutEffect = (
  { game, loaded }: Script,
  track: number,
  all: readonly LocatedPhase[],
  readings: Readings,
): Finding[] => {
  if (readings.tracks.has(track) || all.some(({ phase }) => (phase.enter?.length ?? 0) > 0)) return [];
  const { id } = game.tracks[track]!;
  const message = `the track \`${id}\` has no effect: nothing outside it reads it, and its phases do nothing when entered`;
  const hint = `Let a condition ask for it (\`${id} == "…"\`), give its phases \`enter\` effects, or take it out.`;
  return [finding('W403', [...loaded.formed.paths.tracks[track]!, 'id'], message, hint)];
};
