import type { APIRoute } from 'astro';
import { changeCurrency } from '../cart/change-currency.ts';

export const POST: APIRoute = (context) => changeCurrency(context);
