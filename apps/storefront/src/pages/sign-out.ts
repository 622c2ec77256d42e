import type { APIRoute } from 'astro';
import { signOut } from '../account/sign-in.ts';

export const POST: APIRoute = (context) => signOut(context);
