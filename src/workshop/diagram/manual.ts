import { FLAGSHIP } from '../../scenario/flagship.js';
import { loadScenario } from '../../scenario/library.js';
import { diagramOf } from './model.js';
import { svgOf } from './svg.js';

/** Pictures of the manual: what `firebreak diagram korean-peninsula --track ladder` draws, by path from `docs`. */
export const manualPictures = async (): Promise<ReadonlyMap<string, string>> => {
  const { game } = loadScenario(FLAGSHIP);
  const ladder = game.tracks.findIndex((track) => track.ladder);
  return new Map([[`manual/${FLAGSHIP}-ladder.svg`, await svgOf(diagramOf(game, ladder))]]);
};
