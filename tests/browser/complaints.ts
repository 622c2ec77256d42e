import type { Page } from 'playwright-core';

/** What a browser complained of while a story ran. */
export interface Complaints {
  /** Lines for the report of a test; empty when all was well. */
  list: () => readonly string[];
  /** The story brings this about on purpose, such as a connection that is lost. */
  expect: (pattern: RegExp) => void;
}

/**
 * Listens to a page for whatever a shopper's browser would complain of: errors of scripts and of
 * the console, breaches of the content policy, requests that failed, and answers that are faults.
 * A page or a form that is refused (4xx) is what its story asserts; pictures, scripts and styles
 * must be there.
 */
export function listenTo(page: Page): Complaints {
  const heard: string[] = [];
  const expected: RegExp[] = [];
  page.on('pageerror', (error) => heard.push(`script: ${error.message}`));
  page.on('console', (message) => {
    // Chromium repeats every 4xx and 5xx here; the answers themselves are looked at below.
    const isAnswer = message.text().startsWith('Failed to load resource: the server responded');
    if (message.type() === 'error' && !isAnswer) heard.push(`console: ${message.text()}`);
  });
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? 'failed';
    // A page that is left ends the requests that it has under way.
    if (reason !== 'net::ERR_ABORTED') heard.push(`request: ${request.url()} ${reason}`);
  });
  page.on('response', (response) => {
    const mayBeRefused = ['document', 'fetch', 'xhr'].includes(response.request().resourceType());
    if (response.status() >= (mayBeRefused ? 500 : 400))
      heard.push(`answer: ${response.status()} ${response.url()}`);
  });
  return {
    list: () => heard.filter((line) => !expected.some((pattern) => pattern.test(line))),
    expect: (pattern) => void expected.push(pattern),
  };
}
