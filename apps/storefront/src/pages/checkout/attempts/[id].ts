import type { APIRoute } from 'astro';
import { seeOther } from '../../../browser/redirects.ts';
import { waitPath } from '../../../checkout/refusal.ts';

/** Where the payment provider sends the shopper back to. */
export const GET: APIRoute = ({ params }) => seeOther(waitPath(params.id ?? ''));
