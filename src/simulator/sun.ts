import type { Instant } from "#domain";
import { dayMs } from "#domain";

export interface Location {
  readonly latitude: number;
  readonly longitude: number;
}

export interface SunPosition {
  readonly elevationRad: number;
  /** By the compass: 0 north, π/2 east. */
  readonly azimuthRad: number;
}

/** A surface facing the sky. */
export interface Orientation {
  readonly tiltDegrees: number;
  readonly azimuthDegrees: number;
}

const radians = Math.PI / 180;
const j2000 = Date.UTC(2000, 0, 1, 12);

/** Where the sun stands, by the Astronomical Almanac's low-precision formula: good to 0.01° until 2050. */
export function sunPosition(at: Instant, location: Location): SunPosition {
  const days = (at - j2000) / dayMs;
  const anomaly = (357.528 + 0.9856003 * days) * radians;
  const longitude = (280.46 + 0.9856474 * days + 1.915 * Math.sin(anomaly) + 0.02 * Math.sin(2 * anomaly)) * radians;
  const obliquity = (23.439 - 0.0000004 * days) * radians;
  const declination = Math.asin(Math.sin(obliquity) * Math.sin(longitude));
  const ascension = Math.atan2(Math.cos(obliquity) * Math.sin(longitude), Math.cos(longitude));
  const siderealHours = 18.697374558 + 24.06570982441908 * days;
  const hourAngle = (siderealHours * 15 + location.longitude) * radians - ascension;
  const latitude = location.latitude * radians;
  return {
    elevationRad: Math.asin(
      Math.sin(latitude) * Math.sin(declination) + Math.cos(latitude) * Math.cos(declination) * Math.cos(hourAngle),
    ),
    azimuthRad: Math.atan2(
      -Math.sin(hourAngle),
      Math.tan(declination) * Math.cos(latitude) - Math.sin(latitude) * Math.cos(hourAngle),
    ),
  };
}

/**
 * Irradiance on a tilted surface under a clear sky in W/m²: Haurwitz for the horizontal (1 098·cos z·e^(−0.059/cos z)),
 * an isotropic sky for the diffuse part, and a fifth reflected by the ground.
 */
export function clearSkyOn(surface: Orientation, sun: SunPosition): number {
  const cosZenith = Math.sin(sun.elevationRad);
  if (cosZenith <= 0.01) return 0;
  const horizontal = 1098 * cosZenith * Math.exp(-0.059 / cosZenith);
  const diffuse = horizontal * (0.1 + 0.25 * (1 - cosZenith) ** 2);
  const direct = (horizontal - diffuse) / cosZenith;
  const tilt = surface.tiltDegrees * radians;
  const cosIncidence =
    cosZenith * Math.cos(tilt) +
    Math.cos(sun.elevationRad) * Math.sin(tilt) * Math.cos(sun.azimuthRad - surface.azimuthDegrees * radians);
  return (
    direct * Math.max(0, cosIncidence) +
    (diffuse * (1 + Math.cos(tilt))) / 2 +
    (0.2 * horizontal * (1 - Math.cos(tilt))) / 2
  );
}
