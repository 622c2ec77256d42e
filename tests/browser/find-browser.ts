import { existsSync } from 'node:fs';

/** Where Debian and others put it; playwright-core brings none. */
const chromiumPlaces = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const shellPlaces = ['/usr/bin/chromium-headless-shell'];

const firstOf = (places: readonly string[]): string | undefined =>
  places.find((place) => existsSync(place));

/** The whole browser, as its users have it: for what is measured. */
export const chromiumPath = firstOf(chromiumPlaces);

/**
 * The browser of the stories: where it is installed Chromium's headless shell, the same engine
 * without the parts that draw on a screen, which cost a half of the machine.
 */
export const storyBrowserPath = firstOf(shellPlaces) ?? chromiumPath;

/** For what is looked at: the whole browser, or the shell where that is not installed. */
export const sightBrowserPath = chromiumPath ?? storyBrowserPath;

export const browserPlaces = [...shellPlaces, ...chromiumPlaces].join(', ');
