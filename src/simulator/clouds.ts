import type { Random } from "#platform";
import type { WeatherSpec } from "./scenario.ts";

/** The sky's share of clear-sky light, second by second. */
export interface Clouds {
  /** Lets one second pass and returns the share that comes through, about 0.1 to 1.1. */
  step(): number;
}

/** The sky's mean cover wanders over about this long. */
const regimeS = 3_600;

/**
 * Clouds that drift over the roof one after the other: a cloud and a gap alternate, each lasting a random time around
 * its share of the cycle, with an edge that takes seconds to cross and a brighter rim, as measured skies show.
 */
export function createClouds(weather: WeatherSpec, random: Random): Clouds {
  const sky = { cover: weather.cover, light: 1, target: 1, edge: 0.1, leftS: 0, isCloud: 1 };

  const changeScene = () => {
    const spread = 0.35 * Math.min(weather.cover, 1 - weather.cover);
    const pull = Math.min(1, sky.leftS / regimeS);
    sky.cover += (weather.cover - sky.cover) * pull + spread * Math.sqrt(2 * pull) * random.normal();
    sky.cover = Math.min(1, Math.max(0, sky.cover));
  };

  const nextCloud = () => {
    sky.isCloud = sky.isCloud === 1 ? 0 : 1;
    const share = sky.isCloud === 1 ? sky.cover : 1 - sky.cover;
    sky.leftS = Math.max(1, Math.round(-Math.log(1 - random.next()) * share * weather.cycleS));
    changeScene();
    if (share < 0.02) return;
    // Thick cover dims more than single fair-weather clouds; a gap's rim adds light scattered by the cloud beside it.
    sky.target =
      sky.isCloud === 1
        ? random.between(0.15, 0.55) - 0.1 * sky.cover
        : Math.min(1.08, random.between(0.95, 1.02) + 0.06 * sky.cover);
    sky.edge = 1 / random.between(2, 12);
  };

  return {
    step: () => {
      sky.leftS -= 1;
      if (sky.leftS <= 0) nextCloud();
      sky.light += (sky.target - sky.light) * sky.edge;
      return sky.light;
    },
  };
}
