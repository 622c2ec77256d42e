import { keptAnswerTests } from './kept-answers.ts';

keptAnswerTests('whole');
