/// <reference types="astro/client" />

declare namespace App {
  interface Locals {
    /** Given by the server that mounts the site. */
    host: import('./host.ts').Host;
    /** Made for each request by the middleware. */
    shop: import('./api/shop.ts').Shop;
    /** Path and search part that were asked for, without their language. */
    address: string;
    /** How this page speaks: by its address. */
    language: import('./language.ts').Language;
    /** What the last form wants to have said on this page. */
    flash?: import('./browser/cookies.ts').Flash | undefined;
    /** Why an error page is shown. */
    failure?: import('./api/problems.ts').ApiProblem | undefined;
  }
}
