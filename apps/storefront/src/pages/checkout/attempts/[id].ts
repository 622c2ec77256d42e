import type { APIRoute } from 'astro';
import { rememberedLanguage } from '../../../browser/cookies.ts';
import { seeOther } from '../../../browser/redirects.ts';
import { waitPath } from '../../../checkout/refusal.ts';
import { inLanguage } from '../../../language-path.ts';

/** Where the payment provider sends the shopper back to. */
export const GET: APIRoute = (context) => {
  const path = waitPath(context.params.id ?? '');
  const language = rememberedLanguage(context);
  return seeOther(language === undefined ? path : inLanguage(language, path));
};
