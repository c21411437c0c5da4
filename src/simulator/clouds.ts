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
 * its share of the cycle, with an edge that takes seconds to cross and a brighter rim. Widths and opacities are chosen
 * so that ramps within a minute and within ten seconds are of the size that measured roofs show.
 */
export function createClouds(weather: WeatherSpec, random: Random): Clouds {
  // The first thing to come is a gap, so that a house begins in the sun.
  const sky = { cover: weather.cover, light: 1, target: 1, edge: 0.1, leftS: 0, isCloud: 1, texture: 0 };

  const wanderCover = () => {
    const spread = 0.6 * Math.min(weather.cover, 1 - weather.cover);
    const pull = Math.min(1, sky.leftS / regimeS);
    sky.cover += (weather.cover - sky.cover) * pull + spread * Math.sqrt(2 * pull) * random.normal();
    sky.cover = Math.min(1, Math.max(0, sky.cover));
  };

  const next = () => {
    sky.isCloud = 1 - sky.isCloud;
    const share = sky.isCloud === 1 ? sky.cover : 1 - sky.cover;
    sky.leftS = Math.max(1, Math.round(-Math.log(1 - random.next()) * share * weather.cycleS));
    wanderCover();
    // In a sky without clouds, or without gaps, the other one passes unseen.
    if (share < 0.02) return;
    sky.target = sky.isCloud === 1 ? 1 - opacity() : brightness();
    sky.edge = 1 / random.between(4, 30);
  };

  /** Single fair-weather clouds are mostly thin at the roof's scale, a closed sky is thick. */
  const opacity = () => 0.15 + (0.55 + 0.2 * sky.cover) * random.next() ** (1.5 - sky.cover);

  /** Clouds beside a gap scatter more light into it than a clear sky gives. */
  const brightness = () => Math.min(1.1, random.between(0.95, 1.02) + 0.08 * sky.cover);

  return {
    step: () => {
      sky.leftS -= 1;
      if (sky.leftS <= 0) next();
      sky.light += (sky.target - sky.light) * sky.edge;
      sky.texture += (random.next() - 0.5) * 0.012 - sky.texture * 0.01;
      return sky.light * (1 + sky.texture * sky.cover);
    },
  };
}
