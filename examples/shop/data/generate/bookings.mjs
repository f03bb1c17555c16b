import { moment, saturdayAfter } from "./time.mjs";

const WORKSHOPS = ["First hour at the wheel", "Glazes of the season", "Bowls for soup"];

/** What somebody books at a moment: a Saturday that is at least so many days away. */
export function createBooking(random, at, days) {
  return {
    workshop: random.pick(WORKSHOPS),
    startsAt: moment(saturdayAfter(at, days)),
    seats: random.between(1, 3),
  };
}
