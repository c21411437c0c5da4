import { type HomeState, type Instant, isFresh, type Sample, secondMs } from "#domain";

type Powers = Pick<HomeState["house"], "gridW" | "solarW" | "batteryW" | "siteLoadW">;

/** Terms that far apart are of one time. A cloud's word is received, and may be minutes older than that. */
const apartMs = 15 * secondMs;

/** Clamps and meters disagree by so much; a sun further below zero is a mistake in one of them. */
const noiseW = 50;

/**
 * What a house takes and does not buy, it makes: where load and grid are measured by something fast, the sun follows from
 * them, and the consumption that is told stays true although the inverter's cloud is minutes behind. Undefined where the
 * sun's own value is as young, or where a battery's share is not known for the same time.
 */
export function solarFromLoad(house: Powers, hasBattery: boolean, now: Instant): Sample | undefined {
  const { gridW, solarW, batteryW, siteLoadW } = house;
  if (!isMeasured(gridW, now) || !isMeasured(siteLoadW, now)) return undefined;
  if (hasBattery && !isMeasured(batteryW, now)) return undefined;
  const others = hasBattery && batteryW !== undefined ? [gridW, batteryW] : [gridW];
  const parts = [siteLoadW, ...others];
  const ats = parts.map((part) => part.at);
  const at = Math.min(...ats);
  if (Math.max(...ats) - at > apartMs) return undefined;
  if (isFresh(solarW, now) && solarW.at >= at - apartMs) return undefined;
  const value = others.reduce((rest, part) => rest - part.value, siteLoadW.value);
  if (value < -noiseW) return undefined;
  const goodUntil = Math.min(...parts.map((part) => part.goodUntil));
  return { value: Math.max(0, value), at, goodUntil, source: siteLoadW.source, quality: "derived" };
}

function isMeasured(sample: Sample | undefined, now: Instant): sample is Sample {
  return isFresh(sample, now) && sample.quality === "measured";
}
