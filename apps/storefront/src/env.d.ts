/// <reference types="astro/client" />

declare namespace App {
  interface Locals {
    /** Given by the server that mounts the site. */
    host: import('./host.ts').Host;
    /** Made for each request by the middleware. */
    shop: import('./api/shop.ts').Shop;
    /** Why an error page is shown. */
    failure?: import('./api/problems.ts').ApiProblem | undefined;
  }
}
