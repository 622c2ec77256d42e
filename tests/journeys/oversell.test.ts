import { oversellJourneys } from './oversell.ts';

oversellJourneys('whole');
