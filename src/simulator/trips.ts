import type { Instant } from "#domain";
import { dayMs, minuteMs } from "#domain";
import type { Random } from "#platform";
import type { Calendar } from "./calendar.ts";
import { type CarState, connect, drive } from "./car.ts";
import type { TripSpec } from "./scenario.ts";

/** A car's comings and goings. */
export interface Trips {
  /** Called once a minute: leaves, or comes home with what the trip took. */
  look(at: Instant): void;
  /** Somebody plugged it in or out by hand: a trip under way ends, the timetable goes on. */
  override(isConnected: boolean): void;
}

interface PlannedTrip {
  readonly trip: TripSpec;
  readonly leaveAt: Instant;
  readonly returnAt: Instant;
  isBehind: boolean;
}

export function createTrips(car: CarState, calendar: Calendar, random: Random, startAt: Instant): Trips {
  const today: { day: number; planned: PlannedTrip[] } = { day: Number.NaN, planned: [] };
  const road: { trip: PlannedTrip | undefined } = { trip: undefined };

  const planDay = (at: Instant): PlannedTrip[] => {
    const weekday = calendar.weekday(at);
    return car.spec.trips.filter((trip) => trip.weekdays.includes(weekday)).map((trip) => planTrip(trip, at));
  };

  const planTrip = (trip: TripSpec, at: Instant): PlannedTrip => {
    const jitter = () => Math.round(random.between(-trip.jitterMinutes, trip.jitterMinutes)) * minuteMs;
    const leaveAt = calendar.onDayOf(at, minutesOf(trip.leaveAt)) + jitter();
    const back = calendar.onDayOf(at, minutesOf(trip.returnAt)) + jitter();
    // A night shift comes home on the next day.
    const returnAt = back > leaveAt ? back : back + dayMs;
    return { trip, leaveAt, returnAt, isBehind: leaveAt <= startAt && car.spec.isHome };
  };

  const leave = (planned: PlannedTrip) => {
    planned.isBehind = true;
    road.trip = planned;
    connect(car, false);
  };

  const comeHome = (planned: PlannedTrip) => {
    road.trip = undefined;
    drive(car, planned.trip.distanceKm);
    connect(car, true);
  };

  return {
    look: (at) => {
      if (car.spec.trips.length === 0) return;
      const day = calendar.dayNumber(at);
      if (day !== today.day) {
        today.day = day;
        today.planned = planDay(at);
      }
      if (road.trip !== undefined && at >= road.trip.returnAt) comeHome(road.trip);
      for (const planned of today.planned) {
        if (road.trip === undefined && !planned.isBehind && at >= planned.leaveAt && at < planned.returnAt)
          leave(planned);
      }
    },
    override: (isConnected) => {
      if (road.trip !== undefined && isConnected) comeHome(road.trip);
      else connect(car, isConnected);
    },
  };
}

function minutesOf(clockTime: string): number {
  const [hours = 0, minutes = 0] = clockTime.split(":").map(Number);
  return hours * 60 + minutes;
}
