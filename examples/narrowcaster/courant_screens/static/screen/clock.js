/** The site's clock: that of this device may be wrong, or change while nobody looks. */

let ahead = 0;

export const clock = {
  /** The time of the site, in milliseconds. */
  now: () => Date.now() + ahead,

  /** Learn the time from an answer to what was asked at `asked`, by this device's clock. */
  learn(time, asked) {
    ahead = time - (asked + Date.now()) / 2;
  },
};
