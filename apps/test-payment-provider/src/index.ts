export {
  findTestProvider,
  type StartedProvider,
  startTestProvider,
  stopTestProvider,
} from './start-test-provider.ts';
export { superviseTestProvider } from './supervise.ts';
