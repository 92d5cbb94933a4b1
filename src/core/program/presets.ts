/**
 * Presets in groups. A game takes one preset of each group: the one that was chosen, or the group's first. Which presets
 * are in force is written as one string, so that a journal, a table of results and a command say it alike.
 */

export interface Grouped {
  readonly id: string;
  /** What the group is called; empty where presets are not grouped. */
  readonly group: string;
}

interface PresetGroup<P extends Grouped> {
  readonly group: string;
  /** At least one; the first is played when none is chosen. */
  readonly presets: readonly P[];
}

/** The groups, in order of their first preset. */
export const presetGroups = <P extends Grouped>(presets: readonly P[]): PresetGroup<P>[] =>
  [...new Set(presets.map(({ group }) => group))].map((group) => ({
    group,
    presets: presets.filter((preset) => preset.group === group),
  }));

/** Ids in a choice: `1994+classroom`, or with commas. */
export const chosenPresets = (choice: string | undefined): string[] =>
  (choice ?? '').split(/[+,]/).flatMap((id) => (id.trim() === '' ? [] : [id.trim()]));

/** One preset of each group, in the order of groups. Of two of one group the later is taken; ids that nobody has change nothing. */
export const presetsInForce = <P extends Grouped>(presets: readonly P[], choice: string | undefined): P[] => {
  const chosen = chosenPresets(choice);
  return presetGroups(presets).map(({ presets: [first, ...others] }) => {
    const ids = [first!, ...others].map(({ id }) => id);
    const wanted = chosen.findLast((id) => ids.includes(id));
    return others.find(({ id }) => id === wanted) ?? first!;
  });
};

/** Those worth naming: that of the first group, and of the others what is not the group's first. */
export const namedPresets = <P extends Grouped>(presets: readonly P[], choice: string | undefined): P[] => {
  const groups = presetGroups(presets);
  return presetsInForce(presets, choice).filter((preset, at) => at === 0 || preset !== groups[at]!.presets[0]);
};

/** What a choice comes to, in one form: `historical`, `historical+1994`; empty without presets. */
export const presetText = (presets: readonly Grouped[], choice: string | undefined): string =>
  namedPresets(presets, choice)
    .map(({ id }) => id)
    .join('+');

/** A choice changed by another: groups that the other does not speak of keep what they had. */
export const changedPresets = (
  presets: readonly Grouped[],
  base: string | undefined,
  change: string | undefined,
): string | undefined => {
  if (change === undefined) return base;
  const ids = [...chosenPresets(base), ...chosenPresets(change)];
  return presetText(presets, ids.join('+')) || change;
};

/** Two chosen presets that exclude each other, if there are any. */
export const rivalPresets = (presets: readonly Grouped[], choice: string | undefined): [string, string] | undefined => {
  const chosen = [...new Set(chosenPresets(choice))];
  const groupOf = (id: string): string | undefined => presets.find((preset) => preset.id === id)?.group;
  for (const [at, id] of chosen.entries()) {
    const other = chosen.slice(0, at).find((before) => groupOf(before) === groupOf(id) && groupOf(id) !== undefined);
    if (other !== undefined) return [other, id];
  }
  return undefined;
};
