export {
  type StartedProvider,
  startTestProvider,
  stopTestProvider,
} from './start-test-provider.ts';
